import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBareNames, findMentions, type Mention } from '../../src/search/find-mentions.ts';
import { KNOWN, MENTION_PHRASES } from './mention-phrases.ts';

const known = KNOWN;

/** What each mention of a text came to: an id, several, or what was offered for an unknown one. */
const toOutcome = (mention: Mention) =>
  mention.state === 'found'
    ? [mention.text, mention.target.id]
    : [mention.text, mention.state, ...mention.candidates.map((candidate) => candidate.id)];
const read = (text: string) => findMentions(text, known).map(toOutcome);

test.each(MENTION_PHRASES)('%j', (text, expected) => {
  const signed = findMentions(text, known);
  const namesAccount = signed.some((mention) => mention.state !== 'found' || mention.target.kind === 'account');
  const bare = namesAccount ? [] : findBareNames(text, known).mentions;
  const outcomes = [...signed, ...bare].sort((a, b) => a.start - b.start).map(toOutcome);
  // Of an unknown name the first offers matter; further ones may follow.
  expect(
    outcomes.map((outcome, at) => (outcome[1] === 'unknown' ? outcome.slice(0, expected[at]?.length) : outcome)),
  ).toEqual(expected);
});

test('a bare name that is a topic, or that several bear, is said to be', () => {
  const { topics, several } = findBareNames('Who compared us with Beacon at Northwind?', known);
  expect([topics.map(({ id }) => id), several]).toEqual([['beacon'], ['Northwind']]);
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
