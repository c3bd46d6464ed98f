import type * as Afterthoughts from '../../../src/language/afterthoughts.ts';
import { tableOf } from '../table.ts';

const file = 'language/afterthoughts.ts';

export const TABLES = [
  tableOf<typeof Afterthoughts>(file, {
    rows: [
      ['Just kidding.', true],
      ['I am only joking.', true],
      ['I’m kidding.', true],
      ["No, I'm joking.", true],
      ['Or maybe not.', true],
      ['Well, perhaps not.', true],
      ['Not really.', true],
      ['Oh, scratch that.', true],
      ['But strike that.', true],
      ['I take that back.', true],
      ['And I take it back.', true],
      ['As if.', true],
      ['which was wrong.', true],
      ['which is untrue.', true],
      ['which turned out false.', true],
      ['which was a lie.', true],
      ['which was cheap.', false],
      ['We are not kidding.', false],
      ['That is final.', false],
    ],
    read: ({ takesBack }, sentence) => takesBack(sentence),
  }),
  // How many of the following sentences, here between bars, only limit what was said.
  tableOf<typeof Afterthoughts>(file, {
    rows: [
      ['But only if the price stays.', 1],
      ['Unless legal objects.|Just kidding.|We sign.', 2],
      ['Provided that it works.', 1],
      ['And as long as it works.', 1],
      ['As soon as it works.', 1],
      ['Once it works.', 1],
      ['When it works.', 1],
      ['Assuming it works.', 1],
      ['In case it works.', 1],
      ['Just not if it fails.', 1],
      ['Except finance.', 1],
      ['Apart from finance.', 1],
      ['Excluding finance.', 1],
      ['Depending on the price.', 1],
      ['Subject to approval.', 1],
      ['If the price stays, we sign.', 0],
      ['When do we sign?', 0],
      ['We sign.|Only if it works.', 0],
      ['If the price and the terms and the seats and all the rest of it stay as they are', 0],
    ],
    read: ({ countAfterthoughts }, sentences) => countAfterthoughts(sentences.split('|')),
  }),
];
