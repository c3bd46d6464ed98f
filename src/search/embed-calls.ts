import type { OrganizationId } from '../call.ts';
import { type CallToEmbed, countEmbedded, readCallsToEmbed, saveVectors } from '../store/call-vectors-store.ts';
import type { Db } from '../store/db.ts';
import type { Embedder } from './embedder.ts';
import type { CallsIndexer } from './index-calls.ts';
import { toChunks } from './to-chunks.ts';

export type EmbedDeps = { db: Db; embedder: Embedder; indexer: Pick<CallsIndexer, 'index'> };
export type EmbedProgress = { calls: number; embedded: number };
/** `isEnough` is asked before each `BATCH`, and ends the work. */
type EmbedOptions = { onProgress?: (progress: EmbedProgress) => void; isEnough?: () => boolean };

/** Calls embedded between two looks for newer ones. */
const BATCH = 4;
/** Calls given to search at a time: each is put there anew. */
const PER_INDEXING = 20;

/**
 * Gives vectors to every call of an organization that lacks the model's, newest first, and has search take them up.
 * Each call is saved by itself, so whoever comes next goes on from there; a call that changed meanwhile comes again.
 * Answers how many calls got vectors.
 * @throws AppError `model_unavailable`, `index_unavailable`; saved vectors stay, and reach search with the next look.
 */
export async function embedCalls(
  { db, embedder, indexer }: EmbedDeps,
  organizationId: OrganizationId,
  signal: AbortSignal,
  { onProgress, isEnough = () => false }: EmbedOptions = {},
): Promise<number> {
  const of = { organizationId, model: embedder.name };
  let embedded = 0;
  let waiting = 0;
  const toSearch = async () => {
    if (waiting === 0) return;
    await indexer.index(signal, organizationId);
    waiting = 0;
  };
  while (true) {
    const calls = await readCallsToEmbed(db, of, BATCH);
    if (calls.length === 0 || isEnough()) break;
    // A batch of long calls takes the model inside half a minute.
    if (onProgress) onProgress(await countEmbedded(db, of));
    for (const call of calls) {
      signal.throwIfAborted();
      const meaning = await embedCall(embedder, call);
      if (!(await saveVectors(db, call, meaning))) continue;
      embedded += 1;
      waiting += 1;
    }
    if (waiting >= PER_INDEXING) await toSearch();
  }
  await toSearch();
  if (embedded > 0 && onProgress) onProgress(await countEmbedded(db, of));
  return embedded;
}

/** Without the stretches that the model refuses: one of them must not hold up older calls for ever. */
async function embedCall(embedder: Embedder, call: CallToEmbed) {
  const made = toChunks(call);
  const vectors = await embedder.embedTexts(made.map(({ text }) => text));
  const chunks = made.flatMap(({ first, last }, n) => (vectors[n] ? [{ first, last, vector: vectors[n] }] : []));
  return { model: embedder.name, chunks, refused: made.length - chunks.length };
}
