import type * as DeniedConcerns from '../../../src/language/denied-concerns.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a concern is named only to deny it.
  tableOf<typeof DeniedConcerns>('language/denied-concerns.ts', {
    rows: [
      ['There is no problem with it.', true],
      ['That is not a concern of ours.', true],
      ['We never worry about it.', true],
      ['Nothing that we would call an issue.', true],
      ['It can be done without any risk.', true],
      ['We are not afraid of it.', true],
      ["I don't see a problem there.", true],
      ['I don’t see a problem there.', true],
      ['The problem is that it is slow.', false],
      ['We do not use it. The problem is the price.', false],
      ['That worries us a lot.', false],
    ],
    read: ({ isDeniedConcern }, text) => isDeniedConcern(text),
  }),
];
