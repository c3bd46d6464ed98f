import { DateTime, type DurationLikeObject } from 'luxon';
import { monthOf, WEEKDAYS } from './calendar-names.ts';
import {
  dayLabel,
  fiscalStart,
  fiscalYearStart,
  lengthOf,
  periodOf,
  type Reading,
  yearLag,
  yearOf,
} from './calendar-periods.ts';
import type { DateStretch } from './date-stretch.ts';
import { NUMBER_WORDS } from './number-words.ts';

/** The time meant by words. Readers return null for words without a time. */
export type Read = Omit<DateStretch, 'start' | 'end' | 'needsCue'> & { needsCue?: boolean };

export const toUnit = (unit: string): DateStretch['unit'] => unit.toLowerCase() as DateStretch['unit'];
export const dayAt = (from: DateTime, label: string): Read => ({
  from,
  to: from.plus({ days: 1 }),
  label,
  unit: 'day',
});

/** Back from now: days and longer units from the day's start, hours to the minute. */
export function rolling(now: DateTime, length: DurationLikeObject, label: string): Read {
  const isHours = 'hours' in length;
  return { from: (isHours ? now : now.startOf('day')).minus(length), to: now, label, unit: 'rolling' };
}

const SHORT_UNITS: Record<string, string> = {
  h: 'hour',
  hr: 'hour',
  d: 'day',
  w: 'week',
  wk: 'week',
  m: 'month',
  mo: 'month',
  mth: 'month',
  q: 'quarter',
  qtr: 'quarter',
  y: 'year',
  yr: 'year',
};
/** The whole word for a unit, however short. */
const unitOf = (written: string): string => SHORT_UNITS[written.toLowerCase()] ?? written;

function countOf(amount: string): number {
  const lower = amount.toLowerCase();
  if (lower === 'a' || lower === 'an') return 1;
  if (lower.endsWith('few')) return 3;
  if (/couple(?: of)?$/.test(lower)) return 2;
  const word = NUMBER_WORDS.indexOf(lower);
  return word >= 0 ? word : Number(amount);
}

export function readLastSome([, amount = '', written = '']: RegExpMatchArray, { now }: Reading): Read {
  const count = countOf(amount);
  const unit = unitOf(written);
  return rolling(now, lengthOf(unit, count), `last ${count} ${unit.toLowerCase()}${count === 1 ? '' : 's'}`);
}

export function readAge([, which = '', amount = '', written = '']: RegExpMatchArray, { now }: Reading): Read {
  const unit = unitOf(written);
  const count = countOf(amount);
  const isBefore = /more|over|older/i.test(which);
  const read = rolling(
    now,
    lengthOf(unit, count),
    `${isBefore ? 'more' : 'less'} than ${count} ${unit.toLowerCase()}${count === 1 ? '' : 's'} ago`,
  );
  return isBefore ? { ...read, to: read.from, bound: 'before' } : { ...read, bound: 'since' };
}

/** "Two weeks ago" means a whole week, "a month ago" a whole month. */
export function readAgo([, amount = '', unit = '']: RegExpMatchArray, at: Reading): Read {
  const count = countOf(amount);
  const lower = unitOf(unit).toLowerCase();
  const label = `${count} ${lower}${count === 1 ? '' : 's'} ago`;
  const then = at.now.minus(lengthOf(lower, count));
  if (lower === 'hour' || lower === 'day') return dayAt(then.startOf('day'), label);
  if (lower === 'fortnight')
    return { from: then.startOf('week'), to: then.startOf('week').plus({ weeks: 1 }), label, unit: 'week' };
  const period = lower === 'half year' ? 'month' : lower;
  return { ...periodOf('this', period, { ...at, now: then }, false), label, unit: toUnit(period) };
}

export function readToDate([, fiscal, unit, letter]: RegExpMatchArray, at: Reading): Read {
  const named = unit?.toLowerCase() ?? { m: 'month', q: 'quarter' }[letter?.toLowerCase() ?? ''] ?? 'year';
  return {
    from: periodOf('this', named, at, Boolean(fiscal)).from,
    to: at.now,
    label: `${fiscal ? 'fiscal ' : ''}${named} to date`,
    unit: 'rolling',
  };
}

