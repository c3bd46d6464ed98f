import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUOTA_CLASSES, type QuotaClass, SHARE_OF_DAY } from '../../src/quota.ts';
import { EMPTY_LEDGER, reachedGong, takeFromLedger, usedToday } from '../../src/store/quota-ledger.ts';

const LIMITS = { perSecond: 3, perDay: 10_000 };
const START = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

test('no sliding second ever holds more than the limit, whoever asks when and however late requests leave', () => {
  const asks = fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 700 }),
      lateMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(asks, fc.integer({ min: 1, max: 5 }), (given, perSecond) => {
      let ledger = EMPTY_LEDGER;
      let at = START;
      const left: number[] = [];
      for (const { afterMs, lateMs } of given) {
        at += afterMs;
        const taken = takeFromLedger(ledger, { ...LIMITS, perSecond }, 'fresh', { nowMs: at, storeNowMs: at });
        ledger = taken.ledger;
        if (taken.decision.kind !== 'go') continue;
        // The request reaches Gong later than its slot was taken, and reports the delay.
        at += lateMs;
        ledger = reachedGong(ledger, taken.decision, at);
        left.push(at);
      }
      for (const [n, moment] of left.entries())
        expect((left[n + perSecond] ?? Number.POSITIVE_INFINITY) - moment).toBeGreaterThanOrEqual(1000);
    }),
  );
});

test('whoever waits as long as told is let through', () => {
  let ledger = EMPTY_LEDGER;
  let at = START;
  for (let n = 0; n < 50; n += 1) {
    const taken = takeFromLedger(ledger, LIMITS, 'history', { nowMs: at, storeNowMs: at });
    ledger = taken.ledger;
    if (taken.decision.kind !== 'wait') continue;
    at += taken.decision.waitMs;
    const again = takeFromLedger(ledger, LIMITS, 'history', { nowMs: at, storeNowMs: at });
    expect(again.decision.kind).toBe('go');
    ledger = again.ledger;
  }
  expect(usedToday(ledger, at)).toBe(50);
});

test('a clock that jumps a day and back stops nobody for a day', () => {
  const DAY = 24 * HOUR;
  let ledger = EMPTY_LEDGER;
  const take = (at: number) => {
    const taken = takeFromLedger(ledger, LIMITS, 'fresh', { nowMs: at, storeNowMs: at });
    ledger = taken.ledger;
    return taken.decision;
  };
  for (let n = 0; n < 3; n += 1) take(START + DAY);
  const told = take(START);
  expect(told).toMatchObject({ kind: 'wait', waitMs: 1600 });
  expect(take(START + 1600)).toMatchObject({ kind: 'go' });
});

test.each(QUOTA_CLASSES)('in any 24 hours %s leaves what is kept for more urgent work and for others', (quotaClass) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 50, maxLength: 300 }), (hours) => {
      const limits = { perSecond: 100, perDay: 40 };
      const share = Math.floor(40 * SHARE_OF_DAY[quotaClass]);
      let ledger = EMPTY_LEDGER;
      let at = START;
      const left: number[] = [];
      for (const wait of hours) {
        at += wait * HOUR * 0.37;
        const taken = takeFromLedger(ledger, limits, quotaClass, { nowMs: at, storeNowMs: at });
        ledger = taken.ledger;
        if (taken.decision.kind === 'go') left.push(at);
        else if (taken.decision.kind === 'later') {
          expect(taken.decision.because).toBe('day_spent');
          const then = taken.decision.retryAt.getTime();
          expect(takeFromLedger(ledger, limits, quotaClass, { nowMs: then, storeNowMs: then }).decision.kind).toBe(
            'go',
          );
        }
      }
      for (const moment of left)
        expect(left.filter((one) => one >= moment && one < moment + 24 * HOUR).length).toBeLessThanOrEqual(share);
    }),
    { numRuns: 30 },
  );
});

test('history stops first, then late transcripts, then new calls', () => {
  const stops = (quotaClass: QuotaClass) => {
    const ledger = {
      ...EMPTY_LEDGER,
      hours: { [Math.floor(START / HOUR)]: Math.floor(10_000 * SHARE_OF_DAY[quotaClass]) },
    };
    return QUOTA_CLASSES.map(
      (one) => takeFromLedger(ledger, LIMITS, one, { nowMs: START, storeNowMs: START }).decision.kind,
    );
  };
  expect(stops('history')).toEqual(['go', 'go', 'later']);
  expect(stops('pending')).toEqual(['go', 'later', 'later']);
  expect(stops('fresh')).toEqual(['later', 'later', 'later']);
  expect(usedToday({ ...EMPTY_LEDGER, hours: { [Math.floor(START / HOUR) - 30]: 7 } }, START)).toBe(0);
});

test('nothing leaves before the moment that Gong asked for', () => {
  const ledger = { ...EMPTY_LEDGER, notBeforeMs: START + 1 };
  expect(takeFromLedger(ledger, LIMITS, 'fresh', { nowMs: START, storeNowMs: START }).decision).toEqual({
    kind: 'later',
    retryAt: new Date(START + 1),
    because: 'gong_asked',
  });
  expect(takeFromLedger(ledger, LIMITS, 'fresh', { nowMs: START + 1, storeNowMs: START }).decision.kind).toBe('go');
});
