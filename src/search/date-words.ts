import * as chrono from 'chrono-node';
import { DateTime, type DurationLikeObject } from 'luxon';
import type { Calendar } from '../time-window.ts';

/** Words of a question that name a stretch of time. `from` inclusive, `to` exclusive; null is open. */
export type DateWords = { from: Date | null; to: Date | null; label: string; spans: { start: number; end: number }[] };

type Found = { from: DateTime | null; to: DateTime | null; label: string; start: number; end: number };
type Reading = { now: DateTime; calendar: Calendar };
type Rule = {
  pattern: RegExp;
  read: (match: RegExpMatchArray, reading: Reading) => Omit<Found, 'start' | 'end'> | null;
};

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december';
const SHORT = 'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const UNITS = 'day|week|month|quarter|year';
const LEAD = '(?:(?:in|during|within|over|for|from|of|on) )?(?:the )?';
/** "Recent" is a quarter of a year: long enough that a customer met monthly has calls in it. */
const RECENT_DAYS = 90;

// Order matters: what stands first takes its words.
const RULES: Rule[] = [
  {
    pattern: new RegExp(
      `\\b(?:between|from) (${MONTHS})(?: (\\d{4}))? (?:and|to|until|through) (?:the end of )?(${MONTHS})(?: (\\d{4}))?\\b`,
      'gi',
    ),
    read: readMonthRange,
  },
  {
    pattern: new RegExp(
      `\\(?\\b(${MONTHS})(?: (\\d{4}))? (?:to|until|through|-|–) (${MONTHS})(?: (\\d{4}))?\\b\\)?`,
      'gi',
    ),
    read: readMonthRange,
  },
  {
    pattern: new RegExp(
      `\\b${LEAD}(?:last|past|previous|trailing) (\\d{1,4}|${NUMBER_WORDS.join('|')}|few|couple of) (${UNITS})s?\\b`,
      'gi',
    ),
    read: ([, amount = '', unit = ''], { now }) => lastSome(amount, unit, now),
  },
  {
    pattern: new RegExp(`\\b${LEAD}(this|current|last|previous|past) fiscal (quarter|year)\\b`, 'gi'),
    read: readNamedPeriod,
  },
  {
    pattern: new RegExp(
      `\\b(?:since|after) (?:the (?:start|beginning) of )?(?:the )?(this|last|previous) (${UNITS})\\b`,
      'gi',
    ),
    read: sinceNamedPeriod,
  },
  {
    pattern: new RegExp(
      `\\b${LEAD}(this|current|last|previous|past) (week|month|quarter|year)(?:'s|’s)?(?: so far)?\\b`,
      'gi',
    ),
    read: readNamedPeriod,
  },
  {
    pattern: new RegExp(`\\b${LEAD}fy ?'?(\\d{2}|\\d{4})[ ,-]?(?: ?q([1-4]))?\\b`, 'gi'),
    read: ([, year, quarter], at) => readFiscal(year, quarter, at),
  },
  {
    pattern: new RegExp(`\\b${LEAD}q([1-4])(?:[ ,/-]*(?:of )?(fy ?)?'?(\\d{4}|\\d{2}))?\\b`, 'gi'),
    read: ([, quarter, , year], at) => readFiscal(year, quarter, at),
  },
  { pattern: new RegExp(`\\b${LEAD}(today|yesterday)(?:'s|’s)?\\b`, 'gi'), read: readDayWord },
  {
    pattern: new RegExp(
      `\\b(since|after|before|until) (?:the (start|end|beginning) of )?(${MONTHS}|${SHORT})\\.?(?: (\\d{4}))?\\b(?! \\d)`,
      'gi',
    ),
    read: readMonthBound,
  },
  {
    pattern: new RegExp(
      `\\b(?:in|during|from|for|of|last|this) (?:early |mid |late )?(${MONTHS}|${SHORT})\\.?(?:,? (\\d{4}))?\\b(?! \\d)`,
      'gi',
    ),
    read: ([, month, year], at) => readMonth(month, year, at),
  },
  {
    pattern: new RegExp(
      `\\b(${MONTHS})(?: (\\d{4}))?(?:'s|’s)? (?=calls?\\b|meetings?\\b|conversations?\\b|discussions?\\b)`,
      'gi',
    ),
    read: ([, month, year], at) => readMonth(month, year, at),
  },
  {
    pattern: /\b(?:in|during|since) (20\d{2})\b/gi,
    read: ([text, year], { now }) => readYear(text, Number(year), now),
  },
  {
    pattern: /\b(?:recent(?:ly)?|lately|latest|these days)\b/gi,
    read: (_, { now }) => ({
      from: now.startOf('day').minus({ days: RECENT_DAYS }),
      to: now,
      label: `last ${RECENT_DAYS} days`,
    }),
  },
];

/**
 * Finds the words that name a time and what they mean on the organization's calendar. Several narrow each other ("last quarter (July to
 * September)"). Words about the future set no range: calls lie in the past. Null when there are none.
 */