export function readFiscal(year: string | undefined, at: Reading): Read | null {
  const named = yearOf(year, at.now.year);
  if (named === undefined) return null;
  return { from: fiscalStart(named, at), to: fiscalStart(named + 1, at), label: `fiscal year ${named}`, unit: 'year' };
}

/** Named quarters follow the fiscal calendar. Without a year the latest quarter already begun is meant. */
export function readQuarter(quarter: string | undefined, year: string | undefined, at: Reading): Read {
  const { now, calendar } = at;
  const currentYear = fiscalYearStart(now, calendar).year + yearLag(calendar);
  const skip = { months: 3 * (Number(quarter) - 1) };
  const inYear = (named: number) => {
    const from = fiscalStart(named, at).plus(skip);
    return { from, to: from.plus({ months: 3 }), label: `Q${quarter} ${named}` };
  };
  const named = yearOf(year, currentYear);
  if (named !== undefined) return { ...inYear(named), unit: 'quarter' };
  const thisYear = inYear(currentYear);
  return { ...(thisYear.from > now ? inYear(currentYear - 1) : thisYear), inYear, unit: 'quarter' };
}

export function readHalf([, number, year, ordinal, ofYear]: RegExpMatchArray, { now }: Reading): Read {
  const half = number ? Number(number) : /first/i.test(ordinal ?? '') ? 1 : 2;
  const inYear = (named: number) => {
    const from = DateTime.fromObject({ year: named, month: half === 1 ? 1 : 7 }, { zone: now.zone });
    return { from, to: from.plus({ months: 6 }), label: `${half === 1 ? 'first' : 'second'} half of ${named}` };
  };
  const words = year ?? ofYear;
  const named = /^the year$/i.test(words ?? '') ? now.year : yearOf(words, now.year);
  if (named !== undefined) return { ...inYear(named), unit: 'half' };
  return { ...(inYear(now.year).from > now ? inYear(now.year - 1) : inYear(now.year)), inYear, unit: 'half' };
}

export function readDayWord([, word = '']: RegExpMatchArray, { now }: Reading): Read {
  const isYesterday = /yesterday/i.test(word);
  return dayAt(now.startOf('day').minus({ days: isYesterday ? 1 : 0 }), isYesterday ? 'yesterday' : 'today');
}

/** The latest such weekday; "last Sunday" said on a Sunday is a week ago. */
export function readWeekday([, which, name = '']: RegExpMatchArray, { now }: Reading): Read {
  const today = now.startOf('day');
  const back = (today.weekday - (WEEKDAYS.indexOf(name.toLowerCase()) + 1) + 7) % 7;
  const isLast = /last/i.test(which ?? '');
  const day = today.minus({ days: back === 0 && isLast ? 7 : back });
  return { ...dayAt(day, dayLabel(day)), needsCue: !which };
}

export function readWeekNumber([, week, year]: RegExpMatchArray, { now }: Reading): Read {
  const inYear = (weekYear: number) => {
    const from = DateTime.fromObject(
      { weekYear, weekNumber: Math.min(53, Math.max(1, Number(week))) },
      { zone: now.zone },
    );
    return { from, to: from.plus({ weeks: 1 }), label: `week ${week} of ${weekYear}` };
  };
  if (year) return { ...inYear(Number(year)), unit: 'week' };
  const thisYear = inYear(now.weekYear);
  return { ...(thisYear.from > now ? inYear(now.weekYear - 1) : thisYear), inYear, unit: 'week', needsCue: true };
}

export function readMonthWords([, which, name, year]: RegExpMatchArray, at: Reading): Read | null {
  const read = readMonth(name, year, at, !which && !year);
  if (!read || year || !which) return read;
  // "This May" is the current year's, "next May" the next to begin.
  if (/this/i.test(which ?? '') && read.inYear) return { ...read, ...read.inYear(at.now.year) };
  if (/next/i.test(which ?? '') && read.inYear) return { ...read, ...read.inYear(read.from.year + 1) };
  // "Last November" said in November means the year before.
  return read.to > at.now && read.inYear ? { ...read, ...read.inYear(read.from.year - 1) } : read;
}

