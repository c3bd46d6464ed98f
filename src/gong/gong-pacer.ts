import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import { AppError } from '../errors.ts';
import { QUOTA_CLASSES, type Quota, type QuotaClass } from '../quota.ts';

/** Sends a request when the organization's quota lets it. */
export type Pacer = <T>(quotaClass: QuotaClass, signal: AbortSignal, send: () => Promise<T>) => Promise<T>;

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** A wait that a process sits out; for a longer one the work is put down, with the time to take it up again. */
const LONGEST_WAIT_MS = 15_000;
/** A request that left later than this after its slot was taken has its slot moved. */
const LATE_MS = 10;

/**
 * The pacer of one organization in this process: urgent classes go first among those who wait here, and the quota, which all processes
 * share, says when.
 * @throws AppError `gong_rate_limited` with `retryAt` when the day's budget is spent, or Gong asked for a long pause.
 */
export function makePacer(quota: Quota, deps: { sleep: Sleep; now: () => Date }): Pacer {
  const queue = new Bottleneck({ maxConcurrent: 1 });

  async function takeSlot(quotaClass: QuotaClass, signal: AbortSignal): Promise<{ slot: number; askedAt: number }> {
    while (true) {
      signal.throwIfAborted();
      const askedAt = performance.now();
      const decision = await quota.take(quotaClass);
      if (decision.kind === 'go') return { slot: decision.slot, askedAt };
      const waitMs = decision.kind === 'wait' ? decision.waitMs : decision.retryAt.getTime() - deps.now().getTime();
      if (decision.kind === 'later' && waitMs > LONGEST_WAIT_MS) throw later(decision.because, decision.retryAt);
      await deps.sleep(Math.max(1, waitMs), signal);
    }
  }

  return async (quotaClass, signal, send) => {
    const { slot, askedAt } = await queue.schedule({ priority: QUOTA_CLASSES.indexOf(quotaClass) + 1 }, () =>
      takeSlot(quotaClass, signal),
    );
    const answer = send();
    answer.catch(() => {});
    // After a turn of the event loop the request is with the network: however busy this process was, the slot counts from then.
    await setImmediate();
    if (performance.now() - askedAt > LATE_MS) await quota.moveSlot(slot);
    return answer;
  };
}

const later = (because: 'gong_asked' | 'day_spent', retryAt: Date): AppError =>
  new AppError(
    'gong_rate_limited',
    because === 'gong_asked'
      ? 'Gong asked to wait, since its request limit is used up. The sync goes on by itself.'
      : "The day's share of Gong requests is used up; it is kept below Gong's limit for your other integrations. The sync goes on by itself.",
    { retryAt },
  );
