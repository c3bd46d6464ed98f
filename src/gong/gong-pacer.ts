import Bottleneck from 'bottleneck';
import { AppError } from '../errors.ts';
import { QUOTA_CLASSES, type Quota, type QuotaClass } from '../quota.ts';

/** Sends a request when the organization's quota lets it. `send` calls `arrived` when Gong begins to answer. */
export type Pacer = <T>(
  quotaClass: QuotaClass,
  signal: AbortSignal,
  send: (arrived: () => void) => Promise<T>,
) => Promise<T>;

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** A wait that a process sits out; for a longer one the work is put down, with the time to take it up again. */
const LONGEST_WAIT_MS = 15_000;
/** Slots in use free themselves earlier than they say: whoever waits for one looks again. */
const LOOK_AGAIN_MS = 120;
/**
 * A request has reached Gong when the answer begins, or after this long: Gong counts when a request comes, and may think longer about it. Where
 * its answers take so long, 2.4 of the 3 requests a second are used; waiting for them less would go over now and then.
 */
const REACHED_AFTER_MS = 250;

/**
 * The pacer of one organization in this process: urgent classes go first among those who wait here, and the quota, which all processes
 * share, says when.
 * @throws AppError `gong_rate_limited` with `retryAt` when the day's budget is spent, or Gong asked for a long pause.
 */
export function makePacer(quota: Quota, deps: { sleep: Sleep; now: () => Date }): Pacer {
  const queue = new Bottleneck({ maxConcurrent: 1 });

  async function takeSlot(quotaClass: QuotaClass, signal: AbortSignal) {
    while (true) {
      signal.throwIfAborted();
      const decision = await quota.take(quotaClass);
      if (decision.kind === 'go') return decision;
      if (decision.kind === 'later') {
        const waitMs = decision.retryAt.getTime() - deps.now().getTime();
        if (waitMs > LONGEST_WAIT_MS) throw later(decision.because, decision.retryAt);
        await deps.sleep(Math.max(1, waitMs), signal);
      } else await deps.sleep(Math.min(Math.ceil(decision.waitMs), LOOK_AGAIN_MS), signal);
    }
  }

  return async (quotaClass, signal, send) => {
    const taken = await queue.schedule({ priority: QUOTA_CLASSES.indexOf(quotaClass) + 1 }, () =>
      takeSlot(quotaClass, signal),
    );
    const hasArrived = Promise.withResolvers<void>();
    const timer = setTimeout(hasArrived.resolve, REACHED_AFTER_MS);
    const answer = send(hasArrived.resolve);
    const isOver = () => hasArrived.resolve();
    answer.then(isOver, isOver);
    await hasArrived.promise;
    clearTimeout(timer);
    await quota.reached(taken);
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
