import type * as NounOrAdjective from '../../../src/language/noun-or-adjective.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether the word in brackets is a noun between the two others.
  tableOf<typeof NounOrAdjective>('language/noun-or-adjective.ts', {
    rows: [
      ['a [fine] since', true],
      ['our [fine] was', true],
      ['one [fine] and', true],
      ['2 [fine] and', true],
      ['no [fine] -', true],
      ['is [fine] and', false],
      ['all [fine] and', false],
      ['both [fine] and', false],
      ['a [fine] letter', false],
      ['a [fine] old', false],
    ],
    read: ({ standsAsNoun }, row) => {
      const [before = '', , after = ''] = row.split(' ');
      return standsAsNoun({ before, after });
    },
  }),
  // The singular that is an adjective more often.
  tableOf<typeof NounOrAdjective>('language/noun-or-adjective.ts', {
    rows: [
      ['fines', 'fine'],
      ['prices', null],
      ['minutes', null],
      ['fine', null],
      ['opens', null],
    ],
    read: ({ otherwiseAdjective }, word) => otherwiseAdjective(word),
  }),
  // Whether the word may name a thing.
  tableOf<typeof NounOrAdjective>('language/noun-or-adjective.ts', {
    rows: [
      ['onboarding', true],
      ['support', true],
      ['tempova', true],
      ['nearly', false],
      ['important', false],
      ['built', false],
    ],
    read: ({ mayBeNoun }, word) => mayBeNoun(word),
  }),
  // Whether a word is mostly a noun.
  tableOf<typeof NounOrAdjective>('language/noun-or-adjective.ts', {
    rows: [
      ['outage', true],
      ['nurses', true],
      ['crewlattice', true],
      ['last', false],
      ['came', false],
      ['lose', false],
    ],
    read: ({ isMostlyNoun }, word) => isMostlyNoun(word),
  }),
];