export function findDateWords(text: string, now: Date, calendar: Calendar): DateWords | null {
  const reading = { now: DateTime.fromJSDate(now, { zone: calendar.timeZone }), calendar };
  let open = text;
  const found: Found[] = [];
  for (const rule of RULES) {
    for (const match of open.matchAll(rule.pattern)) {
      const read = rule.read(match, reading);
      if (!read) continue;
      found.push({ ...read, start: match.index, end: match.index + match[0].length });
      open = blank(open, match.index, match[0].length);
    }
  }
  found.push(...readExplicitDates(open, reading));
  if (found.length === 0) return null;
  const froms = found.flatMap((part) => (part.from ? [part.from.toMillis()] : []));
  const tos = found.flatMap((part) => (part.to ? [part.to.toMillis()] : []));
  const ordered = found.toSorted((a, b) => a.start - b.start);
  return {
    from: froms.length > 0 ? new Date(Math.max(...froms)) : null,
    to: tos.length > 0 ? new Date(Math.min(...tos)) : null,
    label: ordered.map((part) => part.label).join(', '),
    spans: ordered.map(({ start, end }) => ({ start, end })),
  };
}

/** The quarter before the one that `now` is in, on the fiscal calendar: offered when this one is still empty. */
export function lastQuarter(now: Date, calendar: Calendar): { from: Date; to: Date } {
  const start = quarterOf(DateTime.fromJSDate(now, { zone: calendar.timeZone }), calendar);
  return { from: start.minus({ months: 3 }).toJSDate(), to: start.toJSDate() };
}

const blank = (text: string, start: number, length: number): string =>
  text.slice(0, start) + ' '.repeat(length) + text.slice(start + length);

function lastSome(amount: string, unit: string, now: DateTime) {
  const word = NUMBER_WORDS.indexOf(amount.toLowerCase());
  const count = amount === 'few' ? 3 : amount === 'couple of' ? 2 : word >= 0 ? word : Number(amount);
  const lower = unit.toLowerCase();
  const length: DurationLikeObject = lower === 'quarter' ? { months: 3 * count } : { [`${lower}s`]: count };
  return { from: now.startOf('day').minus(length), to: now, label: `last ${count} ${lower}${count === 1 ? '' : 's'}` };
}

/** The first day of the fiscal quarter that a moment is in. */
function quarterOf(moment: DateTime, { fiscalYearStartMonth }: Calendar): DateTime {
  const monthsIn = (moment.month - fiscalYearStartMonth + 12) % 3;
  return moment.startOf('month').minus({ months: monthsIn });
}

function fiscalYearOf(moment: DateTime, { fiscalYearStartMonth }: Calendar): DateTime {
  return moment.startOf('month').minus({ months: (moment.month - fiscalYearStartMonth + 12) % 12 });
}

function periodOf(
  which: string,
  unit: string,
  { now, calendar }: Reading,
  isFiscal: boolean,
): { from: DateTime; to: DateTime } {
  const starts: Record<string, DateTime> = {
    day: now.startOf('day'),
    week: now.startOf('week'),
    month: now.startOf('month'),
    quarter: quarterOf(now, calendar),
    year: isFiscal ? fiscalYearOf(now, calendar) : now.startOf('year'),
  };
  const start = starts[unit] ?? now.startOf('day');
  const length: DurationLikeObject = unit === 'quarter' ? { months: 3 } : { [`${unit}s`]: 1 };
  return /this|current/.test(which)
    ? { from: start, to: start.plus(length) }
    : { from: start.minus(length), to: start };
}

function readNamedPeriod([text, which = '', unit = '']: RegExpMatchArray, reading: Reading) {
  const isFiscal = /fiscal/i.test(text);
  const [lowerWhich, lowerUnit] = [which.toLowerCase(), unit.toLowerCase()];
  const label = `${/this|current/.test(lowerWhich) ? 'this' : 'last'} ${isFiscal ? 'fiscal ' : ''}${lowerUnit}`;
  return { ...periodOf(lowerWhich, lowerUnit, reading, isFiscal), label };
}

function sinceNamedPeriod([, which = '', unit = '']: RegExpMatchArray, reading: Reading) {
  const { from } = periodOf(which.toLowerCase(), unit.toLowerCase(), reading, false);
  return { from, to: null, label: `since ${which.toLowerCase()} ${unit.toLowerCase()}` };
}

/** Quarters and years by name go by the fiscal calendar; a fiscal year is named after the calendar year that it ends in. */
function readFiscal(year: string | undefined, quarter: string | undefined, { now, calendar }: Reading) {
  const yearLag = calendar.fiscalYearStartMonth === 1 ? 0 : 1;
  const startOf = (named: number) =>
    DateTime.fromObject({ year: named - yearLag, month: calendar.fiscalYearStartMonth }, { zone: now.zone });
  const named = year === undefined ? undefined : Number(year) + (year.length === 2 ? 2000 : 0);
  if (quarter === undefined) {
    if (named === undefined) return null;
    return { from: startOf(named), to: startOf(named + 1), label: `fiscal year ${named}` };
  }
  const skip = { months: 3 * (Number(quarter) - 1) };
  let chosen = named ?? fiscalYearOf(now, calendar).year + yearLag;
  // Without a year the latest such quarter that has begun.
  if (named === undefined && startOf(chosen).plus(skip) > now) chosen -= 1;
  const from = startOf(chosen).plus(skip);
  return { from, to: from.plus({ months: 3 }), label: `Q${quarter} ${chosen}` };
}

