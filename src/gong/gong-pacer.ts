import PQueue from 'p-queue';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { QUOTA_CLASSES, type Quota, type QuotaClass } from '../quota.ts';
import type { Sleep } from '../sleep.ts';

/** Sends a request once the organization's quota allows. `send` calls `arrived` when Gong begins to answer. */
export type Pacer = <T>(
  quotaClass: QuotaClass,
  signal: AbortSignal,
  send: (arrived: () => void) => Promise<T>,
) => Promise<T>;

/** @property metrics counts each request's wait for a slot, both in the local queue and for the quota. */
type PacerDeps = { sleep: Sleep; now: () => Date; metrics?: Pick<Metrics, 'gongWaited'> };

/** The longest wait to sit out in a process. Before a longer wait the work is put down, with a time to resume. */
const LONGEST_WAIT_MS = 15_000;
/** Slots become free earlier than announced, so a waiting request looks again. */
const LOOK_AGAIN_MS = 120;
/**
 * A request has reached Gong once the answer begins, or after so long: Gong counts a request on arrival and may think
 * longer. Slow answers leave 2.4 of the 3 requests a second in use. A shorter wait would exceed the limit now and then.
 */
const REACHED_AFTER_MS = 250;

/**
 * An organization's pacer in this process. Urgent classes go first among the local requests; the quota, shared by all
 * processes, sets the time.
 * @throws AppError `gong_rate_limited` with `retryAt` when the day's budget is spent, or Gong asked for a long pause.
 */
export function makePacer(quota: Quota, deps: PacerDeps): Pacer {
  // The queue only orders local requests. A local rate limiter would miss the requests of other processes, and would
  // count sending instead of arrival.
  const queue = new PQueue({ concurrency: 1 });

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
    const askedMs = performance.now();
    const taken = await queue.add(() => takeSlot(quotaClass, signal), { priority: -QUOTA_CLASSES.indexOf(quotaClass) });
    deps.metrics?.gongWaited(quotaClass, (performance.now() - askedMs) / 1000);
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
