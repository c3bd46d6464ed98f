import type * as TimeBeside from '../../../src/language/time-beside.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The unit and the side of a time beside the one that was asked about; "all" without a unit.
  tableOf<typeof TimeBeside>('language/time-beside.ts', {
    rows: [
      ['and the day before?', 'day before'],
      ['and the week before?', 'week before'],
      ['And The Month before', 'month before'],
      ['the quarter before!', 'quarter before'],
      ['what about the year before?', 'year before'],
      ['and what happened the week before that?', 'week before'],
      ['and the month prior?', 'month before'],
      ['and a week earlier?', 'week before'],
      ['and one month later?', 'month after'],
      ['what about an quarter later', 'quarter after'],
      ['and the week after that?', 'week after'],
      ['and the day following?', 'day after'],
      ['and the previous week?', 'week before'],
      ['what about the preceding month?', 'month before'],
      ['how about in the following quarter?', 'quarter after'],
      ['and what about the next week?', 'week after'],
      ['or the previous year', 'year before'],
      ['so the previous day?', 'day before'],
      ['and during the previous quarter?', 'quarter before'],
      ['and for the previous week?', 'week before'],
      ['and before that?', 'all before'],
      ['what about earlier than that?', 'all before'],
      ['and after that?', 'all after'],
      ['and since that', 'all after'],
      ['the week before the renewal', null],
      ['what was said the day before the launch?', null],
      ['the weeks before', null],
      ['before that?', null],
      ['what did they use before that?', null],
      ['what was said in the previous week?', null],
      ['which calls are in the next week', null],
    ],
    read: ({ readTimeBeside }, question) => {
      const read = readTimeBeside(question);
      return read && `${read.unit ?? 'all'} ${read.side}`;
    },
  }),
];
