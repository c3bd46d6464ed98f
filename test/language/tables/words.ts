import type * as Words from '../../../src/language/words.ts';
import { tableOf } from '../table.ts';

export const TABLES = [
  // Whether all words share a single stem in an index.
  tableOf<typeof Words>('language/words.ts', {
    rows: [
      ['price prices priced pricing', true],
      ['use uses used using', true],
      ['us use', false],
      ['us uses', false],
      ['us used', false],
      ['us using', false],
      ['us users', false],
      ['prioritise prioritize', true],
      ['prioritised prioritized', true],
      ['organises organizes', true],
      ['organising organizing', true],
      ['organisation organization', true],
      ['organiser organizer', true],
      ['colour color', true],
      ['colours colors', true],
      ['laboured labored', true],
      ['favouring favoring', true],
      ['favourite favorite', true],
      ['honourable honorable', true],
      ['colourful colorful', true],
      ['behavioural behavioral', true],
      ['hour or', false],
      ['four for', false],
      ['prise prize', false],
      ['Café cafe', true],
      ['customer’s customer', true],
      ['don’t dont', true],
      ['Preis Preise', true],
    ],
    read: ({ stemOf, wordsOf }, words) => new Set(wordsOf(words).map(stemOf)).size === 1,
  }),
  tableOf<typeof Words>('language/words.ts', {
    rows: [
      ['It costs €3.50 (net)!', ['it', 'costs', '3', '50', 'net']],
      ['Single sign-on & the R&D team', ['single', 'sign', 'on', 'the', 'r', 'd', 'team']],
      ['The customer’s and customers’ exports', ['the', 'customer', 'and', 'customers', 'exports']],
      ['Ärger in Łódź', ['arger', 'in', 'lodz']],
      ['…', []],
    ],
    read: ({ wordsOf }, text) => wordsOf(text),
  }),
];
