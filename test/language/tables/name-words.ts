import type * as NameWords from '../../../src/language/name-words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The words of a question that names are looked up by.
  tableOf<typeof NameWords>('language/name-words.ts', {
    rows: [
      ['What did Acme ask for', 'acme ask'],
      ['Who does Acme buy from', 'acme buy'],
      ['Which calls do we have with Acme', 'calls acme'],
      ['How was the demo at Acme', 'demo acme'],
      ['When is a demo or an audit on Monday', 'demo audit monday'],
      ['Why are they switching to Corvane', 'switching corvane'],
      ['Were our prices of interest', 'prices interest'],
      ['Has Tove told us and had it recorded in writing', 'tove told recorded writing'],
      ['Demos by their team', 'demos team'],
    ],
    read: ({ nameWordsOf }, question) => {
      const written = question.toLowerCase().split(' ');
      return nameWordsOf(question)
        .filter((word) => written.includes(word))
        .join(' ');
    },
  }),
  // All the words of a name, its letters joined and its umlauts spelled out.
  tableOf<typeof NameWords>('language/name-words.ts', {
    rows: [
      ["O'Marrow", 'o omarrow marrow'],
      ['Jörg', 'jorg joerg'],
      ['Soeren', 'soeren soren'],
      ['Acmes', 'acmes acme'],
      ['Business', 'business'],
      ['H1s', 'h1s'],
    ],
    read: ({ nameWordsOf }, name) => nameWordsOf(name).join(' '),
  }),
];
