import type * as PointWords from '../../../src/language/point-words.ts';
import { tableOf } from '../table.ts';

const KINDS =
  'price starting selling data pain entry exit end access decision turning talking even break-even main key focal ' +
  'reference check touch sticking tipping boiling breaking vantage contact';

export const TABLES = [
  tableOf<typeof PointWords>('language/point-words.ts', {
    rows: [
      ...KINDS.split(' ').map((word) => [word, true] as const),
      ['Price', true],
      ['evil', false],
      ['portal', false],
    ],
    read: ({ isKindOfPoint }, word) => isKindOfPoint(word),
  }),
];
