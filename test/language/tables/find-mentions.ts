import type * as NameMentions from '../../../src/language/name-mentions.ts';
import { wordsLike } from '../../../src/search/word-vectors.ts';
import { KNOWN, MENTION_PHRASES } from '../mention-phrases.ts';
import { MORE_KNOWN, MORE_MENTIONS } from '../more-mentions.ts';
import { tableOf } from '../table.ts';

const isWord = (word: string) => wordsLike(word).length > 0;

export const TABLES = [
  // The outcome of each mention; for an unknown name, the first offers.
  tableOf<typeof NameMentions>('language/name-mentions.ts', {
    of: ['language/find-mentions.ts', 'language/name-mentions.ts'],
    rows: MENTION_PHRASES,
    read: ({ nameMentions }, text) => {
      const expected = MENTION_PHRASES.find(([phrase]) => phrase === text)?.[1] ?? [];
      return nameMentions(text, KNOWN, isWord).mentions.map((mention, at) => {
        if (mention.state === 'found') return [mention.text, mention.target.id];
        const offered = [mention.text, mention.state, ...mention.candidates.map(({ id }) => id)];
        return mention.state === 'unknown' ? offered.slice(0, expected[at]?.length) : offered;
      });
    },
  }),
  // The same of names like words, with signs, accents and titles. Candidates come in any order; words are no mentions.
  tableOf<typeof NameMentions>('language/name-mentions.ts', {
    of: ['language/find-mentions.ts', 'language/find-bare-names.ts', 'language/name-roles.ts'],
    rows: MORE_MENTIONS.map(([question, ...mentions]) => [
      question,
      mentions
        .filter(({ reading }) => reading !== 'word' && reading !== 'asker')
        .map(({ text, reading, ids = [] }) => [text, reading, ...ids.toSorted()]),
    ]),
    read: ({ nameMentions }, text) =>
      nameMentions(text, MORE_KNOWN, isWord).mentions.map((mention) => [
        mention.text,
        mention.state,
        ...(mention.state === 'found' ? [mention.target.id] : mention.candidates.map(({ id }) => id).sort()),
      ]),
  }),
];
