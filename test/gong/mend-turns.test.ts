import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mendTurns, sinceStart } from '../../src/gong/mend-turns.ts';

type Told = [startMs: number | null, endMs: number | null, text: string];
const turn = (speakerId: string, ...sentences: Told[]) => ({
  speakerId,
  sentences: sentences.map(([startMs, endMs, text]) => ({ startMs, endMs, text })),
});
const flat = (turns: ReturnType<typeof mendTurns>): Told[] =>
  turns.flatMap(({ sentences }) => sentences.map(({ startMs, endMs, text }): Told => [startMs, endMs, text]));

test.each<[what: string, told: ReturnType<typeof turn>[], kept: Told[]]>([
  ['fractions are rounded', [turn('a', [0.4, 999.6, 'One.'])], [[0, 1000, 'One.']]],
  ['times before the call are its start', [turn('a', [-5000, -100, 'One two.'])], [[0, 800, 'One two.']]],
  [
    'an end before its start comes from what follows',
    [turn('a', [500, 100, 'One two.'], [900, 1000, 'Three.'])],
    [
      [500, 900, 'One two.'],
      [900, 1000, 'Three.'],
    ],
  ],
  [
    'a missing end is at the next start',
    [turn('a', [0, null, 'One two three.']), turn('b', [700, 900, 'Four.'])],
    [
      [0, 700, 'One two three.'],
      [700, 900, 'Four.'],
    ],
  ],
  [
    'a missing last end is guessed by its words',
    [turn('a', [1000, null, 'One two three.'])],
    [[1000, 2200, 'One two three.']],
  ],
  [
    'a missing start is the end before',
    [turn('a', [0, 500, 'One.'], [null, 900, 'Two.'])],
    [
      [0, 500, 'One.'],
      [500, 900, 'Two.'],
    ],
  ],
  [
    'turns are sorted',
    [turn('b', [900, 950, 'Two.']), turn('a', [0, 500, 'One.'])],
    [
      [0, 500, 'One.'],
      [900, 950, 'Two.'],
    ],
  ],
  [
    'sentences of a turn are sorted',
    [turn('a', [900, 950, 'Two.'], [0, 500, 'One.'])],
    [
      [0, 500, 'One.'],
      [900, 950, 'Two.'],
    ],
  ],
  [
    'a turn delivered twice is kept once',
    [turn('a', [0, 500, 'One.']), turn('a', [0, 500, 'One.'])],
    [[0, 500, 'One.']],
  ],
  [
    'a turn delivered twice, a little later, is kept once',
    [turn('a', [0, 500, 'One.']), turn('a', [20, 520, 'One.'])],
    [[0, 500, 'One.']],
  ],
  [
    'words said again are said again',
    [turn('a', [0, 500, 'No.'], [500, 900, 'No.'])],
    [
      [0, 500, 'No.'],
      [500, 900, 'No.'],
    ],
  ],
  [
    'the same words of two speakers are two',
    [turn('a', [0, 500, 'Yes.']), turn('b', [0, 500, 'Yes.'])],
    [
      [0, 500, 'Yes.'],
      [0, 500, 'Yes.'],
    ],
  ],
  [
    'sentences without a word go, signs stay',
    [turn('a', [0, 1, ''], [0, 1, ' '], [1, 2, '...'], [2, 3, '🎉'])],
    [[2, 3, '🎉']],
  ],
  ['a turn without sentences goes', [turn('a'), turn('b', [0, 1, 'One.'])], [[0, 1, 'One.']]],
])('%s', (_, told, kept) => {
  expect(flat(mendTurns(told))).toEqual(kept);
  expect(flat(mendTurns(mendTurns(told)))).toEqual(kept);
});

test('whatever comes, positions are whole, in order, within the store’s numbers, and no word is lost', () => {
  const time = fc.option(fc.oneof(fc.double(), fc.integer({ min: -1e6, max: 1e10 })));
  const sentence = fc.record({ startMs: time, endMs: time, text: fc.stringMatching(/^[a-c]{1,4}$/) });
  const told = fc.array(fc.record({ speakerId: fc.constantFrom('a', 'b', null), sentences: fc.array(sentence) }));
  fc.assert(
    fc.property(told, (turns) => {
      const kept = sinceStart(mendTurns(turns), new Date('2026-11-10T15:00:00Z'));
      const words = (all: readonly { speakerId: string | null; sentences: { text: string }[] }[]) =>
        new Set(all.flatMap(({ speakerId, sentences }) => sentences.map(({ text }) => `${speakerId} ${text}`)));
      expect(words(kept)).toEqual(words(turns));
      for (const { sentences } of kept)
        for (const { startMs, endMs } of sentences) {
          expect(Number.isInteger(startMs) && startMs >= 0 && startMs < 2 ** 31).toBe(true);
          expect(Number.isInteger(endMs) && endMs >= startMs && endMs < 2 ** 31).toBe(true);
        }
    }),
  );
});

test('times since 1970 are positions in the call', () => {
  const startedAt = new Date('2026-11-10T15:00:00Z');
  const at = startedAt.getTime();
  const told = mendTurns([turn('a', [at + 500, at + 900, 'One.']), turn('b', [at + 1000, null, 'Two.'])]);
  expect(flat([...sinceStart(told, startedAt)])).toEqual([
    [500, 900, 'One.'],
    [1000, 1400, 'Two.'],
  ]);
  expect(flat([...sinceStart(told, new Date('2027-01-01'))])[0]).toEqual([0, 400, 'One.']);
});
