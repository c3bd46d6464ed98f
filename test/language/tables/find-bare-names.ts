import type * as FindBareNames from '../../../src/language/find-bare-names.ts';
import { indexNames } from '../../../src/language/name-index.ts';
import { wordsLike } from '../../../src/search/word-vectors.ts';
import { MORE_KNOWN } from '../more-mentions.ts';
import { tableOf } from '../table.ts';

const account = (id: string, name: string) => ({ kind: 'account' as const, id, name, names: [], domains: [] });
const INDEX = indexNames([
  ...MORE_KNOWN,
  account('h1', 'H1'),
  account('wishlist', 'Wishlist'),
  account('intranet', 'Intranet'),
]);

export const TABLES = [
  // The names that a question is about; an integration with a product or a plain word names no customer.
  tableOf<typeof FindBareNames>('language/find-bare-names.ts', {
    rows: [
      ['Do they want a Zoom link', []],
      ['Who asked for an Apple laptop', []],
      ['Who wants any Box integration', []],
      ['Is there no Zoom plugin', []],
      ['Who has seen our Notion workspace', []],
      ['Who opened their Stripe export', []],
      ['Who installed your Square plugin', []],
      ['Who likes its Zoom integration', []],
      ['Who wrote this Notion page', []],
      ['Who shared that Box folder', []],
      ['Who sent these Zoom links', []],
      ['Who wrote those Notion pages', []],
      ['Who opens every Zoom link', []],
      ['Who shares each Box folder', []],
      ['Who wrote some Notion pages', []],
      ['Tell us which Zoom plan they have', []],
      ['Tell us what Zoom plan they have', []],
      ['Who wants the Notion integration', []],
      // What a customer has
      ['What was said in the Target call', ['Target']],
      ['Who joined the Target calls', ['Target']],
      ['Who joined the Target meeting', ['Target']],
      ['Who owns the Target account', ['Target']],
      ['Who owns the Target deal', ['Target']],
      ['Is the Target renewal at risk', ['Target']],
      ['Who signed the Target contract', ['Target']],
      ['How is the Target pilot going', ['Target']],
      ['What does the Target team want', ['Target']],
      ['How is the Target rollout going', ['Target']],
      ['What do the Target people want', ['Target']],
      ['Summarize the Target conversation', ['Target']],
      ['Summarize the Target conversations', ['Target']],
      ['Who approved the Target order', ['Target']],
      ['Who joined the Target demo', ['Target']],
      // In small letters
      ['what did we tell target', ['target']],
      ['what did we tell target, and when', ['target']],
      ['what did we tell target about prices', ['target']],
      ['what did we agree with target corporation people', []],
      ['do they keep a wishlist', []],
      ['do they run an intranet', []],
      ['is there any wishlist', []],
      ['is there no wishlist', []],
      ['is every wishlist public', []],
      ['is each wishlist public', []],
      ['is some wishlist public', []],
      ['what does wishlist say', ['wishlist']],
      // What belongs to a customer, without an apostrophe
      ['corvanes budget', ['corvanes']],
      ['what did we say on brightwater dairys renewal', ['brightwater dairys']],
      ['halvorsen marines own offer', ['halvorsen marines']],
      ['toves last question', ['toves']],
      ['targets concerns', ['targets']],
      ['corvanes and brightwaters prices', ['corvanes', 'brightwaters']],
      ['corvanes or brightwaters prices', ['corvanes', 'brightwaters']],
      ['which corvanes are there', []],
      ['what do targets cost', []],
      ['the gaps in the plan', []],
      ['corvanes', []],
      // Times, addresses and longer words
      ['What was said in Q2', []],
      ['What was said in H1', []],
      ['What did Q2 say about seats', ['Q2']],
      ['Who wrote to tove@quillmere.example', []],
      ['Who runs corvane.io', []],
      ['What did corvane say', ['corvane']],
    ],
    read: ({ findBareNames }, text) =>
      findBareNames(text, INDEX, (word) => wordsLike(word).length > 0).mentions.map((mention) => mention.text),
  }),
];
