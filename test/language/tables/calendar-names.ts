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
  tableOf<typeof CalendarNames>('language/calendar-names.ts', {
    rows: [
      ['9 % at the end of September', '9 % at the September'],
      ['9 % at the beginning of the year', '9 % at the year'],
      ['twelve by the start of next week', 'twelve by the week'],
      ['three in the middle of last month', 'three in the month'],
      ['nine at the end of 2021', 'nine at the 2021'],
      ['nine at the end of Q3', 'nine at the Q3'],
      ['nine at the end of the half', 'nine at the half'],
      ['nine at the end of that quarter', 'nine at the quarter'],
      ['nine at the end of this quarter', 'nine at the quarter'],
      ['nine at the end of the pilot', 'nine at the end of the pilot'],
      ['the pilot ends in March', 'the pilot ends in March'],
    ],
    read: ({ withoutPartsOfPeriods }, text) => withoutPartsOfPeriods(text),
  }),
];
