import { DateTime } from 'luxon';
import { instantAt } from '../time-window.ts';
import { blankSpans } from './blank-spans.ts';
import { MONTH_NAME, MONTHS, WEEKDAYS } from './calendar-names.ts';
import { dayLabel, lengthOf, periodOf, type Reading } from './calendar-periods.ts';
import {
  dayAt,
  FEW_ORDINALS,
  type Read,
  readAge,
  readAgo,
  readDayWord,
  readFiscal,
  readHalf,
  readLastSome,
  readMonth,
  readMonthWords,
  readPart,
  readPeriod,
  readQuarter,
  readSeason,
  readToDate,
  readWeekday,
  readWeekNumber,
  rolling,
  SEASON_STARTS,
  toUnit,
} from './date-readings.ts';
import type { DateStretch } from './date-stretch.ts';
import { explicitDates } from './explicit-dates.ts';
import { NUMBER_WORDS } from './number-words.ts';
import { eitherOf, phraseList } from './word-list.ts';

type Rule = { pattern: RegExp; read: (match: RegExpMatchArray, reading: Reading) => Read | null };

const MONTH = `(${MONTH_NAME})`;
const LOOSE_AMOUNT = eitherOf(phraseList('an?, few, a few, couple of, a couple of, couple, a couple'));
const AMOUNT = String.raw`(\d{1,4}|${NUMBER_WORDS.join('|')}|${LOOSE_AMOUNT})`;
const UNITS = phraseList('hour, day, week, fortnight, month, quarter, half year, year, hr, wk, mo, mth, qtr, yr').join(
  '|',
);
/** A year after a month or a quarter: "2025", "'25", "of last year". */
const YEAR = String.raw`(?:,? ?(?:of )?(?:the )?(\d{4}\b|['’]\d{2}\b|(?:last|this|previous) year))`;
/**
 * "Of the fiscal year", with the year in words: "this year", "last year"; a quarter's own calendar is fiscal anyway.
 */
const FISCAL_YEAR = String.raw` of (?:the|our) (?:current )?(?:fiscal|financial) year\b| of (?:the )?((?:this|last|previous) (?:fiscal|financial) year)\b`;
/** "The first half of October", "the last ten days of the month", "the second week of May". */
const PART = new RegExp(
  String.raw`\b(first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) (?:(\d{1,2}|${NUMBER_WORDS.join('|')}) )?` +
    String.raw`(day|week|month|half)s? of (?:(?:the )?(?:month of )?(${MONTH_NAME})(?!\w)${YEAR}?|(?:(the|this|last|next) (week|month|quarter|year)))`,
  'gi',
);
const LATEST_TALK = String.raw`latest (?=(?:calls|meetings|conversations|discussions)\b)`;
/** "Recent" means a quarter of a year: long enough to hold calls of a customer met monthly. */
const RECENT_DAYS = 90;

