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

test('every month has a row, over the turn of the year and where nothing was said', () => {
  const period = { from: '2025-11-15T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  const trackers = [tracker('pricing', { '2025-12': 4 }), tracker('concerns', { '2026-01': 2 })];
  expect(monthRows({ trackers, period })).toEqual([
    { month: '2025-11', pricing: 0, concerns: 0 },
    { month: '2025-12', pricing: 4, concerns: 0 },
    { month: '2026-01', pricing: 0, concerns: 2 },
  ]);
});
