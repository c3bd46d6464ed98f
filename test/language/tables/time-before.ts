import type * as TimeBefore from '../../../src/language/time-before.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The unit of the time before the one that was asked about.
  tableOf<typeof TimeBefore>('language/time-before.ts', {
    rows: [
      ['and the day before?', 'day'],
      ['and the week before?', 'week'],
      ['And The Month before', 'month'],
      ['the quarter before!', 'quarter'],
      ['what about the year before?', 'year'],
      ['and what happened the week before that?', 'week'],
      ['and the month prior?', 'month'],
      ['the week before the renewal', null],
      ['what was said the day before the launch?', null],
      ['the weeks before', null],
      ['before that?', null],
    ],
    read: ({ readTimeBefore }, question) => readTimeBefore(question)?.unit ?? null,
  }),
];
