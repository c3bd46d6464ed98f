import type * as Fillers from '../../../src/language/fillers.ts';
import { tableOf } from '../table.ts';

const file = 'language/fillers.ts';

export const TABLES = [
  tableOf<typeof Fillers>(file, {
    rows: [
      ['we will, uh, launch it', 'we will, , launch it'],
      ['Uhm, we will', ', we will'],
      ['we, um, will', 'we, , will'],
      ['er, we will', ', we will'],
      ['erm, we will', ', we will'],
      ['ah, that one', ', that one'],
      ['mm, that one', ', that one'],
      ['mhm, that one', ', that one'],
      ['hmm, that one', ', that one'],
      ['it is, you know, slow', 'it is, , slow'],
      ['I mean, it is slow', ', it is slow'],
      ['the umbrella, the error and the aha', 'the umbrella, the error and the aha'],
      ['what I meant, you knew', 'what I meant, you knew'],
      ['uh-huh', 'uh-huh'],
    ],
    read: ({ withoutFillers }, text) => withoutFillers(text).replace(/\s+/g, ' ').trim(),
  }),
];