/** The named month; without a year the latest already begun. */
export function readMonth(
  name: string | undefined,
  year: string | undefined,
  { now }: Reading,
  needsCue: boolean,
): Read | null {
  const month = monthOf(name ?? '?');
  if (month === 0) return null;
  const inYear = (named: number) => {
    const from = DateTime.fromObject({ year: named, month }, { zone: now.zone });
    return { from, to: from.plus({ months: 1 }), label: from.setLocale('en').toFormat('LLLL yyyy') };
  };
  const named = yearOf(year, now.year);
  if (named !== undefined) return { ...inYear(named), unit: 'month', needsCue };
  return { ...(month > now.month ? inYear(now.year - 1) : inYear(now.year)), inYear, unit: 'month', needsCue };
}

/** First months of the seasons in the northern hemisphere. */
export const SEASON_STARTS: Record<string, number> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };

/**
 * Seasons count whole months. Without a year the latest season already begun is meant; "this winter", asked in
 * November, is the one to begin in the current year.
 */
export function readSeason([, which = '', name = '', year]: RegExpMatchArray, { now }: Reading): Read | null {
  const month = SEASON_STARTS[name.toLowerCase()];
  if (month === undefined) return null;
  const inYear = (named: number) => {
    const from = DateTime.fromObject({ year: named, month }, { zone: now.zone });
    return { from, to: from.plus({ months: 3 }), label: `${name.toLowerCase()} ${named}` };
  };
  if (year) return { ...inYear(Number(year)), unit: 'quarter' };
  const begun = inYear(now.year).from > now ? inYear(now.year - 1) : inYear(now.year);
  const isOver = begun.to <= now;
  if (/this/i.test(which)) return { ...(isOver ? inYear(now.year) : begun), unit: 'quarter' };
  if (/next/i.test(which)) return { ...inYear(begun.from.year + 1), unit: 'quarter' };
  const isOneBefore = /last/i.test(which) && !isOver;
  return { ...(isOneBefore ? inYear(begun.from.year - 1) : begun), unit: 'quarter', needsCue: !which };
}

/** "This quarter", "last fiscal year", "next week", "last FY". */
export function readPeriod([, which = '', fiscal, unit = '', fy]: RegExpMatchArray, at: Reading): Read {
  const isFiscal = Boolean(fiscal ?? fy);
  const named = fy ? 'year' : unitOf(unit).toLowerCase();
  const when = /this|current/i.test(which) ? 'this' : /next/i.test(which) ? 'next' : 'last';
  const label = `${when} ${isFiscal ? 'fiscal ' : ''}${named}`;
  return { ...periodOf(when, named, at, isFiscal), label, unit: toUnit(named) };
}

/** A part of a month or another period: halves of a month are days 1 to 15 and the rest, weeks are seven days each. */
export function readPart(
  [words, which = '', amount, unit = '', name, year, period, periodUnit = '']: RegExpMatchArray,
  at: Reading,
): Read | null {
  const whole = name
    ? readMonth(name, year, at, false)
    : periodOf(
        /last/i.test(period ?? '') ? 'last' : /next/i.test(period ?? '') ? 'next' : 'this',
        periodUnit,
        at,
        false,
      );
  if (!whole) return null;
  const label = words.toLowerCase();
  const isLast = /last/i.test(which);
  const place = isLast ? 0 : (FEW_ORDINALS[which.toLowerCase()] ?? 1) - 1;
  if (/half/i.test(unit)) {
    if (place > 1 || (periodUnit && !/month/i.test(periodUnit))) return null;
    const middle = whole.from.plus({ days: 15 });
    return {
      from: place === 0 && !isLast ? whole.from : middle,
      to: place === 0 && !isLast ? middle : whole.to,
      label,
      unit: 'half',
    };
  }
  const length = lengthOf(unit, amount ? countOf(amount) : 1);
  const skip = lengthOf(unit, place);
  const from = isLast ? whole.to.minus(length) : whole.from.plus(skip);
  return { from, to: from.plus(length), label, unit: amount ? 'rolling' : toUnit(unit) };
}

/** Words for a place in order, as far as four. */
export const FEW_ORDINALS: Record<string, number> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
};
