import { DateTime, type DurationLikeObject } from 'luxon';
import { NUMBER_WORDS } from '../number-words.ts';
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
import { explicitDates } from './explicit-dates.ts';

/** Words that name one stretch of time: "last quarter", "May 2025", "3 May", "the past two weeks". */
export type Stretch = {
  from: DateTime;
  to: DateTime;
  label: string;
  start: number;
  end: number;
  unit: 'instant' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'rolling';
  /** The same stretch of another year, where the words leave the year open. */
  inYear?: (year: number) => { from: DateTime; to: DateTime; label: string };
  /** The words mean a time only beside words that say so ("in May", "May calls"): alone they may mean anything. */
  needsCue: boolean;
  /** The words bound a time by themselves: "older than two months", "less than a week ago". */
  bound?: 'before' | 'since';
};

type Read = Omit<Stretch, 'start' | 'end' | 'needsCue'> & { needsCue?: boolean };
type Rule = { pattern: RegExp; read: (match: RegExpMatchArray, reading: Reading) => Read | null };

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'.split('|');
const MONTH = `(${MONTHS.join('|')}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?)`;
const AMOUNT = `(\\d{1,4}|${NUMBER_WORDS.join('|')}|an?|few|a few|couple of|a couple of)`;
const UNITS = 'hour|day|week|fortnight|month|quarter|half year|year';
const WEEKDAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'.split('|');
const ORDINALS: Record<string, number> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
};
/** A year after a month or a quarter: "2025", "'25", "of last year". */
const YEAR = `(?:,? ?(?:of |in )?(?:the )?(\\d{4}\\b|['’]\\d{2}\\b|(?:last|this|previous) year))`;
export const CALL_NOUN = '(?:calls?|meetings?|conversations?|discussions?|chats?|notes)';
/** "Recent" is a quarter of a year: long enough that a customer met monthly has calls in it. */
const RECENT_DAYS = 90;

