import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { MeaningVector } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import type { Scope } from '../viewer.ts';

/** Bytes of vectors: some 20,000 of the model inside. */
const MOST_BYTES = 8_000_000;
/** Long enough for somebody's next questions. What an erased sentence meant is forgotten by then. */
const KEPT_MS = 30 * 60_000;

const kept = new LRUCache<string, MeaningVector>({
  maxSize: MOST_BYTES,
  sizeCalculation: ({ byteLength }) => byteLength,
  ttl: KEPT_MS,
  ttlAutopurge: true,
});

/**
 * Vectors of sentences that may be read in a scope, those of a refused text missing. A process keeps the latest by a
 * hash of the text: an organization's questions are compared with much the same sentences, hundreds at five
 * milliseconds each. Questions stay out: how fast one is answered would tell whether somebody had asked it.
 * @throws AppError `model_unavailable`.
 */
export async function sentenceVectors(
  embedder: Embedder,
  { organizationId }: Scope,
  texts: readonly string[],
): Promise<ReadonlyMap<string, MeaningVector>> {
  const keyOf = (text: string): string =>
    createHash('sha256')
      .update(JSON.stringify([embedder.name, organizationId, text]))
      .digest('base64');
  const found = new Map<string, MeaningVector>();
  const missing: string[] = [];
  for (const text of new Set(texts)) {
    const vector = kept.get(keyOf(text));
    if (vector) found.set(text, vector);
    else missing.push(text);
  }
  const made = missing.length > 0 ? await embedder.embedAtOnce(missing) : [];
  for (const [at, text] of missing.entries()) {
    const vector = made[at];
    if (!vector) continue;
    kept.set(keyOf(text), vector);
    found.set(text, vector);
  }
  return found;
}
