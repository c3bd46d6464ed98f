import { expect, test } from 'vitest';
import { isDue } from '../../src/sync/is-due.ts';

const NOW = new Date('2026-11-27T08:00:00Z');
const QUARTER_MS = 15 * 60_000;
const ahead = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

test.each([
  ['nothing planned', null, true],
  ['planned for before', ahead(-1), true],
  ['planned for now', ahead(0), true],
  ['planned for soon', ahead(60), false],
  ['as far ahead as is planned', ahead(15 * 60), false],
  ['set by a clock some seconds ahead of this one', ahead(15 * 60 + 20), false],
  ['set by a clock that was hours ahead, and was put back', ahead(4 * 3600), true],
])('%s', (_, planned, due) => {
  expect(isDue(planned, NOW, QUARTER_MS)).toBe(due);
});
