import { DateTime, type DurationLikeObject } from 'luxon';
import type { Calendar } from '../time-window.ts';

/** The moment of reading and the calendar to read by. */
export type Reading = { now: DateTime; calendar: Calendar };

/** "9 Nov 2026" */
export const dayLabel = (day: DateTime): string => day.setLocale('en').toFormat('d LLL yyyy');

/** The length of `count` units. */
export function lengthOf(unit: string, count = 1): DurationLikeObject {
  const lower = unit.toLowerCase();
  if (lower === 'quarter') return { months: 3 * count };
  if (lower === 'half year') return { months: 6 * count };
  if (lower === 'fortnight') return { weeks: 2 * count };
  return { [`${lower}s`]: count };
}

/** The day, week, month, quarter or year around `now`, or the period before or after. */
export function periodOf(
  which: 'this' | 'last' | 'next',
  unit: string,
  { now, calendar }: Reading,
  isFiscal: boolean,
): { from: DateTime; to: DateTime } {
  const lower = unit.toLowerCase();
  const starts: Record<string, DateTime> = {
    day: now.startOf('day'),
    week: now.startOf('week'),
    month: now.startOf('month'),
    quarter: quarterStart(now, calendar),
    year: isFiscal ? fiscalYearStart(now, calendar) : now.startOf('year'),
  };
  const start = starts[lower] ?? now.startOf('day');
  const away = lengthOf(lower, { last: -1, this: 0, next: 1 }[which]);
  return { from: start.plus(away), to: start.plus(away).plus(lengthOf(lower)) };
}

/** The first day of the fiscal quarter around a moment. */
export const quarterStart = (moment: DateTime, { fiscalYearStartMonth }: Calendar): DateTime =>
  moment.startOf('month').minus({ months: (moment.month - fiscalYearStartMonth + 12) % 3 });

export const fiscalYearStart = (moment: DateTime, { fiscalYearStartMonth }: Calendar): DateTime =>
  moment.startOf('month').minus({ months: (moment.month - fiscalYearStartMonth + 12) % 12 });

/** "2025", "'25", "25", "last year" as a number; undefined leaves the year open. */
export function yearOf(words: string | undefined, current: number): number | undefined {
  if (!words) return undefined;
  if (/year/i.test(words)) return /this/i.test(words) ? current : current - 1;
  const digits = words.replace(/\D/g, '');
  return Number(digits) + (digits.length === 2 ? 2000 : 0);
}

export const yearLag = (calendar: Calendar): number => (calendar.fiscalYearStartMonth === 1 ? 0 : 1);
/** A fiscal year is named after the calendar year of its end. */
export const fiscalStart = (year: number, { now, calendar }: Reading): DateTime =>
  DateTime.fromObject({ year: year - yearLag(calendar), month: calendar.fiscalYearStartMonth }, { zone: now.zone });
