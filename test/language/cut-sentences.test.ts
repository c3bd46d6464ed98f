import { expect, test } from 'vitest';
import { cutSentences } from '../../src/language/cut-sentences.ts';
import { countWords } from '../../src/word-spans.ts';

const cut = (text: string) =>
  cutSentences([{ speakerId: 'a', sentences: [{ startMs: 1000, endMs: 61_000, text }] }])[0]?.sentences ?? [];
const times = (n: number, of: (at: number) => string, by = ' ') =>
  Array.from({ length: n }, (_, at) => of(at)).join(by);

test.each([
  ['clauses', times(60, (n) => `and then we looked at item number${n}`)],
  ['commas', times(60, (n) => `the price of item${n}, as told before,`)],
  ['words', times(400, (n) => `word${n}`)],
  ['double spaces', times(400, (n) => `word${n}`, '  ')],
  ['Chinese', times(80, () => '价格太高了我们担心续约，')],
  ['Chinese without punctuation', '价格太高了我们担心续约'.repeat(80)],
  ['Thai', 'ราคาแพงเกินไปสำหรับเรา'.repeat(80)],
])('a sentence of hundreds of words is cut at its %s, into pieces of at most 40, and no word is lost', (_, text) => {
  const pieces = cut(text);
  expect(pieces.length).toBeGreaterThan(2);
  for (const piece of pieces) {
    expect(countWords(piece.text)).toBeLessThanOrEqual(41);
    expect(text).toContain(piece.text);
    expect(piece.endMs).toBeGreaterThan(piece.startMs);
  }
  const squeezed = (some: string) => some.replace(/\s+/g, '');
  expect(squeezed(pieces.map((piece) => piece.text).join(''))).toBe(squeezed(text));
  expect([pieces[0]?.startMs, pieces.at(-1)?.endMs]).toEqual([1000, 61_000]);
  expect(pieces.slice(1).map(({ startMs }) => startMs)).toEqual(pieces.slice(0, -1).map(({ endMs }) => endMs));
});

test('pieces begin with clauses, else after commas', () => {
  for (const { text } of cut(times(60, (n) => `and then we looked at item number${n}`)))
    expect(text).toMatch(/^and then/);
  for (const { text } of cut(times(60, (n) => `the price of item${n}, as told before,`)))
    expect(text).toMatch(/^(the price|as told)/);
});

test.each([
  ['without a blank', '1/'.repeat(20_000)],
  ['of letters alone', 'a'.repeat(40_000)],
  ['with few blanks', `${'x'.repeat(400)} `.repeat(100)],
])('a sentence %s is cut by its letters, and none is lost', (_, text) => {
  const pieces = cut(text);
  for (const piece of pieces) expect(piece.text.length).toBeLessThanOrEqual(2100);
  expect(
    pieces
      .map((piece) => piece.text)
      .join('')
      .replaceAll(' ', ''),
  ).toBe(text.replaceAll(' ', ''));
});

test('a sentence that can be cited stays as it is', () => {
  const text = times(120, (n) => `word${n}`);
  expect(cut(text)).toEqual([{ startMs: 1000, endMs: 61_000, text }]);
});
