import { isAppError } from '../errors.ts';
import { textOf } from '../segment.ts';
import type { IndexableCall } from '../store/calls-to-index.ts';
import type { Db } from '../store/db.ts';
import { readSearchIndex } from '../store/search-indexes-store.ts';
import { type CallDocuments, type SegmentQuery, segmentsWithin } from './segment-index.ts';

/** Turns texts into vectors of length 1 whose nearness is nearness of meaning. @throws AppError `model_unavailable`. */
export type Embedder = { name: string; embed: (texts: readonly string[]) => Promise<number[][]> };

/** Gives each passage the vector of what is said in it. */
export async function addVectors(
  embedder: Embedder,
  calls: readonly IndexableCall[],
  documents: readonly CallDocuments[],
): Promise<void> {
  const passages = documents.flatMap((document, at) =>
    document.passages.map((passage) => ({ passage, segments: calls[at]?.segments ?? [] })),
  );
  const texts = passages.map(({ passage, segments }) => segmentsWithin(segments, passage).map(textOf).join(' '));
  const vectors = await embedder.embed(texts);
  for (const [at, { passage }] of passages.entries()) passage.vector = vectors[at] as number[];
}

/**
 * The query with the vector of its text, where an embedder is set and the text is for meaning rather than for exact words. When the embedder fails
 * the words alone search; answers the warning to give.
 */
export async function withMeaning(
  { db, embedder }: { db: Db; embedder: Embedder | null },
  query: SegmentQuery,
  text: string,
): Promise<{ query: SegmentQuery; warning: string | null }> {
  const isExact = Boolean(query.phrases?.length || query.anyOf?.length || query.wordsIn);
  if (!embedder || isExact || query.words.length === 0) return { query, warning: null };
  // Vectors of another model say nothing about these.
  const live = await readSearchIndex(db, 'live');
  if (live?.embeddingModel !== embedder.name) return { query, warning: null };
  try {
    const [vector] = await embedder.embed([text]);
    return { query: vector ? { ...query, vector } : query, warning: null };
  } catch (error) {
    if (!isAppError(error, 'model_unavailable')) throw error;
    return { query, warning: `Searched by words alone. ${error.message}` };
  }
}
