import { setTimeout } from 'node:timers/promises';

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits. An abort rejects at once with the signal's own reason. */
export const sleep: Sleep = (ms, signal) =>
  setTimeout(ms, undefined, { signal }).catch((error) => {
    // Node wraps the reason into an AbortError, so callers could not see why.
    signal.throwIfAborted();
    throw error;
  });
