import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessWordsFor } from '../../src/language/business-words.ts';
import { wordsOf } from '../../src/language/words.ts';

const groups = readFileSync(new URL('../../src/language/business-words.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const othersFor = (question: string, terms = wordsOf(question)) =>
  businessWordsFor(question, terms).map(({ text, of }) => `${text} < ${of}`);

test('a question is given what people in business say for its words, in any form of them', () => {
  expect(othersFor('a new finance chief')).toEqual(
    expect.arrayContaining(['cfo < finance chief', 'chief financial officer < finance chief']),
  );
  expect(othersFor('who blamed the warm spells')).toContain('mild weather < warm spells');
  expect(othersFor('accounts delaying')).toContain('behind schedule < delaying');
});

test('the words of a phrase may stand a little apart, and irregular forms come along', () => {
  expect(othersFor('is anybody buying their own shares back')).toContain('repurchase < buying shares back');
  expect(othersFor('did they divest anything')).toEqual(expect.arrayContaining(['sell < divest', 'sold < divest']));
});

test('words of a phrase are not read one by one, and look-alikes are not joined', () => {
  expect(othersFor('when it is sold out').filter((other) => other.endsWith('< sold'))).toEqual([]);
  expect(othersFor('the ratings on the page')).not.toContain('price < ratings');
  expect(othersFor('what came back from customs')).toContain('duty < customs');
});

test('only words that say what about have others, and none that the question says itself', () => {
  expect(othersFor('the price of the plant', ['plant'])).toEqual(
    expect.arrayContaining(['factory < plant', 'facility < plant']),
  );
  expect(othersFor('the price of the plant', ['plant']).filter((other) => other.endsWith('< price'))).toEqual([]);
  expect(othersFor('plant or factory')).not.toContain('factory < plant');
});

test('for any question, others stand for words of it and are not said in it', () => {
  const words = [...new Set(groups.flatMap((line) => line.split(', ')))];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 6 }),
      (said) => {
        const question = said.join(' ');
        const plain = ` ${wordsOf(question).join(' ')} `;
        for (const { text, of } of businessWordsFor(question, wordsOf(question))) {
          expect(of).not.toBe('');
          for (const word of wordsOf(of)) expect(plain).toContain(` ${word} `);
          expect(plain).not.toContain(` ${wordsOf(text).join(' ')} `);
        }
      },
    ),
  );
});

test('the file is made of groups: two or more words or phrases in lower case, each once', () => {
  for (const line of groups) {
    const members = line.split(', ');
    expect(members.length, line).toBeGreaterThan(1);
    expect(new Set(members).size, line).toBe(members.length);
    for (const member of members) expect(member, line).toMatch(/^[a-z0-9&'-]+(?: [a-z0-9&'-]+)*$/);
  }
  expect(new Set(groups).size).toBe(groups.length);
});

// A group helps only questions like the example behind the group. Meanings of words come from elsewhere.
test('the file grows no more', () => {
  expect(groups.length).toBeLessThanOrEqual(693);
});
