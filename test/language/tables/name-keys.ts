import type * as NameKeys from '../../../src/language/name-keys.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // What the store finds a name by: all its words, and what it may begin with.
  tableOf<typeof NameKeys>('language/name-keys.ts', {
    rows: [
      [
        'Brightwater Dairy',
        [
          ['brightwater', 'dairy'],
          ['brightwater', 'br*'],
        ],
      ],
      [
        "O'Marrow & Sons",
        [
          ['o', 'marrow', 'sons', 'omarrow'],
          ['o', 'omarrow', 'om*', 'o*'],
        ],
      ],
      [
        'The Orchard',
        [
          ['the', 'orchard'],
          ['orchard', 'th*', 'or*'],
        ],
      ],
      [
        'Jean\u2010Luc',
        [
          ['jean', 'luc', 'jeanluc'],
          ['jean', 'jeanluc', 'je*'],
        ],
      ],
      ['Þórdís', [['thordis'], ['thordis', 'th*']]],
      ['コーヒー', [['コーヒー'], ['コーヒー', 'コー*']]],
      ['हिमालय', [['हमलय'], ['हमलय', 'हम*']]],
      ['?!', [[], ['*']]],
    ],
    read: ({ nameKeysOf }, name) => {
      const { nameWords, nameStarts } = nameKeysOf(name);
      return [nameWords, nameStarts];
    },
  }),
];
