import type * as SaidNumbers from '../../../src/language/said-numbers.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The numbers of a text as plain values.
  tableOf<typeof SaidNumbers>('language/said-numbers.ts', {
    of: ['language/said-numbers.ts', 'language/number-words.ts'],
    rows: [
      ['eleven euros a seat', [11]],
      ['forty thousand dollars', [40_000]],
      ['40,000 or 40k', [40_000, 40_000]],
      ['a hundred and twenty questions', [120]],
      ['forty-five minutes and twenty two seconds', [45, 22]],
      ['1.2 million', [1_200_000]],
      ['the third of December, the 3rd', [3, 3]],
      ['eight percent, 8%', [8, 8]],
      ['two, three or four', [2, 3, 4]],
      ['two hundred thousand', [200_000]],
      ['both of them', [2]],
      ['the constructor of two modules', [2]],
      ['nothing here', []],
      ['zero, one, two, three, four, five, six, seven', [0, 1, 2, 3, 4, 5, 6, 7]],
      ['eight, nine, ten, eleven, twelve, thirteen', [8, 9, 10, 11, 12, 13]],
      ['fourteen, fifteen, sixteen, seventeen, eighteen, nineteen', [14, 15, 16, 17, 18, 19]],
      ['twenty, thirty, forty, fifty', [20, 30, 40, 50]],
      ['sixty, seventy, eighty, ninety-nine', [60, 70, 80, 99]],
      ['first, second, third, fourth, fifth, sixth, seventh', [1, 2, 3, 4, 5, 6, 7]],
      ['eighth, ninth, tenth, eleventh, twelfth, thirteenth', [8, 9, 10, 11, 12, 13]],
      ['fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth', [14, 15, 16, 17, 18, 19]],
      ['twentieth, thirtieth, fortieth, fiftieth', [20, 30, 40, 50]],
      ['sixtieth, seventieth, eightieth, ninetieth', [60, 70, 80, 90]],
      ['twenty-first, thirty second', [21, 32]],
      ['the zeroth hour', [0]],
      ['three billion, 3 bn, 3bn', [3e9, 3e9, 3e9]],
      ['5m seats and 2 mio euros', [5e6, 2e6]],
      ['four million two hundred thousand', [4_200_000]],
      ['twice a day, a dozen times, half of it', [2, 12, 0.5]],
      ['the 1st, 2nd, 4th', [1, 2, 4]],
      ['1.200 or 1,5', [1200, 1.5]],
      ['a million', [1e6]],
      ['a thousand and one', [1000, 1]],
    ],
    read: ({ saidNumbers }, text) => saidNumbers(text).map(({ value }) => value),
  }),
  tableOf<typeof SaidNumbers>('language/said-numbers.ts', {
    rows: [
      ['It was 2. 7 million.', 'It was 2.7 million.'],
      ['It was 2. Seven came.', 'It was 2. Seven came.'],
    ],
    read: ({ withDecimals }, text) => withDecimals(text),
  }),
];
