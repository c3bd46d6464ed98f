import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDateWords } from '../../src/language/date-words.ts';
import { ASKED_AT } from './date-phrases.ts';

const now = new Date(ASKED_AT);
const UTC = { timeZone: 'UTC', fiscalYearStartMonth: 1 };
const moment = (date: Date | null | undefined): string | null =>
  date ? (date.toISOString() === ASKED_AT ? 'now' : date.toISOString().replace('T00:00:00.000Z', '')) : null;

test('days are those of the time zone', () => {
  const april = { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4 };
  const at = (text: string, asked: string) => {
    const found = findDateWords(text, new Date(asked), april);
    return [found?.from?.toISOString(), found?.to?.toISOString()];
  };
  expect(at('FY26 Q1', ASKED_AT)).toEqual(['2025-03-31T22:00:00.000Z', '2025-06-30T22:00:00.000Z']);
  expect(at('today', '2026-11-21T23:30:00Z')).toEqual(['2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z']);
  expect(at('this quarter', '2026-02-15T00:00:00Z')[0]).toBe('2025-12-31T23:00:00.000Z');
});

test('times that exclude each other leave none, and are not widened', () => {
  const found = findDateWords('in May (last quarter)', now, UTC);
  expect(found?.from && found.to && found.from >= found.to).toBe(true);
});

test('whatever is written, the words of a time lie in the text and its ranges are ordered', () => {
  const piece = fc.constantFrom(
    ...[
      'in ',
      'since ',
      'May',
      'to ',
      'Q3 ',
      'last ',
      'year ',
      '2025',
      ' and ',
      '3 ',
      'end of ',
      'before ',
      'week ',
      '-',
      ',',
      'Monday',
    ],
    ...['yesterday ', 'between ', 'FY26', ' quarter', 'two weeks ago', 'until now'],
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      (text) => {
        const found = findDateWords(text, now, UTC);
        for (const { start, end } of found?.spans ?? []) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeLessThan(end);
        }
        const [first, second] = found?.ranges ?? [];
        if (first && second) expect(first.to?.getTime()).toBeLessThan(second.from?.getTime() ?? 0);
      },
    ),
    { numRuns: 2000 },
  );
});

test('the last quarter is whole on awkward days', () => {
  for (const [asked, from, to] of [
    ['2027-01-02', '2026-10-01', '2027-01-01'],
    ['2026-04-01', '2026-01-01', '2026-04-01'],
    ['2028-02-29', '2027-10-01', '2028-01-01'],
  ]) {
    const [quarter] = findDateWords('in the last quarter', new Date(`${asked}T09:00:00Z`), UTC)?.ranges ?? [];
    expect([moment(quarter?.from ?? null), moment(quarter?.to ?? null)]).toEqual([from, to]);
  }
});
