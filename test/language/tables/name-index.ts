import type * as NameIndex from '../../../src/language/name-index.ts';
import { nameTokens } from '../../../src/language/name-text.ts';
import { MORE_KNOWN } from '../more-mentions.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // The longest names of a text, as written there.
  tableOf<typeof NameIndex>('language/name-index.ts', {
    rows: [
      ['What does Brightwater Dairy want', ['Brightwater Dairy']],
      ['We sell to Brightwater, dairy and all', ['Brightwater']],
      ['News from Brightwater. Dairy is up', ['Brightwater']],
      ['Brightwater - dairy prices', ['Brightwater']],
      ['Brightwater – dairy prices', ['Brightwater']],
      ['Brightwater-Dairy renewed', ['Brightwater-Dairy']],
      ['Whatever oreilly wants', ['oreilly']],
      ['Brightwaters dairy', ['Brightwaters']],
    ],
    read: ({ indexNames, longestNames }, text) => {
      const [index, tokens] = [indexNames(MORE_KNOWN), nameTokens(text)];
      const names: string[] = [];
      for (let at = 0; at < tokens.length; at += 1) {
        const found = longestNames(index, tokens, at)?.tokens ?? 0;
        if (found === 0) continue;
        names.push(text.slice(tokens[at]?.start, tokens[at + found - 1]?.end));
        at += found - 1;
      }
      return names;
    },
  }),
];
