import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findHighlights } from '../../src/language/find-highlights.ts';
import { contentWords, isStopWord } from '../../src/language/stop-words.ts';
import { plainWords, stemmed, stemOf, wordsOf } from '../../src/language/words.ts';
import type { SegmentQuery } from '../../src/search/segment-index.ts';
import { likenessTo } from '../../src/search/word-vectors.ts';
import { aScope } from '../support/builders.ts';

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

test('whatever the text, an index gets letters, digits, pictures and single spaces, and marks stay within it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 20 }), (text, word) => {
      for (const plain of [plainWords(text), stemmed(text)])
        expect(plain).toMatch(/^$|^[\p{L}\p{N}\p{Extended_Pictographic}]+( [\p{L}\p{N}\p{Extended_Pictographic}]+)*$/u);
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

test('a stem is no word: to stem it again, and to look for it as a word, does not compile', () => {
  const [stem, stems] = [stemOf('lease'), stemmed('the lease')];
  // @ts-expect-error: a stem given for a word.
  expect(stemOf(stem)).not.toBe(stem);
  // @ts-expect-error
  expect(stemmed(stems)).not.toBe(stems);
  // @ts-expect-error
  expect([stem].flatMap(wordsOf)).toEqual([stem]);
  // @ts-expect-error
  expect(contentWords(stem)).toEqual([stem]);
  // @ts-expect-error
  expect(isStopWord(stem)).toBe(false);
  // @ts-expect-error
  expect(findHighlights('the lease', { words: [stem] })).toEqual([]);
  // @ts-expect-error
  const query: SegmentQuery = { scope: aScope(), words: [stem] };
  // @ts-expect-error: a word given for a stem.
  expect(likenessTo(query.words)).toBeTypeOf('function');
});

test('the forms of "use" are one word, and not "us"', () => {
  expect(new Set(['use', 'used', 'uses', 'using'].map(stemOf))).toEqual(new Set(['use']));
  expect(stemmed('US users told us')).toBe('us user told us');
});
