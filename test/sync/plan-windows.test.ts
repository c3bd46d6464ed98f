import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutByCount, cutByDays } from '../../src/sync/plan-windows.ts';
import type { TimeWindow } from '../../src/time-window.ts';

const date = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms));
const ranges = fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));

function coversExactly(range: TimeWindow, windows: TimeWindow[]) {
  let end = range.to;
  for (const window of windows) {
    expect(window.to).toEqual(end);
    expect(window.from < window.to).toBe(true);
    end = window.from;
  }
  expect(end).toEqual(range.from);
}

test('windows by days cover the range exactly, newest first, none longer than asked', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 5, max: 400 }), (range, days) => {
      const windows = cutByDays(range, days);
      coversExactly(range, windows);
      for (const { from, to } of windows) expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(days * 86_400_000);
    }),
  );
});

test('windows by count cover the range exactly, as many as full windows would take', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 0, max: 300_000 }), (range, calls) => {
      const windows = cutByCount(range, calls);
      coversExactly(range, windows);
      expect(windows.length).toBeLessThanOrEqual(Math.max(1, Math.round(calls / 1000)));
    }),
  );
});
