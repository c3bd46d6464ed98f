import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makePacer } from '../../src/gong/gong-pacer.ts';
import type { Quota, QuotaClass, QuotaDecision } from '../../src/quota.ts';

const signal = new AbortController().signal;
const now = () => new Date('2026-11-22T12:00:00Z');
const after = (ms: number) => new Date(now().getTime() + ms);

/** A quota with the given decisions; afterwards every request may go. */
function quotaOf(decisions: QuotaDecision[]) {
  const taken: QuotaClass[] = [];
  const reached: number[] = [];
  const quota: Quota = {
    async take(quotaClass) {
      const decision = decisions.shift() ?? { kind: 'go', slot: 0, heldUntilMs: 1 };
      if (decision.kind === 'go') taken.push(quotaClass);
      return decision;
    },
    reached: async ({ slot }) => void reached.push(slot),
    holdUntil: async () => {},
  };
  return { quota, taken, reached };
}

test('sits out short waits and puts the work down for long ones, saying until when', async () => {
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  const short = quotaOf([
    { kind: 'wait', waitMs: 300 },
    { kind: 'later', retryAt: after(7000), because: 'gong_asked' },
  ]);
  expect(await makePacer(short.quota, { sleep, now })('fresh', signal, async () => 'sent')).toBe('sent');
  // The pacer looks again before the stated end of a slot in use.
  expect(slept).toEqual([120, 7000]);
  expect(short.reached).toEqual([0]);
  const long = quotaOf([{ kind: 'later', retryAt: after(7_200_000), because: 'day_spent' }]);
  const refused = makePacer(long.quota, { sleep, now })('history', signal, async () => expect.unreachable());
  await expect(refused).rejects.toMatchObject({ code: 'gong_rate_limited', retryAt: after(7_200_000) });
});

test('among those who wait, the most urgent goes first', async () => {
  const { quota, taken } = quotaOf([{ kind: 'wait', waitMs: 300 }]);
  const isOver = Promise.withResolvers<void>();
  const pace = makePacer(quota, { sleep: () => isOver.promise, now });
  const classes: QuotaClass[] = ['history', 'history', 'pending', 'fresh'];
  const sent = classes.map((quotaClass) => pace(quotaClass, signal, async () => {}));
  // The first request waits for a slot until the rest have queued up behind.
  for (let turn = 0; turn < 100; turn += 1) await setTimeout(1);
  isOver.resolve();
  await Promise.all(sent);
  expect(taken).toEqual(['history', 'fresh', 'pending', 'history']);
});

test('a request that fails gives its failure to its own caller only', async () => {
  const pace = makePacer(quotaOf([]).quota, { sleep: async () => {}, now });
  await expect(pace('fresh', signal, () => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
  expect(await pace('fresh', signal, async () => 1)).toBe(1);
});

test('a slot is given free when the answer begins, and not while it is read', async () => {
  const { quota, reached } = quotaOf([]);
  const pace = makePacer(quota, { sleep: async () => {}, now });
  const body = Promise.withResolvers<string>();
  const answer = pace('fresh', signal, async (arrived) => {
    arrived();
    return body.promise;
  });
  while (reached.length === 0) await setTimeout(1);
  body.resolve('read');
  expect(await answer).toBe('read');
});
