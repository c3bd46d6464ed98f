import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locateQuote } from '../../src/ask/locate-quote.ts';
import type { Sentence } from '../../src/call.ts';

const WORDS =
  'price plan seat budget renewal audit log export night view contract support ticket rollout tablet plant discount invoice'.split(
    ' ',
  );
const sentence = fc
  .array(fc.constantFrom(...WORDS), { minLength: 5, maxLength: 12 })
  .map((words) => `${words.join(' ')}.`);
const transcript = fc
  .array(sentence, { minLength: 20, maxLength: 60 })
  .map((texts): Sentence[] => texts.map((text, at) => ({ startMs: at * 4000, endMs: at * 4000 + 3500, text })));
const quoteOf = (sentences: readonly Sentence[], first: number, count: number) => {
  const row = sentences.slice(first, first + count);
  return { startMs: row[0]?.startMs ?? 0, endMs: row.at(-1)?.endMs ?? 0, quote: row.map(({ text }) => text).join(' ') };
};
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

test('in a transcript that is as it was a quote is where it was', () => {
  fc.assert(
    fc.property(transcript, fc.nat(), fc.integer({ min: 1, max: 3 }), (sentences, at, count) => {
      const first = at % (sentences.length - count);
      expect(locateQuote(quoteOf(sentences, first, count), sentences)).toEqual({ source: 'same' });
    }),
  );
});

test('after edits of a twentieth of the words, other cuts and other times, a quote is found by its words or said to be edited', () => {
  fc.assert(
    fc.property(
      transcript,
      fc.nat(),
      fc.infiniteStream(fc.nat(19)),
      fc.integer({ min: -8000, max: 8000 }),
      (sentences, at, dice, shift) => {
        const quote = quoteOf(sentences, at % (sentences.length - 1), 1);
        const edited = sentences.map((one) => ({
          startMs: Math.max(0, one.startMs + shift),
          endMs: Math.max(0, one.endMs + shift),
          text: one.text
            .split(' ')
            .map((word) => (dice.next().value === 0 ? 'umbrella' : word))
            .join(' '),
        }));
        const found = locateQuote(quote, edited);
        const isUnedited = edited.some(({ text }) => plain(text).includes(plain(quote.quote)));
        if (isUnedited) expect(found.source === 'same' || found.source === 'moved').toBe(true);
        if (found.source === 'moved') {
          const row = edited.filter(({ startMs, endMs }) => startMs >= found.startMs && endMs <= found.endMs);
          expect(plain(row.map(({ text }) => text).join(' '))).toContain(plain(quote.quote));
        }
        if (found.source === 'changed') expect(edited.map(({ text }) => text).join(' ')).toContain(found.quoteNow);
      },
    ),
    { numRuns: 500 },
  );
});

test('of the same words twice the nearer is meant; words cut otherwise are found across sentences; foreign words are gone', () => {
  const twice: Sentence[] = ['We will renew.', 'Other talk here.', 'We will renew.'].map((text, at) => ({
    text,
    startMs: at * 1000,
    endMs: at * 1000 + 900,
  }));
  expect(locateQuote({ startMs: 1900, endMs: 2800, quote: 'We will renew.' }, twice)).toEqual({
    source: 'moved',
    startMs: 2000,
    endMs: 2900,
  });
  expect(locateQuote({ startMs: 0, endMs: 900, quote: 'We will renew. Other talk' }, twice)).toMatchObject({
    source: 'moved',
    startMs: 0,
    endMs: 1900,
  });
  expect(locateQuote({ startMs: 0, endMs: 900, quote: 'Nobody mentioned zebras today.' }, twice)).toEqual({
    source: 'gone',
  });
  expect(locateQuote({ startMs: 0, endMs: 900, quote: 'We will not renew.' }, twice)).toMatchObject({
    source: 'changed',
    quoteNow: 'We will renew.',
  });
  expect(locateQuote({ startMs: 0, endMs: 900, quote: 'We will renew.' }, [])).toEqual({ source: 'gone' });
});
