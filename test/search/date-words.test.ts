import { expect, test } from 'vitest';
import { findDateWords, lastQuarter } from '../../src/search/date-words.ts';

const NOW = '2026-11-22T12:00:00Z';
const UTC = { timeZone: 'UTC', fiscalYearStartMonth: 1 };
const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10) ?? null;

/** question, from (inclusive), to (exclusive); "now" is the moment asked from, null is open. */
test.each([
  ['pricing this quarter', '2026-10-01', '2027-01-01'],
  ['pricing last quarter', '2026-07-01', '2026-10-01'],
  ['Last quarter (July to September) which customers', '2026-07-01', '2026-10-01'],
  ['what came up this month', '2026-11-01', '2026-12-01'],
  ['last month’s concerns', '2026-10-01', '2026-11-01'],
  ['this week', '2026-11-16', '2026-11-23'],
  ['last week', '2026-11-09', '2026-11-16'],
  ['this year so far', '2026-01-01', '2027-01-01'],
  ['last year', '2025-01-01', '2026-01-01'],
  ['in the last 30 days', '2026-10-23', 'now'],
  ['over the past two weeks', '2026-11-08', 'now'],
  ['in the last 2 quarters', '2026-05-22', 'now'],
  ['recent calls', '2026-08-24', 'now'],
  ['yesterday', '2026-11-21', '2026-11-22'],
  ['today', '2026-11-22', '2026-11-23'],
  ['August calls only', '2026-08-01', '2026-09-01'],
  ['In May, what did people say', '2026-05-01', '2026-06-01'],
  ['in December', '2025-12-01', '2026-01-01'],
  ['in March 2025', '2025-03-01', '2025-04-01'],
  ['since October', '2026-10-01', null],
  ['since the end of August', '2026-09-01', null],
  ['before June', null, '2026-06-01'],
  ['after June', '2026-07-01', null],
  ['between May and July', '2026-05-01', '2026-08-01'],
  ['from November to January 2026', '2025-11-01', '2026-02-01'],
  ['Q3', '2026-07-01', '2026-10-01'],
  ['in Q4 2025', '2025-10-01', '2026-01-01'],
  ['FY26 Q1', '2026-01-01', '2026-04-01'],
  ['in 2025', '2025-01-01', '2026-01-01'],
  ['since 3 May 2026', '2026-05-03', null],
  ['on 2026-05-03', '2026-05-03', '2026-05-04'],
  ['before June 5th', null, '2026-06-05'],
  ['since this month', '2026-11-01', null],
])('%j is %s to %s', (text, from, to) => {
  const found = findDateWords(text, new Date(NOW), UTC);
  expect([day(found?.from), found?.to?.toISOString() === NOW.replace('Z', '.000Z') ? 'now' : day(found?.to)]).toEqual([
    from,
    to,
  ]);
});

test.each([
  'Will they put fees up next year?',
  'May I ask about the march of prices',
  'the second half of the board',
  'how much may it cost',
  'It may be in the contract',
])('%j names no time that has been', (text) => {
  expect(findDateWords(text, new Date(NOW), UTC)).toBeNull();
});

test('quarters and years follow the fiscal calendar, days the time zone', () => {
  const april = { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4 };
  const at = (text: string, now: string) => {
    const found = findDateWords(text, new Date(now), april);
    return [found?.from?.toISOString(), found?.to?.toISOString()];
  };
  expect(at('FY26 Q1', NOW)).toEqual(['2025-03-31T22:00:00.000Z', '2025-06-30T22:00:00.000Z']);
  expect(at('this fiscal year', NOW)).toEqual(['2026-03-31T22:00:00.000Z', '2027-03-31T22:00:00.000Z']);
  expect(at('today', '2026-11-21T23:30:00Z')).toEqual(['2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z']);
  expect(at('this quarter', '2026-02-15T00:00:00Z')[0]).toBe('2025-12-31T23:00:00.000Z');
});

test('the last quarter is whole on awkward days', () => {
  for (const [now, from, to] of [
    ['2027-01-02', '2026-10-01', '2027-01-01'],
    ['2026-04-01', '2026-01-01', '2026-04-01'],
    ['2028-02-29', '2027-10-01', '2028-01-01'],
  ]) {
    const quarter = lastQuarter(new Date(`${now}T09:00:00Z`), UTC);
    expect([day(quarter.from), day(quarter.to)]).toEqual([from, to]);
  }
});
