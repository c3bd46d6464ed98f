import type * as Reasons from '../../../src/language/reasons.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a sentence gives a reason.
  tableOf<typeof Reasons>('language/reasons.ts', {
    rows: [
      ['We left because it broke.', true],
      ['The reason is the price.', true],
      ['There are reasons for it.', true],
      ['It broke, which is why we left.', true],
      ['That’s why we left.', true],
      ['That is why we left.', true],
      ['That was why we left.', true],
      ['It is therefore late.', true],
      ['It is late due to rain.', true],
      ['We test it so that it holds.', true],
      ['Otherwise we leave.', true],
      ['The point is the price.', true],
      ['Since it broke, we left.', true],
      ['We have had it since May.', false],
      ['We left.', false],
    ],
    read: ({ givesReason }, text) => givesReason(text),
  }),
];
