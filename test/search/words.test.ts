import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentWords, findHighlights, plainWords, stemmed, stemOf } from '../../src/search/words.ts';

const marked = (text: string, wanted: Parameters<typeof findHighlights>[1]) =>
  findHighlights(text, wanted).map(({ start, end }) => text.slice(start, end));

test('words are marked in every form, phrases as wholes only', () => {
  expect(marked('Prices rise; the pricing didn’t.', { words: ['price'] })).toEqual(['Prices', 'pricing']);
  expect(marked('A price cap, and a cap on the price.', { words: [], phrases: ['price cap'] })).toEqual([
    'price',
    'cap',
  ]);
  expect(marked('Café für 3.5 €', { words: ['cafe', '3'] })).toEqual(['Café', '3']);
  expect(marked('nothing', { words: [], phrases: ['', '!!'] })).toEqual([]);
});

test('British and American spellings are one word, and other words keep apart', () => {
  expect(stemmed('colours prioritised organisations labour')).toBe(stemmed('colors prioritized organizations labor'));
  expect(new Set(['hour', 'four', 'our', 'or', 'for', 'prise', 'prize', 'size'].map(stemmed)).size).toBe(8);
});

test('whatever the text, an index gets letters, digits and single spaces, and marks stay within it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 20 }), (text, word) => {
      for (const plain of [plainWords(text), stemmed(text)])
        expect(plain).toMatch(/^$|^[\p{L}\p{N}]+( [\p{L}\p{N}]+)*$/u);
      let last = 0;
      for (const { start, end } of findHighlights(text, { words: [word, text], phrases: [text] })) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }),
  );
});

test('a pasted text is cut to its first words, and stop words find nothing', () => {
  expect(contentWords(Array.from({ length: 500 }, (_, n) => `word${n}`).join(' '))).toHaveLength(64);
  expect(contentWords('what did the and of it')).toEqual([]);
});

test('the forms of "use" are one word, and not "us"', () => {
  expect(new Set(['use', 'used', 'uses', 'using'].map(stemOf))).toEqual(new Set(['use']));
  expect(stemmed('US users told us')).toBe('us user told us');
});
