import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWindows } from '../../src/sync/plan-windows.ts';

test('windows cover the range exactly, newest first, none longer than asked', () => {
  const date = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms));
  fc.assert(
    fc.property(date, date, fc.integer({ min: 1, max: 400 }), (a, b, days) => {
      const range = { from: a < b ? a : b, to: a < b ? b : a };
      if ((range.to.getTime() - range.from.getTime()) / days > 8.64e10) return;
      const windows = planWindows(range, days);
      let end = range.to;
      for (const window of windows) {
        expect(window.to).toEqual(end);
        expect(window.to.getTime() - window.from.getTime()).toBeLessThanOrEqual(days * 86_400_000);
        end = window.from;
      }
      expect(end).toEqual(range.to > range.from ? range.from : range.to);
    }),
  );
});
