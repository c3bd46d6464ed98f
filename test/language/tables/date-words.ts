import type * as DateWords from '../../../src/language/date-words.ts';
import { ASKED_AT, DATE_PHRASES, NO_TIME, TWO_RANGES, WITHOUT_TIMES } from '../date-phrases.ts';
import { type Row, tableOf } from '../table.ts';

const CALENDARS = {
  calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 },
  april: { timeZone: 'UTC', fiscalYearStartMonth: 4 },
  february: { timeZone: 'UTC', fiscalYearStartMonth: 2 },
};
const now = new Date(ASKED_AT);
const of = [
  'date-words',
  'date-bounds',
  'date-stretches',
  'date-readings',
  'explicit-dates',
  'calendar-periods',
  'calendar-names',
  'number-words',
].map((name) => `language/${name}.ts`);

/** A moment as written in the tables. */
const moment = (date: Date | null): string | null =>
  date ? (date.toISOString() === ASKED_AT ? 'now' : date.toISOString().replace('T00:00:00.000Z', '')) : null;

/** The stretches named in a question, on a calendar. */
const onCalendar = (name: keyof typeof CALENDARS, rows: readonly Row[]) =>
  tableOf<typeof DateWords>('language/date-words.ts', {
    of,
    rows,
    read: ({ findDateWords }, text) =>
      findDateWords(text, now, CALENDARS[name])?.ranges.map(({ from, to }) => [moment(from), moment(to)]) ?? [],
  });

export const TABLES = [
  ...Object.keys(CALENDARS).map((name) =>
    onCalendar(
      name as keyof typeof CALENDARS,
      DATE_PHRASES.filter(([, , , calendar = 'calendar']) => calendar === name).map(([text, from, to]) => [
        text,
        [[from, to]],
      ]),
    ),
  ),
  onCalendar('april', [
    ['calls in Q3 of our fiscal year', [['2026-10-01', '2027-01-01']]],
    ['calls in Q3 of the financial year', [['2026-10-01', '2027-01-01']]],
    ['calls in Q4 of this fiscal year', [['2027-01-01', '2027-04-01']]],
    ['calls in Q3 of previous fiscal year', [['2025-10-01', '2026-01-01']]],
    ['calls in Q3 of last financial year', [['2025-10-01', '2026-01-01']]],
  ]),
  onCalendar('calendar', TWO_RANGES),
  onCalendar(
    'calendar',
    NO_TIME.map((text) => [text, []]),
  ),
  tableOf<typeof DateWords>('language/date-words.ts', {
    of,
    rows: [
      ...WITHOUT_TIMES,
      ['pricing in Q3 of our fiscal year', 'pricing'],
      ['pricing in Q3 of the financial year', 'pricing'],
    ],
    read: ({ findDateWords }, text) =>
      (findDateWords(text, now, CALENDARS.calendar)?.spans ?? [])
        .toReversed()
        .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
        .trim(),
  }),
];
