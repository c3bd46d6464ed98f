import type * as WordForms from '../../../src/language/word-forms.ts';
import { tableOf } from '../table.ts';

const PAST =
  `signed became put let cut shut cost hit set quit hurt read spread bet bid burst cast split beat shed thrust
  Went rebuilt`.split(/\s+/);

export const TABLES = [
  tableOf<typeof WordForms>('language/word-forms.ts', {
    rows: [
      ...PAST.map((word) => [word, true] as const),
      ...'sign becomes becoming goes always forty two'.split(' ').map((word) => [word, false] as const),
    ],
    read: ({ isPast }, word) => isPast(word),
  }),
];
