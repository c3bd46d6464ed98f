import { expect, test } from 'vitest';
import { monthRows } from '../../src/web/reports/tracker-months.ts';

const tracker = (id: string, months: Record<string, number>) => ({
  id,
  name: id,
  mentions: 0,
  calls: 0,
  before: { mentions: 0, calls: 0 },
  accounts: [],
  months: Object.entries(months).map(([month, mentions]) => ({ month, mentions, calls: 1 })),
});

test('every month has a row, over the turn of the year and where nothing was said, and the month that is not over says so', () => {
  const now = new Date('2026-01-20T12:00:00Z');
  const period = { from: '2025-11-15T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  const trackers = [tracker('pricing', { '2025-12': 4 }), tracker('concerns', { '2026-01': 2 })];
  expect(monthRows({ trackers, period }, { timeZone: 'UTC', now })).toEqual([
    { month: 'Nov 2025', pricing: 0, concerns: 0 },
    { month: 'Dec 2025', pricing: 4, concerns: 0 },
    { month: 'Jan 2026 so far', pricing: 0, concerns: 2 },
  ]);
});
