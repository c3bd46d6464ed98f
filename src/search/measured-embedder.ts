import { isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { readEmbeddingModel, saveEmbeddingModel } from '../store/embedding-models-store.ts';
import type { Embedder } from './embedder.ts';
import { type Probe, probeEmbedder } from './probe-embedder.ts';

type Deps = { db: Db; readProbe: () => Probe; now: () => Date; log: Log };

/** An embedder whose strength is measured. `measure` never throws; it may be called again after a failure. */
export type MeasuredEmbedder = Embedder & { measure: () => Promise<void> };

/**
 * An embedder with the weight that its model was measured to have, by its name alone never. It is measured once for a
 * store; until then it weighs as much as words.
 */
export function measuredEmbedder(embedder: Embedder, { db, readProbe, now, log }: Deps): MeasuredEmbedder {
  const stopping = new AbortController();
  let weight: number | null = null;
  let running: Promise<void> | null = null;

  async function findWeight(): Promise<void> {
    const kept = await readEmbeddingModel(db, embedder.name);
    weight = kept?.weight ?? null;
    if (kept) return;
    const strength = await probeEmbedder(embedder, readProbe(), stopping.signal);
    stopping.signal.throwIfAborted();
    await saveEmbeddingModel(db, { name: embedder.name, ...strength, measuredAt: now() });
    weight = strength.weight;
  }

  const measure = async (): Promise<void> => {
    if (weight !== null || stopping.signal.aborted) return;
    running ??= findWeight()
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        if (isAppError(error)) log.warn({ reason: error.message }, 'the model of embeddings was not measured');
        else log.error({ err: error }, 'the model of embeddings was not measured');
      })
      .finally(() => {
        running = null;
      });
    await running;
  };

  return {
    ...embedder,
    weight: () => weight ?? embedder.weight(),
    measure,
    async close() {
      stopping.abort();
      await embedder.close();
    },
  };
}
