import { isAppError } from '../errors.ts';
import type { MeteredModel } from './metered-model.ts';
import type { Model } from './model.ts';

/** What a model may do for a search, none of which an answer must wait for. */
type Help = 'words' | 'reading';

export type Patience = {
  /**
   * What a model brings in good time; null when it fails, is too slow, or was too slow a short while ago.
   */
  wait: <T>(
    help: Help,
    model: MeteredModel,
    signal: AbortSignal,
    work: (within: AbortSignal) => Promise<T>,
  ) => Promise<T | null>;
};

/**
 * Words come beside the first search, which takes up to a second; hosted models write sixty tokens in 1 to 2 s. A
 * reading is waited for by itself: thousands of tokens to read and few to write, 1 to 4 s.
 */
const BUDGETS_MS: Record<Help, number> = { words: 2000, reading: 6000 };
/** A model that was busy or loading gets another chance; one that thinks first costs a question in so many minutes. */
const PAUSE_MS = 10 * 60_000;

/**
 * Waits for models, each as it was opened, for a short time only, and remembers which took longer: the next questions
 * go on without them at once, until a pause is over.
 */
export function makePatience({
  now,
  budgetsMs = {},
}: {
  now: () => Date;
  budgetsMs?: Partial<typeof BUDGETS_MS>;
}): Patience {
  const pausedUntilMs = new WeakMap<Model, Map<Help, number>>();
  return {
    async wait(help, { of }, signal, work) {
      const pauses = pausedUntilMs.get(of) ?? new Map<Help, number>();
      pausedUntilMs.set(of, pauses);
      if (now().getTime() < (pauses.get(help) ?? 0)) return null;
      const late = AbortSignal.timeout(budgetsMs[help] ?? BUDGETS_MS[help]);
      try {
        return await work(AbortSignal.any([signal, late]));
      } catch (error) {
        signal.throwIfAborted();
        if (late.aborted) pauses.set(help, now().getTime() + PAUSE_MS);
        else if (!isAppError(error)) throw error;
        return null;
      }
    },
  };
}