// Order matters: an earlier rule takes its words from later rules.
const RULES: Rule[] = [
  {
    pattern: new RegExp(String.raw`\b(more than|over|less than|under|fewer than) ${AMOUNT} (${UNITS})s? ago\b`, 'gi'),
    read: readAge,
  },
  { pattern: new RegExp(String.raw`\b(older|newer) than ${AMOUNT} (${UNITS})s?\b`, 'gi'), read: readAge },
  { pattern: new RegExp(String.raw`\b${AMOUNT} (${UNITS})s? ago\b`, 'gi'), read: readAgo },
  {
    pattern: new RegExp(
      String.raw`\b(?:last|past|previous|trailing|latest) ${AMOUNT} (${UNITS})s?\b(?! of (?:the|their|our|its)\b)`,
      'gi',
    ),
    read: readLastSome,
  },
  { pattern: /\b(?:last|past) (\d{1,3}) ?([hdwmqy])\b/gi, read: readLastSome },
  { pattern: PART, read: readPart },
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
    pattern:
      /(?<=\b(?:(?:start|beginning|end|middle) of|(?:earl(?:y|ier)|late(?:r)?) in|over|throughout) (?:the )?)(?:current )?(week|month|quarter|year)\b(?!-)/gi,
    read: ([, unit = ''], at) => ({
      ...periodOf('this', unit, at, false),
      label: `this ${unit.toLowerCase()}`,
      unit: toUnit(unit),
    }),
  },
  {
    pattern: new RegExp(
      String.raw`\bh([12])${YEAR}?\b|\b(first|second) half of (\d{4}|the year|(?:the )?(?:last|this|previous) year)\b`,
      'gi',
    ),
    read: readHalf,
  },
  { pattern: /\b([12])h ?['’]?(\d{4}|\d{2})\b/gi, read: readHalf },
  { pattern: /\b(\d{4})[ -]?q([1-4])\b/gi, read: ([, year, quarter], at) => readQuarter(quarter, year, at) },
  { pattern: /\b([1-4])q ?['’]?(\d{4}|\d{2})\b/gi, read: ([, quarter, year], at) => readQuarter(quarter, year, at) },
  {
    pattern: /\bfy ?['’]?(\d{4}|\d{2})[ ,-]*q([1-4])\b/gi,
    read: ([, year, quarter], at) => readQuarter(quarter, year, at),
  },
  {
    pattern: new RegExp(
      String.raw`\bq([1-4])(?:[ ,/-]*(?:of )?fy ?['’]?(\d{4}|\d{2}))?(?:${FISCAL_YEAR}|${YEAR}|[ ,/-]*(\d{4}|\d{2})\b)?(?!\w)`,
      'gi',
    ),
    read: ([, quarter, fiscalYear, named, year, plain], at) =>
      readQuarter(quarter, fiscalYear ?? named ?? year ?? plain, at),
  },
  {
    pattern: /\b(?:fy ?['’]?|(?:fiscal|financial)(?: year)? ?['’]?)(\d{4}|\d{2})\b/gi,
    read: ([, year], at) => readFiscal(year, at),
  },
  {
    // "The second and third quarter"
    pattern:
      /\b(first|second|third|1st|2nd|3rd)(?= (?:and|to|or|versus|vs\.?) (?:the )?(?:second|third|fourth|[2-4](?:nd|rd|th)) quarter\b)/gi,
    read: ([, which = ''], at) => readQuarter(String(FEW_ORDINALS[which.toLowerCase()]), undefined, at),
  },
  {
    // "The second quarter and the third"
    pattern: /(?<=\bquarter(?: calls?)? (?:and|to|or|versus|than|with) the )(second|third|fourth)\b(?! \w)/gi,
    read: ([, which = ''], at) => readQuarter(String(FEW_ORDINALS[which.toLowerCase()]), undefined, at),
  },
  {
    pattern: new RegExp(
      String.raw`\b(${Object.keys(FEW_ORDINALS).join('|')}) quarter\b(?:${FISCAL_YEAR}|${YEAR})?(?! of (?!the year))`,
      'gi',
    ),
    read: ([, which = '', named, year], at) =>
      readQuarter(String(FEW_ORDINALS[which.toLowerCase()]), named ?? year, at),
  },
  {
    pattern: /\b(?:the )?day before yesterday\b/gi,
    read: (_, { now }) => dayAt(now.startOf('day').minus({ days: 2 }), '2 days ago'),
  },
  { pattern: /\b(today|tonight|yesterday|this (?:morning|afternoon|evening))(?:['’]?s)?\b/gi, read: readDayWord },
  {
    pattern: /\b(last|past|this|the) weekend\b/gi,
    read: ([, which = ''], { now }) => {
      const saturday = now.startOf('week').plus({ days: 5 });
      const begun = saturday <= now ? saturday : saturday.minus({ weeks: 1 });
      const isBefore = /last/i.test(which) && begun.plus({ days: 2 }) > now;
      const from = isBefore ? begun.minus({ weeks: 1 }) : begun;
      return { from, to: from.plus({ days: 2 }), label: `weekend of ${dayLabel(from)}`, unit: 'day' };
    },
  },
  {
    pattern: new RegExp(String.raw`\b(last |this )?(${WEEKDAYS.join('|')})(?:['’]s)?\b(?!\.\w)`, 'gi'),
    read: readWeekday,
  },
  {
    pattern: /\b(?:(?:calendar )?week |(?:kw|cw) ?)(\d|[1-4]\d|5[0-3])(?: (?:of )?(\d{4}))?\b(?! of (?!\d{4}))/gi,
    read: readWeekNumber,
  },
  {
    pattern: /\b(20\d\d)-(0[1-9]|1[0-2])\b(?!-)/g,
    read: ([, year, month], at) => readMonth(MONTHS[Number(month) - 1], year, at, false),
  },
  {
    pattern: new RegExp(String.raw`\b(20\d\d) ${MONTH}(?!\w)`, 'gi'),
    read: ([, year, name], at) => readMonth(name, year, at, false),
  },
  {
    pattern: /\b(0?[1-9]|1[0-2])\/(20\d\d)\b/g,
    read: ([, month, year], at) => readMonth(MONTHS[Number(month) - 1], year, at, false),
  },
  {
    // A month beside a day is no month: an impossible day is not widened to all of the month.
    pattern: new RegExp(
      String.raw`(?<!\b\d{1,2}(?:st|nd|rd|th)?[ .-](?:of )?)\b(last |this |next )?${MONTH}(?![\w'’]*\w)${YEAR}?(?:['’]s)?` +
        String.raw`(?! (?:the )?\d{1,2}(?:st|nd|rd|th)?\b)`,
      'gi',
    ),
    read: readMonthWords,
  },
  {
    pattern:
      /\b(this|current|last|previous|next) (?:(?:(fiscal|financial) )?(week|month|quarter|year|wk|mth|mo|qtr|yr)(?:['’]?s)?|(fy))\b/gi,
    read: readPeriod,
  },
  {
    pattern: /\btomorrow(?:['’]s)?\b/gi,
    read: (_, { now }) => dayAt(now.startOf('day').plus({ days: 1 }), 'tomorrow'),
  },
  {
    pattern: /\bnew year(?:['’]s)?(?: day)?\b/gi,
    read: (_, { now }) => ({ ...dayAt(now.startOf('year'), dayLabel(now.startOf('year'))), needsCue: true }),
  },
  {
    // Spring is also a part of a watch. Only beside words of time is a season meant.
    pattern: new RegExp(
      String.raw`(?:\b(last |this |next )|(?<=\b(?:over|during|since|in|after|before|until|by) (?:the )?))` +
        String.raw`(${Object.keys(SEASON_STARTS).join('|')})\b(?: (?:of )?(\d{4})\b)?`,
      'gi',
    ),
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
    pattern: new RegExp(String.raw`\b(?:(?:in )?recent (days|weeks|months)|recent(?:ly)?|lately|${LATEST_TALK})`, 'gi'),
    read: ([, unit], { now }) => {
      const days = unit === 'days' ? 7 : unit === 'weeks' ? 28 : RECENT_DAYS;
      return rolling(now, { days }, `last ${days} days`);
    },
  },
  {
    pattern: /(?<=(?:\b(?:until|till|to|and|through)|[–-]) ?)(?:now|date)\b/gi,
    read: (_, { now }) => ({ from: now, to: now, label: 'now', unit: 'instant' }),
  },
];

/** The stretches named in a text, in order and without overlap. */
export function findStretches(text: string, reading: Reading): DateStretch[] {
  const found = explicitDates(text, reading);
  let open = blankSpans(text, found);
  for (const { pattern, read } of RULES) {
    for (const match of open.matchAll(pattern)) {
      const stretch = read(match, reading);
      if (!stretch?.from.isValid || !stretch.to.isValid) continue;
      const end = match.index + match[0].trimEnd().length;
      found.push({ needsCue: false, ...stretch, start: match.index, end });
      open = blankSpans(open, [{ start: match.index, end }]);
    }
  }
  return found.filter(isOnCalendar).sort((a, b) => a.start - b.start);
}

/** "0000-01-01" is written like a day, and there was none. */
const isOnCalendar = ({ from, to }: DateStretch): boolean =>
  instantAt(from.toMillis()) !== null && instantAt(to.toMillis()) !== null;
