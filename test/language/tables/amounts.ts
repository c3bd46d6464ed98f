import type * as Amounts from '../../../src/language/amounts.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a sum or a share is said.
  tableOf<typeof Amounts>('language/amounts.ts', {
    rows: [
      ['It is $5 each.', true],
      ['It is 5 % of it.', true],
      ['It is 5 percent.', true],
      ['It is 5 euros.', true],
      ['It is 5 dollars.', true],
      ['It is 5 pounds.', true],
      ['It is 50 cents.', true],
      ['It is 12.60 for each of them.', true],
      ['It is 54,000 in all.', true],
      ['It is fifteen percent.', true],
      ['It is 5 seats.', false],
      ['It is at three in the morning.', false],
      ['Version 2.1 is out.', false],
    ],
    read: ({ hasAmount }, sentence) => hasAmount(sentence),
  }),
];