function readDayWord([, word = '']: RegExpMatchArray, { now }: Reading) {
  const isToday = word.toLowerCase() === 'today';
  const from = now.startOf('day').minus({ days: isToday ? 0 : 1 });
  return { from, to: from.plus({ days: 1 }), label: word.toLowerCase() };
}

const monthNumber = (name: string): number =>
  MONTHS.split('|').findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1;

/** The month of that year; without one the latest that has begun. */
function monthStart(name: string, year: string | undefined, now: DateTime): DateTime {
  const month = monthNumber(name);
  if (year) return DateTime.fromObject({ year: Number(year), month }, { zone: now.zone });
  const thisYear = DateTime.fromObject({ year: now.year, month }, { zone: now.zone });
  return thisYear > now ? thisYear.minus({ years: 1 }) : thisYear;
}

function readMonth(name: string | undefined, year: string | undefined, { now }: Reading) {
  if (!name) return null;
  const from = monthStart(name, year, now);
  return { from, to: from.plus({ months: 1 }), label: from.setLocale('en').toFormat('LLLL yyyy') };
}

function readMonthRange([, first = '', firstYear, last = '', lastYear]: RegExpMatchArray, { now }: Reading) {
  const end = monthStart(last, lastYear, now);
  let start = firstYear
    ? monthStart(first, firstYear, now)
    : DateTime.fromObject({ year: end.year, month: monthNumber(first) }, { zone: now.zone });
  if (start > end) start = start.minus({ years: 1 });
  return {
    from: start,
    to: end.plus({ months: 1 }),
    label: `${start.toFormat('LLLL')} to ${end.setLocale('en').toFormat('LLLL yyyy')}`,
  };
}

function readMonthBound([, word = '', edge, name = '', year]: RegExpMatchArray, { now }: Reading) {
  const start = monthStart(name, year, now);
  const end = start.plus({ months: 1 });
  const label = `${word.toLowerCase()} ${edge ? `the ${edge} of ` : ''}${start.setLocale('en').toFormat('LLLL yyyy')}`;
  if (/since/i.test(word)) return { from: edge === 'end' ? end : start, to: null, label };
  if (/after/i.test(word)) return { from: edge === 'start' || edge === 'beginning' ? start : end, to: null, label };
  return {
    from: null,
    to: /until/i.test(word) && edge !== 'start' && edge !== 'beginning' ? end : edge === 'end' ? end : start,
    label,
  };
}

function readYear(text: string, year: number, now: DateTime) {
  const from = DateTime.fromObject({ year }, { zone: now.zone });
  return /since/i.test(text)
    ? { from, to: null, label: `since ${year}` }
    : { from, to: from.plus({ years: 1 }), label: String(year) };
}

/** Dates with a day, like "since 3 May", "on 2026-05-03", "before June 5th": chrono reads them, the word before says which bound. */
function readExplicitDates(text: string, { now }: Reading): Found[] {
  return chrono.en.strict.parse(text, now.toJSDate(), { forwardDate: false }).flatMap((result): Found[] => {
    if (!result.start.isCertain('day') || !result.start.isCertain('month')) return [];
    const dayOf = (parts: chrono.ParsedComponents) => {
      const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
      const date = DateTime.fromObject(
        { year: year ?? now.year, month: month ?? 1, day: day ?? 1 },
        { zone: now.zone },
      );
      return !parts.isCertain('year') && date > now ? date.minus({ years: 1 }) : date;
    };
    const start = dayOf(result.start);
    const before = /\b(since|after|from|before|until|till|by)\s*$/i
      .exec(text.slice(0, result.index))?.[1]
      ?.toLowerCase();
    const label = `${before ? `${before} ` : ''}${start.setLocale('en').toFormat('d LLL yyyy')}`;
    const span = { start: result.index - (before ? before.length + 1 : 0), end: result.index + result.text.length };
    if (result.end)
      return [
        {
          from: start,
          to: dayOf(result.end).plus({ days: 1 }),
          label: `${label} to ${dayOf(result.end).toFormat('d LLL yyyy')}`,
          ...span,
        },
      ];
    if (before === 'since' || before === 'from') return [{ from: start, to: null, label, ...span }];
    if (before === 'after') return [{ from: start.plus({ days: 1 }), to: null, label, ...span }];
    if (before === 'before') return [{ from: null, to: start, label, ...span }];
    if (before) return [{ from: null, to: start.plus({ days: 1 }), label, ...span }];
    return [{ from: start, to: start.plus({ days: 1 }), label, ...span }];
  });
}
