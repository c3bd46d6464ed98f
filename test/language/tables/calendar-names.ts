import type * as CalendarNames from '../../../src/language/calendar-names.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  tableOf<typeof CalendarNames>('language/calendar-names.ts', {
    rows: [
      ['March', true],
      ['december', true],
      ['Friday', true],
      ['Sun', false],
      ['Summer', false],
      ['Mayfield', false],
    ],
    read: ({ isMonthOrDay }, word) => isMonthOrDay(word),
  }),
  tableOf<typeof CalendarNames>('language/calendar-names.ts', {
    rows: [
      ['Monday', true],
      ['tuesday', true],
      ['Wednesday', true],
      ['Thursday', true],
      ['Friday', true],
      ['saturday', true],
      ['Sunday', true],
      ['mon', true],
      ['Tues.', true],
      ['wed', true],
      ['Thurs', true],
      ['Fri.', true],
      ['sat', true],
      ['Sun', true],
      ['sunny', false],
      ['March', false],
    ],
    read: ({ WEEKDAY_NAME }, word) => new RegExp(`^${WEEKDAY_NAME}$`, 'i').test(word),
  }),
];
