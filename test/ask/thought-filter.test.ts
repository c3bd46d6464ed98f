import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thoughtFilter } from '../../src/ask/thought-filter.ts';

/** What is left of a text that arrives in pieces cut at these places. */
function filtered(text: string, cuts: number[] = []): string {
  const filter = thoughtFilter();
  const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  const pieces = [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length));
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

const ANSWER = '{"claims":[{"text":"<think> is a word here</think>"}]}';

test.each([
  ['in tags', '<think>\nThe draft: {"claims":[\n{"text":"no"}]}\n</think>\n\n'],
  ['in tags of another name', '\n<Reasoning>hm</Reasoning>'],
  ['in brackets', '[THINK]hm, {} ``` [/THINK]'],
  ['without the tag that begins them', 'Let me see. Excerpt s1 {says} so.\nYes.\n</think>\n'],
])('thoughts %s are no part of the answer, however the text is cut', (_, thoughts) => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (cuts) => {
      expect(filtered(thoughts + ANSWER, cuts).trim()).toBe(ANSWER);
    }),
  );
});

test.each([
  ANSWER,
  ` \n${ANSWER}`,
  `Here is what I found:\n\`\`\`json\n${ANSWER}\n\`\`\``,
  '- "We sign on Friday." [s1]',
  '<b>Bold</b>',
  '',
])('a text without thoughts stays as it is, but for blanks before it: %j', (text) => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (cuts) => {
      expect(filtered(text, cuts)).toBe(text.trimStart());
    }),
  );
});

test('thoughts that never end leave nothing, and the words of an answer come as they are written', () => {
  expect(filtered('<think>I wonder')).toBe('');
  const filter = thoughtFilter();
  expect(['{"cl', 'aims"', ':['].map(filter.push)).toEqual(['{"cl', 'aims"', ':[']);
  const talking = thoughtFilter();
  expect(['I found this:', '\n```', 'json'].map(talking.push)).toEqual(['', 'I found this:\n```', 'json']);
});

test('a million signs are looked at once each', () => {
  for (const start of ['<think>', 'prose ']) {
    const filter = thoughtFilter();
    filter.push(start);
    // Reading from the start at each piece would take hours.
    for (let at = 0; at < 1_000_000; at += 1) filter.push('a');
    expect(filter.push('</think>x')).toBe(start === '<think>' ? 'x' : '</think>x');
  }
});
