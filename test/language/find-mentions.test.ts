import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMentions, type Mention } from '../../src/language/find-mentions.ts';
import { nameMentions } from '../../src/language/name-mentions.ts';
import { wordsLike } from '../../src/search/word-vectors.ts';
import { KNOWN } from './mention-phrases.ts';

const known = KNOWN;

/** The outcome of each mention in a text: an id, several ids, or the offers for an unknown name. */
const toOutcome = (mention: Mention) =>
  mention.state === 'found'
    ? [mention.text, mention.target.id]
    : [mention.text, mention.state, ...mention.candidates.map((candidate) => candidate.id)];
const read = (text: string) => findMentions(text, known).map(toOutcome);

test('a bare name that is talked about is a topic, and one that several bear is a choice', () => {
  const isWord = (word: string) => wordsLike(word).length > 0;
  const { topics, mentions } = nameMentions('Who compared us with Beacon at Northwind?', known, isWord);
  expect(topics.map(({ targets }) => targets.map(({ id }) => id))).toEqual([['beacon']]);
  expect(mentions.map(toOutcome)).toEqual([['Northwind', 'several', 'northwind-foods', 'northwind-air']]);
});

test('an unknown name is offered the nearest, a misspelt one too', () => {
  expect(read('@Brightwatr Diary')[0]?.slice(0, 3)).toEqual(['@Brightwatr', 'unknown', 'bright']);
  expect(read('@Zzyzx')[0]).toEqual(['@Zzyzx', 'unknown']);
});

test('whatever is written, mentions lie in the text, in order, and do not overlap', () => {
  const piece = fc.oneof(
    fc.constantFrom('@', '@Acme', '@Halvorsen', ' ', '"', '“', 'İ', '@"', '’s', '@Tove Brandt'),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join('')),
      (text) => {
        let end = 0;
        for (const mention of findMentions(text, known)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          end = mention.end;
        }
      },
    ),
  );
});
