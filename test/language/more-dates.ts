/**
 * Times of calls, as people write them, with their ranges. Days are UTC's; a fiscal year begins in January unless the
 * row says otherwise.
 */
export type MoreDate = {
  text: string;
  /** The moment of asking. */
  now: string;
  /** First day or moment, inclusive; null: open. */
  from: string | null;
  /** Last day or moment, exclusive; null: open. */
  to: string | null;
  /** How the organization writes 12/10; rows without an order read alike either way. */
  order?: 'day-first' | 'month-first';
  fiscalYearStartMonth?: number;
  /** Words of a time not understood: the time narrows nothing, and the plan reports the ignored words. */
  ignored?: string;
};

/** A Sunday. */
const SUNDAY = '2026-11-22T12:00:00.000Z';
const JANUARY = '2027-01-15T10:00:00.000Z';

type More = Pick<MoreDate, 'order' | 'fiscalYearStartMonth'> & { now?: string };
const time = (text: string, from: string | null, to: string | null, more: More = {}): MoreDate => ({
  text,
  now: SUNDAY,
  from,
  to,
  ...more,
});
const ignored = (text: string, words: string): MoreDate => ({ ...time(text, null, null), ignored: words });

export const MORE_DATES: readonly MoreDate[] = [
  // Days
  time('what was said on 6 Nov', '2026-11-06', '2026-11-07'),
  time('calls on 6 nov 2025', '2025-11-06', '2025-11-07'),
  time('What was said on May. 9, 2026?', '2026-05-09', '2026-05-10'),
  time('calls on 9 May', '2026-05-09', '2026-05-10'),
  time('calls on 13-Oct-2026', '2026-10-13', '2026-10-14'),
  time('calls on 13 Oct 26', '2026-10-13', '2026-10-14'),
  time('calls on 20261013', '2026-10-13', '2026-10-14'),
  time('calls on 2026/10/13', '2026-10-13', '2026-10-14'),
  time('calls on Oct 13th', '2026-10-13', '2026-10-14'),
  time('calls on the first of November', '2026-11-01', '2026-11-02'),
  time('what did they say on Tues 10 Nov', '2026-11-10', '2026-11-11'),
  time('the call on the last day of October', '2026-10-31', '2026-11-01'),
  // A day alone is the last such day.
  time('calls on the 13th', '2026-11-13', '2026-11-14'),
  time('what did we agree on the 25th', '2026-10-25', '2026-10-26'),
  time('calls on the 31st', '2026-10-31', '2026-11-01'),
  // A day without a year is the last such day, never a future day.
  time('calls on 24 Nov', '2025-11-24', '2025-11-25'),
  // Dots: day first, whatever the organization writes
  time('calls on 5.11.2026', '2026-11-05', '2026-11-06', { order: 'month-first' }),
  time('calls on 05.11.26', '2026-11-05', '2026-11-06'),
  time('calls on 12.10.', '2026-10-12', '2026-10-13'),
  time('calls since 5.10.2026', '2026-10-05', null, { order: 'month-first' }),
  time('calls from 1.10. to 15.10.', '2026-10-01', '2026-10-16'),
  // Slashes: in the organization's order, but never a future day if the other order gives a past day
  time('calls on 03/04/2026', '2026-04-03', '2026-04-04', { order: 'day-first' }),
  time('calls on 03/04/2026', '2026-03-04', '2026-03-05', { order: 'month-first' }),
  time('calls on 12/10/2026', '2026-10-12', '2026-10-13', { order: 'day-first' }),
  time('calls on 12/10/2026', '2026-10-12', '2026-10-13', { order: 'month-first' }),
  time('calls on 11/12/2026', '2026-11-12', '2026-11-13', { order: 'day-first' }),
  time('calls on 13/10/2026', '2026-10-13', '2026-10-14', { order: 'month-first' }),
  time('calls on 10/13/2026', '2026-10-13', '2026-10-14', { order: 'day-first' }),
  time('calls since 6/5', '2026-06-05', null, { order: 'month-first' }),
  // Stretches of days
  time('calls between 1 and 15 October', '2026-10-01', '2026-10-16'),
  time('calls from October 1-15', '2026-10-01', '2026-10-16'),
  time('calls from 1st to 15th October 2026', '2026-10-01', '2026-10-16'),
  time('calls between the 1st and the 15th', '2026-11-01', '2026-11-16'),
  time('what did customers say from 28 Oct to 3 Nov', '2026-10-28', '2026-11-04'),
  time('calls between 20 December and 10 January', '2025-12-20', '2026-01-11'),
  // Parts of a month
  time('calls in the first half of October', '2026-10-01', '2026-10-16'),
  time('calls in the second half of October', '2026-10-16', '2026-11-01'),
  time('what was raised in the first week of October', '2026-10-01', '2026-10-08'),
  time('calls in the first ten days of Sept', '2026-09-01', '2026-09-11'),
  time('from mid October to early November, what was said', '2026-10-11', '2026-11-11'),
  // Months
  time('What was said in 2024 Aug?', '2024-08-01', '2024-09-01'),
  time('Calls in jun', '2026-06-01', '2026-07-01'),
  time('calls from 06/2026', '2026-06-01', '2026-07-01'),
  // Weeks
  time('calls in KW 45', '2026-11-02', '2026-11-09'),
  time('calls in cw45', '2026-11-02', '2026-11-09'),
  // No call was held in a week to come: the plan says so, and does not fall back to another week.
  time('calls next week', '2026-11-23', '2026-11-30'),
  // Seasons: the last to have begun
  time('what was said in autumn', '2026-09-01', '2026-12-01'),
  time('calls last autumn', '2025-09-01', '2025-12-01'),
  time('what did they ask in the spring', '2026-03-01', '2026-06-01'),
  // Asked in November, "this winter" is about to begin, and "last winter" has ended. No call was held in the coming
  // winter yet: the plan says so.
  time('calls this winter', '2026-12-01', '2027-03-01'),
  time('calls this winter', '2026-12-01', '2027-03-01', { now: JANUARY }),
  time('what was said in winter', '2025-12-01', '2026-03-01'),
  // Short forms
  time('what was said in the last 2 wks', '2026-11-08', SUNDAY),
  time('past 6 mos: objections raised', '2026-05-22', SUNDAY),
  time('calls last 30d', '2026-10-23', SUNDAY),
  time('calls last 24h', '2026-11-21T12:00:00.000Z', SUNDAY),
  time('calls over the last couple weeks', '2026-11-08', SUNDAY),
  time('calls in 3Q26', '2026-07-01', '2026-10-01'),
  time('calls in 2026Q3', '2026-07-01', '2026-10-01'),
  time('calls in 1H26', '2026-01-01', '2026-07-01'),
  time('calls of last FY', '2025-01-01', '2026-01-01'),
  time('calls of last FY', '2025-04-01', '2026-04-01', { fiscalYearStartMonth: 4 }),
  time('calls since New Year', '2026-01-01', null),
  // Not understood, and said so
  ignored('what did they say the other day', 'the other day'),
  ignored('calls a while ago', 'a while ago'),
  ignored('calls after Diwali', 'after Diwali'),
  ignored('calls on 30 February 2026', '30 February 2026'),
  ignored('calls on 31 November', '31 November'),
  ignored('calls in week 60', 'week 60'),
  ignored('calls in Q5', 'Q5'),
];
