import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basesOf, irregularFormsOf } from '../../src/language/word-forms.ts';
import { stemOf } from '../../src/language/words.ts';

test('the forms of words that bend irregularly are known from each of them, of others there are none', () => {
  expect(irregularFormsOf('sold')).toEqual(['sell']);
  expect(irregularFormsOf('sell')).toEqual(['sold']);
  expect(irregularFormsOf('went')).toEqual(expect.arrayContaining(['go', 'gone']));
  expect(irregularFormsOf('shelves')).toContain('shelf');
  expect(irregularFormsOf('price')).toEqual([]);
  expect(irregularFormsOf('mug'), 'whose other forms a stemmer joins').toEqual([]);
  expect(irregularFormsOf('qwxyz')).toEqual([]);
});

test('a word is its own base, beside that of every part of speech', () => {
  expect([...basesOf('ratings')]).toEqual(['ratings', 'rating']);
  expect(basesOf('customs')).not.toContain('customer');
  expect(basesOf('smartphones'), 'which the dictionary lacks').toContain('smartphone');
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (word) => {
      expect(basesOf(word)).toContain(word);
      for (const form of irregularFormsOf(word)) expect(stemOf(form)).not.toBe(stemOf(word));
    }),
  );
});
