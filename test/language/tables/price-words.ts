import type * as PriceWords from '../../../src/language/price-words.ts';
import { stemOf } from '../../../src/language/words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether a word asks for a price.
  tableOf<typeof PriceWords>('language/price-words.ts', {
    rows: [
      ['price', true],
      ['prices', true],
      ['pay', true],
      ['paying', true],
      ['paid', true],
      ['costs', true],
      ['offered', true],
      ['rate', true],
      ['charged', true],
      ['fees', true],
      ['quoted', true],
      ['per', true],
      ['tariff', true],
      ['seat', false],
      ['renewal', false],
    ],
    read: ({ isPriceWord }, word) => isPriceWord(stemOf(word)),
  }),
  // Whether a text names a price.
  tableOf<typeof PriceWords>('language/price-words.ts', {
    rows: [
      ['It is $9 a seat.', true],
      ['It is € 12 a month.', true],
      ['That is £40.', true],
      ['You went to 11.40 for all.', true],
      ['11,40 then', true],
      ['9 euros a seat', true],
      ['1 euro', true],
      ['30 dollars', true],
      ['20 pounds', true],
      ['8 percent off', false],
      ['40 seats', false],
      ['version 2.5', false],
    ],
    read: ({ hasPrice }, text) => hasPrice(text),
  }),
  // Whether a text is of what anybody would pay.
  tableOf<typeof PriceWords>('language/price-words.ts', {
    rows: [
      ['The list price is 14 euros.', true],
      ['our standard rates', true],
      ['the catalogue price', true],
      ['the regular fee', true],
      ['Rival prices are lower.', true],
      ['your price is 11.40', false],
      ['the list of prices', false],
    ],
    read: ({ isOfListPrice }, text) => isOfListPrice(text),
  }),
];
