import type * as QuestionTimes from '../../../src/language/question-times.ts';
import { MORE_DATES, type MoreDate } from '../more-dates.ts';
import { type Row, tableOf } from '../table.ts';
import { TIME_QUESTIONS, type TimeQuestion } from '../time-questions.ts';
import { TIME_ROLES } from '../time-roles.ts';

const of = [
  'question-times',
  'time-role',
  'talk-words',
  'unread-times',
  'date-order',
  'date-words',
  'date-bounds',
  'date-stretches',
  'date-readings',
  'explicit-dates',
  'calendar-periods',
  'calendar-names',
].map((name) => `language/${name}.ts`);

/** A row's key: its words, and what else settles their reading. */
const keyOf = ({ question, now, order, fiscalYearStartMonth }: Asked): string =>
  [question, `asked ${now}`, order, fiscalYearStartMonth && `fiscal year from month ${fiscalYearStartMonth}`]
    .filter(Boolean)
    .join(', ');

type Asked = Pick<TimeQuestion, 'question' | 'now' | 'fiscalYearStartMonth'> & Pick<MoreDate, 'order'>;
const dates = MORE_DATES.map((row) => ({ ...row, question: row.text }));
const asked = new Map<string, Asked>([...TIME_QUESTIONS, ...dates].map((row) => [keyOf(row), row]));

const iso = (text: string | Date | null | undefined): string | null => (text ? new Date(text).toISOString() : null);

const table = (rows: readonly Row[]) =>
  tableOf<typeof QuestionTimes>('language/question-times.ts', {
    of,
    rows,
    read: ({ findQuestionTimes }, key) => {
      const { question, now, order, fiscalYearStartMonth = 1 } = asked.get(key) as Asked;
      const { calls, isEither, ignored } = findQuestionTimes(question, {
        now: new Date(now),
        calendar: { timeZone: 'UTC', fiscalYearStartMonth, ...(order && { dateOrder: order }) },
        mayBeEither: true,
      });
      const reading = calls === null ? 'words' : isEither ? 'either' : 'calls';
      return [
        reading,
        calls?.ranges.map(({ from, to }) => [iso(from), iso(to)]) ?? [],
        ignored.map(({ words }) => words),
      ];
    },
  });

/** Whose the time of a question is. */
const roles = (rows: readonly Row[], { isOfChange = false } = {}) =>
  tableOf<typeof QuestionTimes>('language/question-times.ts', {
    of,
    rows,
    read: ({ findQuestionTimes }, question) => {
      const { calls, isEither } = findQuestionTimes(question, {
        now: new Date('2026-11-22T12:00:00.000Z'),
        calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 },
        mayBeEither: true,
        isOfChange,
      });
      return calls === null ? 'words' : isEither ? 'either' : 'calls';
    },
  });

export const TABLES = [
  // A time that a call names is looked up elsewhere (`call-words.ts`).
  table(
    TIME_QUESTIONS.filter(({ call }) => !call).map((row) => [
      keyOf(row),
      [row.reading, row.reading === 'words' ? [] : [[iso(row.from), iso(row.to)]], []],
    ]),
  ),
  table(
    dates.map((row) => [
      keyOf(row),
      row.ignored ? ['words', [], [row.ignored]] : ['calls', [[iso(row.from), iso(row.to)]], []],
    ]),
  ),
  roles([
    ...TIME_ROLES,
    // Planned and done, if the time named is surely over; a bare month may be the next one.
    ["Who's planned a move last January?", 'either'],
    ["Who's planned a move this February?", 'either'],
    ["Who's planned a move in January 2025?", 'either'],
    ["Who's planned a move in January?", 'words'],
  ]),
  // How an answer says the time asked about, and what it calls it; null for a time told from the asking.
  tableOf<typeof QuestionTimes>('language/question-times.ts', {
    of,
    rows: [
      ['What did they say in May 2025?', ['in May 2025', 'May 2025']],
      ['What did they say on 3 May 2025?', ['on 3 May 2025', '3 May 2025']],
      ['What did they say in 2024?', ['in 2024', '2024']],
      ['What did they say before May 2025?', ['before May 2025', 'May 2025']],
      ['What did they say until May 2025?', ['until May 2025', 'May 2025']],
      ['What did they say after May 2025?', ['after May 2025', 'May 2025']],
      ['What did they say since May 2025?', ['since May 2025', 'May 2025']],
      ['What did they say for May 2025?', ['in May 2025', 'May 2025']],
      ['What came up in calls of May 2025?', ['in May 2025', 'May 2025']],
      ['What did they say by May 2025?', ['until May 2025', 'May 2025']],
      ['What did they say till May 2025?', ['until May 2025', 'May 2025']],
      ['What came up in calls from May 2025?', ['in May 2025', 'May 2025']],
      ['What did they say over the summer of 2025?', ['in summer 2025', 'summer of 2025']],
      ['What did they say during May 2025?', ['in May 2025', 'May 2025']],
      ['What did they say within 2025?', ['in 2025', '2025']],
      ['What did they say back in May 2025?', ['in May 2025', 'May 2025']],
      [
        'Did the tone shift between the 2025 results call and the one in May 2026?',
        ['in 2025 and May 2026', '2025 and May 2026'],
      ],
      ['What did they say last week?', null],
      ['What did they say two weeks ago?', null],
      ['What did they say more than two weeks ago?', null],
      ['What did they say on Monday?', null],
      ['What did they say on the Monday call?', null],
      ['What did they say since Monday?', null],
      ['What did they say before Monday?', null],
      ['What did they say after Monday?', null],
      ['What did they say until Monday?', null],
      ['What did they say by Monday?', null],
    ],
    read: ({ findQuestionTimes }, question) => {
      const { named } = findQuestionTimes(question, {
        now: new Date('2026-11-22T12:00:00.000Z'),
        calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 },
        mayBeEither: true,
      });
      return named && [named.when, named.what];
    },
  }),
  // A time beside a change: a stretch is that of the calls between which something changed.
  roles(
    [
      ['What is different about the file since June?', 'calls'],
      ['What is different about the file between May and June?', 'calls'],
      ['What is different about the file between June and the go-live?', 'calls'],
      ['What is different about the file from June on?', 'calls'],
      ['What is different about the file from May to June?', 'calls'],
      ['What is different about the file compared to June?', 'calls'],
      ['What is different about the file compared with June?', 'calls'],
      ['What is different about the file over the summer?', 'calls'],
      ['What is different about the file throughout 2026?', 'calls'],
      ['What is different about the file in June?', 'words'],
    ],
    { isOfChange: true },
  ),
];
