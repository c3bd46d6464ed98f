import { expect, test } from 'vitest';
import { isKnownForm, isSpeltLike, wordsSpeltLike } from '../../src/language/spelt-like.ts';

test.each([
  ['acessibility', 'accessibility'],
  ['invioce', 'invoice'],
  ['notificatons', 'notification'],
  ['discuont', 'discount'],
  ['renewl', 'renewal'],
])('"%s" is spelt almost like "%s"', (word, meant) => {
  expect(isKnownForm(word)).toBe(false);
  expect(wordsSpeltLike(word)).toContain(meant);
});

test.each(['zendesk', 'csv', 'api', 'kwh'])('"%s" is like no word', (word) => {
  expect(wordsSpeltLike(word)).toEqual([]);
});

test('known words are known in all their forms', () => {
  expect(['invoices', 'signed', 'worried'].every(isKnownForm)).toBe(true);
});

test.each([
  ['brihgtwater', 'brightwater', true],
  ['pelworth', 'pellworth', true],
  ['halvorsn', 'halvorsen', true],
  ['acmme', 'acme', true],
  ['acme', 'acne', false],
  ['brightwater', 'brightwater', false],
  ['tempova', 'pellworth', false],
  ['ellworth', 'pellworth', false],
])('whether "%s" is a slip of "%s": %s', (word, other, isSlip) => {
  expect(isSpeltLike(word, other)).toBe(isSlip);
});
