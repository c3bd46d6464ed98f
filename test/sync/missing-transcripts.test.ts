import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { planNextTry } from '../../src/sync/missing-transcripts.ts';

const DAY = 86_400_000;
const NOW = new Date('2026-11-22T12:00:00Z');
const aCall = (overrides: Partial<Parameters<typeof planNextTry>[0]> = {}) => ({
  callId: toCallId('1'),
  workspaceId: '1',
  startedAt: new Date(NOW.getTime() - 3_600_000),
  durationSeconds: 1800,
  language: 'eng',
  tries: 0,
  knownSince: NOW,
  ...overrides,
});

/** Every time Gong is asked for a missing transcript, from the call's first sight on. */
function triesOf(startedAt: Date, knownSince: Date): number[] {
  const asked: number[] = [];
  let now = knownSince;
  for (let tries = 0; tries < 100; tries += 1) {
    asked.push(now.getTime() - knownSince.getTime());
    const { nextTryAt } = planNextTry(aCall({ startedAt, knownSince, tries }), { ready: 5, missing: 1 }, now);
    if (!nextTryAt) return asked;
    now = nextTryAt;
  }
  throw new Error('it is asked for ever');
}

test('a fresh call is asked for often on its first day, daily to the 14th, and then given up', () => {
  const asked = triesOf(new Date(NOW.getTime() - 3_600_000), NOW);
  expect(asked.filter((ms) => ms < DAY).length).toBeGreaterThanOrEqual(8);
  expect(asked.at(-1) ?? 0).toBeGreaterThan(13 * DAY);
  expect(asked.length).toBeLessThan(30);
});

test('an old call, as imports bring them, is asked for over some days, and then given up', () => {
  const asked = triesOf(new Date(NOW.getTime() - 400 * DAY), NOW);
  expect(asked.length).toBe(5);
  expect(asked.at(-1) ?? 0).toBeLessThan(7 * DAY);
});

test('it always ends, and the next try is always later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 7200 }), (days, durationSeconds) => {
      const startedAt = new Date(NOW.getTime() - days * DAY);
      const asked = triesOf(startedAt, NOW);
      expect(asked.toSorted((a, b) => a - b)).toEqual(asked);
      expect(new Set(asked).size).toBe(asked.length);
      expect(planNextTry(aCall({ startedAt, durationSeconds }), undefined, NOW).callId).toBe('1');
    }),
    { numRuns: 50 },
  );
});
