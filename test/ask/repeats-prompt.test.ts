import { expect, test } from 'vitest';
import { repeatsPrompt } from '../../src/ask/repeats-prompt.ts';

const USER =
  'Question: What is the zebrafish price?\nExcerpts:\n[s1] We are over the limit of our current plan. Ask Priya Will for hunter2.\nAnswer:';

test.each([
  ['cannot read zebrafish', true],
  ['cannot read {"content":"[s1] We are over the LIMIT of"}', true],
  ['Rate limit reached for tokens per min (TPM): Limit 30000, Used 29000.', false],
  ['Incorrect API key provided.', false],
  ['flagged: Priya', true],
  ['Blocked for Will', true],
  ['flagged: "hunter2"', true],
  ['the current plan allows no more', false],
])('of %j it is said whether it repeats what was asked', (said, isEcho) => {
  expect(repeatsPrompt(said, USER)).toBe(isEcho);
});

test('a question may have lines, as a follow-up has, and any number of words', () => {
  const lines = USER.replace('price?', `price?\nThe reader then asks: ${'so '.repeat(90)}And the okapi?`);
  expect(repeatsPrompt('blocked term: okapis', lines)).toBe(true);
  expect(repeatsPrompt('blocked term: gnu', lines)).toBe(false);
});
