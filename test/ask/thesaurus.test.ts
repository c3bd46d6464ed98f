import fc from 'fast-check';
import { expect, test } from 'vitest';
import { otherWordsFor } from '../../src/ask/thesaurus.ts';

test('a word has other words in its usual senses, whatever form it stands in', () => {
  expect(otherWordsFor('phony')).toEqual(expect.arrayContaining(['fake', 'bogus']));
  expect(otherWordsFor('Rivals')).toEqual(expect.arrayContaining(['rival', 'competitor']));
  expect(otherWordsFor('purchased')).toContain('buy');
});

test('irregular forms of verbs are joined, both ways', () => {
  expect(otherWordsFor('sold')).toContain('sell');
  expect(otherWordsFor('sell')).toContain('sold');
  expect(otherWordsFor('purchase')).toContain('bought');
});

test('the first and the last word of the dictionary are found, and a word that it lacks has none', () => {
  expect(otherWordsFor('aardvark')).toContain('anteater');
  expect(otherWordsFor('zyrian')).toContain('komi');
  expect(otherWordsFor('qwxyz')).toEqual([]);
});

test('any word at all gives single words in lower case, never itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (word) => {
      for (const other of otherWordsFor(word)) {
        expect(other).toMatch(/^\p{Ll}+$/u);
        expect(other).not.toBe(word.toLowerCase());
      }
    }),
  );
});
