import { isAppError } from '../errors.ts';
import type { MeaningVector } from '../meaning.ts';
import type { SegmentQuery } from './segment-index.ts';

/** Turns texts into vectors. Failures are AppError `model_unavailable`. */
export type Embedder = {
  /** The model's name, kept with its vectors. */
  name: string;
  /** Whether somebody chose the model and wants to hear when it fails. */
  isChosen: boolean;
  /** Of a rank by its vectors beside a rank by words. */
  weight: () => number;
  /** What makes it slower than it could be here, in a sentence; null while nothing is known to. */
  slowness?: () => string | null;
  /** For texts that nobody waits for. Null for a text that the model refuses. */
  embedTexts: (texts: readonly string[]) => Promise<(MeaningVector | null)[]>;
  /** For texts that somebody waits for: seconds at most, and no second try. Null for a text that the model refuses. */
  embedAtOnce: (texts: readonly string[]) => Promise<(MeaningVector | null)[]>;
  close: () => Promise<void>;
};

/**
 * Adds the text's vector to a query for plain words; words that must stand somewhere stay exact. When the embedder
 * fails, words alone search. A failure of a chosen model is a warning to show.
 */
export async function withMeaning(
  { embedder }: { embedder: Embedder | null },
  query: SegmentQuery,
  text: string,
): Promise<{ query: SegmentQuery; warning: string | null }> {
  const isExact = Boolean(query.phrases?.length || query.anyOf?.length || query.topics?.length || query.wordsIn);
  if (!embedder || isExact || query.words.length === 0) return { query, warning: null };
  try {
    const [vector] = await embedder.embedAtOnce([text]);
    if (vector) return { query: { ...query, meaning: { model: embedder.name, vector } }, warning: null };
    return { query, warning: 'Searched by words alone: the embedding model does not take this text.' };
  } catch (error) {
    if (!isAppError(error, 'model_unavailable')) throw error;
    return { query, warning: embedder.isChosen ? `Searched by words alone. ${error.message}` : null };
  }
}
