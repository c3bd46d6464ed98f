import { expect, test } from 'vitest';
import { predicateWords } from '../../src/language/predicate-words.ts';

test.each([
  ['what did § complain about', ['complain']],
  ['did § promise to sign', ['promise', 'sign']],
  ['has § ever apologised', ['apologised']],
  ['is § still undecided', ['undecided']],
  ['who replaced §', ['replaced']],
  ['who works at §', ['works']],
  ['everything § complained about', ['complained']],
  ['has § and § agreed to it', ['agreed']],
  ["what are §'s concerns", []],
  ['pricing with §', []],
  ['what did § say about the price increase', ['say']],
  ['did anyone mention notifications', []],
])('what "%s" says of its names is %j', (question, words) => {
  expect(predicateWords(question).map(({ word }) => word)).toEqual(words);
});

test('a verb of speech is told from other words', () => {
  expect(predicateWords('did § promise to sign')).toEqual([
    { word: 'promise', isSpeech: true },
    { word: 'sign', isSpeech: false },
  ]);
});
