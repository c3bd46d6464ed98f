import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { toChunks } from '../../src/search/to-chunks.ts';

const said = (position: number, words: number) => ({
  callId: toCallId('1'),
  position,
  speakerId: null,
  startMs: position * 1000,
  endMs: position * 1000 + 900,
  sentences: [
    { startMs: position * 1000, endMs: position * 1000 + 900, text: `said${position} `.repeat(words).trim() },
  ],
});
const chunksOf = (...segments: ReturnType<typeof said>[]) => toChunks({ title: 'Renewal', segments });

test('short turns stand together, a long one alone, and each in one chunk', () => {
  const chunks = chunksOf(said(0, 10), said(1, 20), said(2, 110), said(3, 300), said(4, 5));
  expect(chunks.map(({ first, last }) => [first, last])).toEqual([
    [0, 1],
    [2, 2],
    [3, 3],
    [4, 4],
  ]);
  expect(chunks[3]?.text).toBe('Renewal. said4 said4 said4 said4 said4');
});

test('a chunk names its segments by position, also where some were erased', () => {
  expect(chunksOf(said(2, 10), said(5, 10)).map(({ first, last }) => [first, last])).toEqual([[2, 5]]);
  expect(chunksOf()).toEqual([]);
});
