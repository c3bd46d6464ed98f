import type * as LanguageNames from '../../../src/language/language-names.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The language called so; null for none.
  tableOf<typeof LanguageNames>('language/language-names.ts', {
    rows: [
      ['German', 'German'],
      ['german', 'German'],
      ['Deutsch', 'German'],
      ['français', 'French'],
      ['FRANÇAIS', 'French'],
      ['franc\u0327ais', 'French'],
      ['日本語', 'Japanese'],
      ['Dutch', 'Dutch'],
      ['bullets', null],
      ['de', null],
      ['zz', null],
    ],
    read: ({ languageCalled }, name) => languageCalled(name),
  }),
];
