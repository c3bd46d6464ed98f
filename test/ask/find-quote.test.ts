import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuotes } from '../../src/ask/find-quote.ts';
import type { ProposedCitation } from '../../src/citation.ts';
import { aMoment } from '../support/moments.ts';

const SAID = [
  'We will, uh, launch it it this year, you know.',
  'The share stands at $58. 35 today.',
  'We have forty thousand seats.',
  'Nobody asked for more.',
  'And so on it went.',
  'Then the board of Acme approved the plan.',
  'But only if the price stays.',
];
const given = [
  aMoment({ sentences: SAID.map((text, at) => ({ startMs: at * 1000, endMs: at * 1000 + 900, text })) }),
  aMoment({ id: 's2', sentences: [{ startMs: 0, endMs: 900, text: 'Two words here.' }] }),
];
const shown = (citation: ProposedCitation) =>
  findQuotes(citation, given).map(({ sentences }) => sentences.map(({ text }) => SAID.indexOf(text) + 1));
const quoted = (quote: string) => shown({ evidenceId: 's1', quote });

test('sentences that are pointed at are quoted, with what limits the last one', () => {
  expect(shown({ evidenceId: 's1', first: 2, last: 3 })).toEqual([[2, 3]]);
  expect(shown({ evidenceId: 's1', first: 6, last: 6 })).toEqual([[6, 7]]);
  expect(shown({ evidenceId: 's1', first: 3, last: 99 })).toEqual([[3, 4, 5, 6, 7]]);
});

test('a sentence or an excerpt that was not given proves nothing', () => {
  expect(shown({ evidenceId: 's1', first: 8, last: 9 })).toEqual([]);
  expect(shown({ evidenceId: 's1', first: 0, last: 1 })).toEqual([]);
  expect(shown({ evidenceId: 's9', first: 1, last: 1 })).toEqual([]);
});

test('speech is copied without fillers and repeats, and its numbers are written as people write them', () => {
  expect(quoted('We will launch it this year')).toEqual([[1]]);
  expect(quoted('stands at $58.35 today')).toEqual([[2]]);
  expect(quoted('We have 40,000 seats')).toEqual([[3]]);
});

test('a word or a number that was not said is still missing', () => {
  expect(quoted('We will not launch it this year')).toEqual([]);
  expect(quoted('stands at $58.36 today')).toEqual([]);
  expect(quoted('We have 14,000 seats')).toEqual([]);
});

test('stretches around "…" are one quote where they are near, and two where they are not', () => {
  expect(quoted('The share stands at … forty thousand seats')).toEqual([[2, 3]]);
  expect(quoted('We will launch it [...] the board of Acme approved')).toEqual([[1], [6, 7]]);
  expect(quoted('forty thousand seats … The share stands at')).toEqual([]);
  expect(quoted('forty thousand seats … so')).toEqual([]);
});

test('whatever is pointed at, what is shown are sentences of the excerpt in a row', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2, max: 12 }), fc.integer({ min: -2, max: 12 }), (first, last) => {
      for (const one of shown({ evidenceId: 's1', first, last }))
        expect(one).toEqual(one.map((_, at) => (one[0] ?? 0) + at));
    }),
  );
});
