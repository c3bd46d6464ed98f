import { DateTime } from 'luxon';
import { blankSpans } from './blank-spans.ts';
import { MONTH_NAME, monthOf, WEEKDAY_NAME } from './calendar-names.ts';
import { dayLabel, type Reading } from './calendar-periods.ts';
import { type DateOrder, dateOrderOf } from './date-order.ts';
import type { DateStretch } from './date-stretch.ts';
import { eitherOf, wordList } from './word-list.ts';

/** A day as written; what is absent is open. */
type Day = { year?: number; month?: number; day: number };
type Rule = { pattern: RegExp; read: (match: RegExpMatchArray, order: DateOrder) => Day[] };

const DAY_WORDS = wordList('first second third');
const DAY = String.raw`(\d{1,2}(?:st|nd|rd|th)?|${DAY_WORDS.join('|')})`;
const NTH = String.raw`(\d{1,2}(?:st|nd|rd|th))`;
const YEAR = String.raw`(?:,? (?:of )?(\d{4})\b|[ -](\d{2,4})\b(?! ?[%:\p{L}])| ?['’](\d{2})\b)`;
const WEEKDAY = String.raw`(?:\b${WEEKDAY_NAME},? (?:the )?)?`;
const TO = String.raw`(?: ?[–-] ?| (?:and|to|until|till|through) )`;
/** Words that may follow a day alone: "the 13th call" counts calls, "the 13th and the 15th" names days. */
const AFTER_A_DAY = eitherOf(wordList('and or to until till through about regarding with did what who was were'));

// Order matters: an earlier rule takes its words from later rules. A single day of a month stands before days alone.
const RULES: Rule[] = [
  {
    pattern: /(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])/g,
    read: ([, year, , month, day]) => [dayOf(day, month, year)],
  },
  { pattern: /\b(20\d\d)(\d\d)(\d\d)\b/g, read: ([, year, month, day]) => [dayOf(day, month, year)] },
  {
    pattern: /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?![\d.])/g,
    read: ([, day, month, year]) => [dayOf(day, month, year)],
  },
  {
    // "24/7" and "1/2 of the seats" are no dates.
    pattern: /(?<![\d/])(?!24\/7\b)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/]| of\b)/g,
    read: ([, one, two, year], order) =>
      (order === 'day-first'
        ? [dayOf(one, two, year), dayOf(two, one, year)]
        : [dayOf(two, one, year), dayOf(one, two, year)]
      ).filter(({ month = 0 }) => month <= 12),
  },
  {
    pattern: new RegExp(
      String.raw`${WEEKDAY}\b${DAY}(?:${TO}(?:the )?${DAY})?(?: of|\.)?(?: the month of)?[ -](${MONTH_NAME})${YEAR}?`,
      'giu',
    ),
    read: ([, first, last, name = '', ...years]) => span(first, last, name, years),
  },
  {
    pattern: new RegExp(
      String.raw`${WEEKDAY}\b(${MONTH_NAME}),?[ -](?:the )?${DAY}\b(?:${TO}(?:the )?${DAY}\b)?${YEAR}?`,
      'giu',
    ),
    read: ([, name = '', first, last, ...years]) => span(first, last, name, years),
  },
  {
    pattern: new RegExp(
      String.raw`\bthe ${NTH}\b(?![^.?!]{0,12} quarter)(?! +(?!${AFTER_A_DAY}\b)[\p{L}\p{N}])`,
      'giu',
    ),
    read: ([, day = '']) => [{ day: numberOf(day) }],
  },
];

/**
 * Dates with a day: "6 Nov", "May 3 to 10", "2026-05-03", "5.11.2026" (dots: day first), "12/10/2026" (in the
 * organization's order), "the 13th". A day left open is the latest already begun. Impossible days are left out.
 */
export function explicitDates(text: string, { now, calendar }: Reading): DateStretch[] {
  const order = calendar.dateOrder ?? dateOrderOf(calendar.timeZone);
  const found: DateStretch[] = [];
  let open = text;
  for (const { pattern, read } of RULES)
    for (const match of open.matchAll(pattern)) {
      const stretch = toStretch(read(match, order), now, / *[/]/.test(match[0]));
      if (!stretch) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      found.push(inItsWeek(text, { ...stretch, needsCue: true, start, end }));
      open = blankSpans(open, [{ start, end }]);
    }
  return found;
}

/** `isEither`: the days are two readings of the same numbers; otherwise the first and the last day. */
function toStretch(
  days: Day[],
  now: DateTime,
  isEither: boolean,
): Omit<DateStretch, 'start' | 'end' | 'needsCue'> | null {
  const read = days.map((day) => momentOf(day, now)).filter((day) => day !== null);
  if (read.length === 0 || (!isEither && read.length < days.length)) return null;
  const from = isEither ? (read.find((day) => day <= now) ?? read[0]) : read[0];
  if (!from) return null;
  const last = isEither ? from : (read[1] ?? from);
  if (last < from) return null;
  const label = last > from ? `${dayLabel(from)} to ${dayLabel(last)}` : dayLabel(from);
  const inYear = (year: number) => {
    const moved = from.set({ year });
    return { from: moved, to: moved.plus({ days: 1 }), label: dayLabel(moved) };
  };
  const isOpen = days[0]?.year === undefined && last === from;
  return { from, to: last.plus({ days: 1 }), label, unit: last > from ? 'rolling' : 'day', ...(isOpen && { inYear }) };
}

/** "The week of 2 November" is the whole week. */
function inItsWeek(text: string, stretch: DateStretch): DateStretch {
  const week = /\bweek (?:of|from|starting|beginning)(?: on)?(?: the)? *$/i.exec(text.slice(0, stretch.start));
  if (!week) return stretch;
  const from = stretch.from.startOf('week');
  const { end } = stretch;
  const label = `week of ${dayLabel(from)}`;
  return { from, to: from.plus({ weeks: 1 }), label, unit: 'week', needsCue: false, start: week.index, end };
}

/** The start of a day; null for a day that no calendar has. */
function momentOf({ year, month, day }: Day, now: DateTime): DateTime | null {
  const at = (fields: { year: number; month: number }) => DateTime.fromObject({ ...fields, day }, { zone: now.zone });
  if (year !== undefined || month !== undefined) {
    const date = at({ year: year ?? now.year, month: month ?? 1 });
    const isAhead = year === undefined && date > now;
    return date.isValid ? (isAhead ? at({ year: now.year - 1, month: month ?? 1 }) : date) : null;
  }
  // "The 31st" is the last month's to have one.
  for (let back = 0; back < 3; back += 1) {
    const { year: ofYear, month: ofMonth } = now.startOf('month').minus({ months: back });
    const date = at({ year: ofYear, month: ofMonth });
    if (date.isValid && date <= now) return date;
  }
  return null;
}

const dayOf = (day: string | undefined, month: string | undefined, year: string | undefined): Day => ({
  day: Number(day),
  month: Number(month),
  ...(year && { year: Number(year) + (year.length === 2 ? 2000 : 0) }),
});

function span(first: string | undefined, last: string | undefined, name: string, years: (string | undefined)[]): Day[] {
  const [month, year] = [String(monthOf(name)), years.find(Boolean)];
  return [first, last].filter((day) => day !== undefined).map((day) => dayOf(String(numberOf(day)), month, year));
}

const numberOf = (day: string): number => {
  const word = DAY_WORDS.indexOf(day.toLowerCase());
  return word >= 0 ? word + 1 : Number.parseInt(day, 10);
};
