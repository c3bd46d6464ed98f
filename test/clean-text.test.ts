import { expect, test } from 'vitest';
import { cleanJson, cleanLine, cleanText } from '../src/clean-text.ts';

test.each([
  ['wal\0rus', 'walrus', 'U+0000, which Postgres refuses'],
  ['a\x01\x08\x0b\x1b[31mb\x7f\x85\x9f', 'a[31mb', 'other control characters'],
  ['tab\tline\nend\r\n', 'tab\tline\nend\r\n', 'tabs and line breaks stay'],
  ['half \ud83c and \udf89', 'half \ufffd and \ufffd', 'halves of an emoji'],
  ['🎉 whole', '🎉 whole', 'a whole emoji'],
  ['co\u0301mpe\u0301titor', 'cómpétitor', 'accents apart from their letters'],
  ['ﬁnal ＰＲＩＣＥ', 'ﬁnal ＰＲＩＣＥ', 'ligatures and full width: kept as said'],
  ['pri\u200bcing', 'pri\u200bcing', 'signs without a width: kept as said'],
])('%j is kept as %j (%s)', (told, kept) => {
  expect(cleanText(told)).toBe(kept);
  expect(cleanText(kept)).toBe(kept);
});

test('a name or title is one line', () => {
  expect(cleanLine(' Ina\0\n Berg\u2028')).toBe('Ina  Berg');
});

test('JSON is cleaned to its last member, and is the same value when it is clean', () => {
  const clean = { a: ['b', { c: 1, d: null }], e: true };
  expect(cleanJson(clean)).toBe(clean);
  expect(cleanJson({ a: ['b\0', { 'c\0': 'd\ud83c' }], e: 1 })).toEqual({ a: ['b', { c: 'd\ufffd' }], e: 1 });
});