// Order matters: what stands first takes its words.
const RULES: Rule[] = [
  { pattern: new RegExp(`\\b(more|over|less|under|fewer) than ${AMOUNT} (${UNITS})s? ago\\b`, 'gi'), read: readAge },
  { pattern: new RegExp(`\\b(older|newer) than ${AMOUNT} (${UNITS})s?\\b`, 'gi'), read: readAge },
  { pattern: new RegExp(`\\b${AMOUNT} (${UNITS})s? ago\\b`, 'gi'), read: readAgo },
  {
    pattern: new RegExp(`\\b(?:last|past|previous|trailing|latest) ${AMOUNT} (${UNITS})s?\\b`, 'gi'),
    read: readLastSome,
  },
  {
    pattern: /\b(?:(fiscal|financial) )?(week|month|quarter|year)[ -]to[ -]date\b|\b([ymq])td\b/gi,
    read: readToDate,
  },
  {
    pattern: /\b(week|month|quarter|year) before last\b/gi,
    read: ([, unit = ''], at) => {
      const { from } = periodOf('last', unit, at, false);
      return {
        from: from.minus(lengthOf(unit)),
        to: from,
        label: `${unit.toLowerCase()} before last`,
        unit: toUnit(unit),
      };
    },
  },
  {
    pattern: /\b(?:last|past) (half year|fortnight)\b/gi,
    read: ([, unit = ''], { now }) => rolling(now, lengthOf(unit), `last ${unit.toLowerCase()}`),
  },
  {
    pattern: /\b(?:past|trailing) (hour|week|month|quarter|year)\b/gi,
    read: ([, unit = ''], { now }) => rolling(now, lengthOf(unit), `past ${unit.toLowerCase()}`),
  },
  {
    pattern: /(?<=\b(?:start|beginning|end|middle) of (?:the )?)(?:current )?(week|month|quarter|year)\b(?!-)/gi,
    read: ([, unit = ''], at) => ({
      ...periodOf('this', unit, at, false),
      label: `this ${unit.toLowerCase()}`,
      unit: toUnit(unit),
    }),
  },
  {
    pattern: new RegExp(
      `\\bh([12])${YEAR}?\\b|\\b(first|second) half of (\\d{4}|the year|(?:last|this|previous) year)\\b`,
      'gi',
    ),
    read: readHalf,
  },
  { pattern: /\b(\d{4})[ -]?q([1-4])\b/gi, read: ([, year, quarter], at) => readQuarter(quarter, year, at) },
  {
    pattern: /\bfy ?['’]?(\d{4}|\d{2})[ ,-]*q([1-4])\b/gi,
    read: ([, year, quarter], at) => readQuarter(quarter, year, at),
  },
  {
    pattern: new RegExp(
      `\\bq([1-4])(?:[ ,/-]*(?:of )?fy ?['’]?(\\d{4}|\\d{2}))?(?:${YEAR}|[ ,/-]*(\\d{4}|\\d{2})\\b)?(?!\\w)`,
      'gi',
    ),
    read: ([, quarter, fiscalYear, year, plain], at) => readQuarter(quarter, fiscalYear ?? year ?? plain, at),
  },
  {
    pattern: /\b(?:fy ?['’]?|(?:fiscal|financial)(?: year)? ?['’]?)(\d{4}|\d{2})\b/gi,
    read: ([, year], at) => readFiscal(year, at),
  },
  {
    pattern: new RegExp(
      `\\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter\\b(?:${YEAR})?(?! of (?!\\d{4}|last year|this year|the year))`,
      'gi',
    ),
    read: ([, which = '', year], at) => readQuarter(String(ORDINALS[which.toLowerCase()]), year, at),
  },
  {
    pattern: /\b(?:the )?day before yesterday\b/gi,
    read: (_, { now }) => dayAt(now.startOf('day').minus({ days: 2 }), '2 days ago'),
  },
  { pattern: /\b(today|tonight|yesterday|this (?:morning|afternoon|evening))(?:['’]s)?\b/gi, read: readDayWord },
  {
    pattern: /\b(last|this past|past|this|the) weekend\b/gi,
    read: ([, which = ''], { now }) => {
      const saturday = now.startOf('week').plus({ days: 5 });
      const begun = saturday <= now ? saturday : saturday.minus({ weeks: 1 });
      const isBefore = /last/i.test(which) && begun.plus({ days: 2 }) > now;
      const from = isBefore ? begun.minus({ weeks: 1 }) : begun;
      return { from, to: from.plus({ days: 2 }), label: `weekend of ${dayLabel(from)}`, unit: 'day' };
    },
  },
  { pattern: new RegExp(`\\b(last |this )?(${WEEKDAYS.join('|')})(?:['’]s)?\\b(?!\\.\\w)`, 'gi'), read: readWeekday },
  { pattern: /\b(?:calendar )?week (\d{1,2})(?: (?:of )?(\d{4}))?\b(?! of (?!\d{4}))/gi, read: readWeekNumber },
  {
    pattern: /\b(20\d\d)-(0[1-9]|1[0-2])\b(?!-)/g,
    read: ([, year, month], at) => readMonth(MONTHS[Number(month) - 1], year, at, false),
  },
  {
    pattern: new RegExp(
      `\\b(last |this )?${MONTH}(?![\\w'’]*\\w)${YEAR}?(?:['’]s)?(?! \\d{1,2}(?:st|nd|rd|th)?\\b)`,
      'gi',
    ),
    read: readMonthWords,
  },
  {
    pattern: /\b(this|current|last|previous) (?:(fiscal|financial) )?(week|month|quarter|year)(?:['’]s)?\b/gi,
    read: ([, which = '', fiscal, unit = ''], at) => {
      const isThis = /this|current/i.test(which);
      const label = `${isThis ? 'this' : 'last'} ${fiscal ? 'fiscal ' : ''}${unit.toLowerCase()}`;
      return { ...periodOf(isThis ? 'this' : 'last', unit, at, Boolean(fiscal)), label, unit: toUnit(unit) };
    },
  },
  {
    pattern:
      /\b(last |this |over the |during the |since the |in the )(spring|summer|autumn|fall|winter)(?: (?:of )?(\d{4}))?\b/gi,
    read: readSeason,
  },
  {
    pattern: /\b(20\d\d)\b/g,
    read: ([, year = ''], { now }) => {
      const from = DateTime.fromObject({ year: Number(year) }, { zone: now.zone });
      return { from, to: from.plus({ years: 1 }), label: year, unit: 'year', needsCue: true };
    },
  },
  {
    pattern:
      /\b(?:(?:in )?recent (days|weeks|months)|recent(?:ly)?|lately|these days|latest (?=(?:calls|meetings|conversations|discussions)\b))/gi,
    read: ([, unit], { now }) => {
      const days = unit === 'days' ? 7 : unit === 'weeks' ? 28 : RECENT_DAYS;
      return rolling(now, { days }, `last ${days} days`);
    },
  },
  {
    pattern: /(?<=\b(?:until|till|to|and|through|up to|[–-]) ?)(?:now|date)\b/gi,
    read: (_, { now }) => ({ from: now, to: now, label: 'now', unit: 'instant' }),
  },
];

/** The stretches that a text names, in their order; none overlaps another. */
export function findStretches(text: string, reading: Reading): Stretch[] {
  const found = explicitDates(text, reading);
  let open = found.reduce((rest, { start, end }) => blank(rest, start, end), text);
  for (const { pattern, read } of RULES) {
    for (const match of open.matchAll(pattern)) {
      const stretch = read(match, reading);
      if (!stretch?.from.isValid || !stretch.to.isValid) continue;
      const end = match.index + match[0].trimEnd().length;
      found.push({ needsCue: false, ...stretch, start: match.index, end });
      open = blank(open, match.index, end);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

const toUnit = (unit: string): Stretch['unit'] => unit.toLowerCase() as Stretch['unit'];
const dayAt = (from: DateTime, label: string): Read => ({ from, to: from.plus({ days: 1 }), label, unit: 'day' });

/** Back from now; whole days from the day's start, hours to the minute. */
function rolling(now: DateTime, length: DurationLikeObject, label: string): Read {
  const isHours = 'hours' in length;
  return { from: (isHours ? now : now.startOf('day')).minus(length), to: now, label, unit: 'rolling' };
}

function countOf(amount: string): number {
  const lower = amount.toLowerCase();
  if (lower === 'a' || lower === 'an') return 1;
  if (lower.endsWith('few')) return 3;
  if (lower.endsWith('couple of')) return 2;
  const word = NUMBER_WORDS.indexOf(lower);
  return word >= 0 ? word : Number(amount);
}

function readLastSome([, amount = '', unit = '']: RegExpMatchArray, { now }: Reading): Read {
  const count = countOf(amount);
  return rolling(now, lengthOf(unit, count), `last ${count} ${unit.toLowerCase()}${count === 1 ? '' : 's'}`);
}

function readAge([, which = '', amount = '', unit = '']: RegExpMatchArray, { now }: Reading): Read {
  const count = countOf(amount);
  const isBefore = /more|over|older/i.test(which);
  const read = rolling(
    now,
    lengthOf(unit, count),
    `${isBefore ? 'more' : 'less'} than ${count} ${unit.toLowerCase()}${count === 1 ? '' : 's'} ago`,
  );
  return isBefore ? { ...read, to: read.from, bound: 'before' } : { ...read, bound: 'since' };
}

/** "Two weeks ago" is that week, "a month ago" that month. */
function readAgo([, amount = '', unit = '']: RegExpMatchArray, at: Reading): Read {
  const count = countOf(amount);
  const lower = unit.toLowerCase();
  const label = `${count} ${lower}${count === 1 ? '' : 's'} ago`;
  const then = at.now.minus(lengthOf(lower, count));
  if (lower === 'hour' || lower === 'day') return dayAt(then.startOf('day'), label);
  if (lower === 'fortnight')
    return { from: then.startOf('week'), to: then.startOf('week').plus({ weeks: 1 }), label, unit: 'week' };
  const period = lower === 'half year' ? 'month' : lower;
  return { ...periodOf('this', period, { ...at, now: then }, false), label, unit: toUnit(period) };
}

function readToDate([, fiscal, unit, letter]: RegExpMatchArray, at: Reading): Read {
  const named = unit?.toLowerCase() ?? { y: 'year', m: 'month', q: 'quarter' }[letter?.toLowerCase() ?? ''] ?? 'year';
  return {
    from: periodOf('this', named, at, Boolean(fiscal)).from,
    to: at.now,
    label: `${fiscal ? 'fiscal ' : ''}${named} to date`,
    unit: 'rolling',
  };
}

function readFiscal(year: string | undefined, at: Reading): Read | null {
  const named = yearOf(year, at.now.year);
  if (named === undefined) return null;
  return { from: fiscalStart(named, at), to: fiscalStart(named + 1, at), label: `fiscal year ${named}`, unit: 'year' };
}

/** Quarters by name go by the fiscal calendar; without a year the latest such quarter that has begun. */
function readQuarter(quarter: string | undefined, year: string | undefined, at: Reading): Read {
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

function readHalf([, number, year, ordinal, ofYear]: RegExpMatchArray, { now }: Reading): Read {
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

function readDayWord([, word = '']: RegExpMatchArray, { now }: Reading): Read {
  const isYesterday = /yesterday/i.test(word);
  return dayAt(now.startOf('day').minus({ days: isYesterday ? 1 : 0 }), isYesterday ? 'yesterday' : 'today');
}

/** The latest such day; "last Sunday" said on a Sunday is a week ago. */
function readWeekday([, which, name = '']: RegExpMatchArray, { now }: Reading): Read {
  const today = now.startOf('day');
  const back = (today.weekday - (WEEKDAYS.indexOf(name.toLowerCase()) + 1) + 7) % 7;
  const isLast = /last/i.test(which ?? '');
  const day = today.minus({ days: back === 0 && isLast ? 7 : back });
  return { ...dayAt(day, dayLabel(day)), needsCue: !which };
}

function readWeekNumber([, week, year]: RegExpMatchArray, { now }: Reading): Read {
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

function readMonthWords([, which, name, year]: RegExpMatchArray, at: Reading): Read | null {
  const read = readMonth(name, year, at, !which && !year);
  if (!read || year || !/last/i.test(which ?? '')) return read;
  // "Last November" said in November is the one before.
  return read.to > at.now && read.inYear ? { ...read, ...read.inYear(read.from.year - 1) } : read;
}

/** The month of that year; without one the latest that has begun. */
function readMonth(
  name: string | undefined,
  year: string | undefined,
  { now }: Reading,
  needsCue: boolean,
): Read | null {
  const month = MONTHS.findIndex((known) => known.startsWith((name ?? '?').toLowerCase().slice(0, 3))) + 1;
  if (month === 0) return null;
  const inYear = (named: number) => {
    const from = DateTime.fromObject({ year: named, month }, { zone: now.zone });
    return { from, to: from.plus({ months: 1 }), label: from.setLocale('en').toFormat('LLLL yyyy') };
  };
  const named = yearOf(year, now.year);
  if (named !== undefined) return { ...inYear(named), unit: 'month', needsCue };
  return { ...(month > now.month ? inYear(now.year - 1) : inYear(now.year)), inYear, unit: 'month', needsCue };
}

/** Seasons of the northern half of the earth, by whole months; the latest that has begun. */
function readSeason([, which = '', name = '', year]: RegExpMatchArray, { now }: Reading): Read {
  const month = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 }[name.toLowerCase()] ?? 3;
  const inYear = (named: number) => {
    const from = DateTime.fromObject({ year: named, month }, { zone: now.zone });
    return { from, to: from.plus({ months: 3 }), label: `${name.toLowerCase()} ${named}` };
  };
  if (year) return { ...inYear(Number(year)), unit: 'quarter' };
  const begun = inYear(now.year).from > now ? inYear(now.year - 1) : inYear(now.year);
  const isOneBefore = /last/i.test(which) && begun.to > now;
  return { ...(isOneBefore ? inYear(begun.from.year - 1) : begun), unit: 'quarter' };
}
