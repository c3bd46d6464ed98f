import { expect, test } from 'vitest';
import { readScripts } from '../../src/demo/invented-world.ts';
import { READER_QUESTIONS } from './reader-questions.ts';

test('every moment that a reader would choose is said once in its call', () => {
  const calls = new Map(readScripts().flatMap(({ calls: some }) => some.map((call) => [call.key, call])));
  const timesSaid = ([key, begins]: readonly [string, string]) =>
    calls.get(key)?.turns.flatMap(({ sentences }) => sentences.filter((text) => text.includes(begins))).length;
  const moments = READER_QUESTIONS.flatMap((asked) => asked.moments);
  expect(moments.filter((moment) => timesSaid(moment) !== 1)).toEqual([]);
});

test('thirty questions have moments and eight have none, each half as many', () => {
  const ofHalf = (half: string) => READER_QUESTIONS.filter((asked) => asked.half === half);
  for (const half of ['choose', 'report'])
    expect(ofHalf(half).filter(({ moments }) => moments.length > 0)).toHaveLength(15);
  for (const half of ['choose', 'report'])
    expect(ofHalf(half).filter(({ moments }) => moments.length === 0)).toHaveLength(4);
});
