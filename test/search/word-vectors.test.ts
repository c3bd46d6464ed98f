import { readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Stem, stemOf } from '../../src/language/words.ts';
import { likenessTo, wordsLike } from '../../src/search/word-vectors.ts';

const file = (name: string) => new URL(`../../src/search/${name}`, import.meta.url);
const linesOf = (name: string) =>
  readFileSync(file(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
const words = linesOf('like-words.txt').map((line) => line.split(' ')[0] ?? '');
const stems = linesOf('stem-vectors.txt') as Stem[];

test('the words that are used most like a word are what else people call it', () => {
  expect(wordsLike('lorries')).toContain('trucks');
  expect(wordsLike('hurricane')[0]).toBe('storm');
  expect(wordsLike('Borrowings')).toContain('loans');
  expect(wordsLike('qwxyz')).toEqual([]);
});

test('neither names nor numbers nor months stand for others', () => {
  for (const word of ['seven', 'march', 'juan', 'disney']) expect(wordsLike(word), word).toEqual([]);
  expect(wordsLike('percent')).not.toContain('million');
});

test('any text at all has at most eight, in lower case, never itself', () => {
  const anyWord = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...words));
  fc.assert(
    fc.property(anyWord, (word) => {
      const likes = wordsLike(word);
      expect(likes.length).toBeLessThanOrEqual(8);
      for (const like of likes) expect(like).toMatch(/^[a-z]+$/);
      expect(likes).not.toContain(word.toLowerCase());
    }),
  );
});

test('a stem is wholly like itself, more like its synonym than like anything else, and no other is more than wholly so', () => {
  const [shop, hospital] = ['shops', 'hospital'].map(stemOf) as [Stem, Stem];
  const likeness = likenessTo([shop, hospital]);
  expect(likeness(shop)[0]).toBe(1);
  const [store, clinic, fog] = ['stores', 'clinic', 'fog'].map((word) => likeness(stemOf(word)));
  expect(store?.[0]).toBeGreaterThan(0.3);
  expect(store?.[0]).toBeGreaterThan(store?.[1] ?? 1);
  expect(clinic?.[1]).toBeGreaterThan(clinic?.[0] ?? 1);
  expect(fog).toEqual([0, 0]);
  expect(likeness(stemOf('qwxyz'))).toEqual([0, 0]);
  expect(likenessTo([stemOf('qwxyz')])(stemOf('qwxyz'))).toEqual([1]);
  for (const stem of stems)
    for (const value of likeness(stem)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
});

test('there is a vector for the stem, as we make stems, of every word that has words like it', () => {
  expect(statSync(file('stem-vectors.bin')).size).toBe(100 * stems.length);
  const known = new Set(stems);
  expect(known.size).toBe(stems.length);
  expect(words.filter((word) => !known.has(stemOf(word)))).toEqual([]);
});
