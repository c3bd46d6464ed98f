import type * as Connected from '../../../src/language/connected.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a question goes on from the one before.
  tableOf<typeof Connected>('language/connected.ts', {
    rows: [
      ['And with Acme?', true],
      ['but with Acme?', true],
      ['also at Acme', true],
      ['What about Acme?', true],
      ['how about Acme', true],
      ['same for Acme', true],
      ['or Acme', true],
      ['so, and Acme?', true],
      ['So what did Acme say?', true],
      ['then Acme', true],
      ['instead Acme', true],
      ['now Acme', true],
      ['ok, Acme', true],
      ['Okay, Acme', true],
      ['What did Acme say?', false],
    ],
    read: ({ isConnected }, text) => isConnected(text),
  }),
];
