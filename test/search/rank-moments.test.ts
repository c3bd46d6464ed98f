import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { chooseStems, rankMoments, spreadMoments } from '../../src/search/rank-moments.ts';
import type { FoundPassages, SegmentQuery, Stretch } from '../../src/search/segment-index.ts';
import { stemmed } from '../../src/search/words.ts';
import { aScope } from '../support/builders.ts';

type Said = string | { text: string; speaker?: string; side?: 'us' | 'customer' };

const aStretch = (callId: string, said: Said[], title = ''): Stretch => ({
  callId: toCallId(callId),
  callTitle: stemmed(title),
  segments: said.map((one, position) => {
    const { text, speaker = '', side = 'customer' } = typeof one === 'string' ? { text: one } : one;
    return { position, speakerId: null, side, speakerName: stemmed(speaker), text: stemmed(text) };
  }),
  passages: [{ first: 0, last: said.length - 1, score: 1 }],
});

const rank = (
  words: string[],
  stretches: Stretch[],
  query: Partial<SegmentQuery> = {},
  holding: [string, number][] = [],
) => {
  const found: FoundPassages = { stretches, passages: 1000, holding: new Map(holding) };
  return rankMoments({ scope: aScope(), words, ...query }, found).map(
    ({ callId, position }) => `${callId}:${position}`,
  );
};

test('the words themselves come first, then what was said right after them, and nothing else', () => {
  const stretch = aStretch('1', [
    'good morning',
    'the price then',
    'eleven',
    'per seat',
    'fine',
    'lunch',
    'lunch again',
    'and on',
  ]);
  expect(rank(['price'], [stretch])).toEqual(['1:1', '1:2', '1:3', '1:4', '1:5']);
});

test('a topic is named first and then talked about: what comes after counts more than what comes before', () => {
  const after = aStretch('1', ['renewal of the contract', 'we need the price']);
  const before = aStretch('2', ['we need the price', 'renewal of the contract']);
  const [best] = rank(['renewal', 'price'], [before, after]);
  expect(best).toBe('1:1');
});

test('a rare word weighs more than a common one, and words that only ask weigh little', () => {
  const stretches = [
    aStretch('1', ['the onboarding']),
    aStretch('2', ['the price']),
    aStretch('3', ['discuss discuss']),
  ];
  expect(
    rank(['price', 'onboarding', 'discuss'], stretches, {}, [
      ['price', 400],
      ['onboard', 2],
      ['discuss', 400],
    ]),
  ).toEqual(['1:0', '2:0', '3:0']);
});

test('who is named is preferred, and found where nothing else is asked', () => {
  const said = (speaker: string) => ({ text: 'the price', speaker });
  expect(rank(['tove', 'price'], [aStretch('1', [said('Robin Vale'), said('Tove Brandt')])])[0]).toBe('1:1');
  expect(rank(['tove'], [aStretch('1', [said('Robin Vale'), said('Tove Brandt')])])).toEqual(['1:1']);
});

test('filters on speakers and excluded words hold for each segment of a passage', () => {
  const stretch = aStretch('1', [
    { text: 'the price', side: 'us', speaker: 'Robin' },
    { text: 'a price cap', speaker: 'Tove' },
    { text: 'the price again', speaker: 'Ines' },
  ]);
  expect(rank(['price'], [stretch], { side: 'customer' })).toEqual(['1:2', '1:1']);
  expect(rank(['price'], [stretch], { excluded: ['price caps'] })).toEqual(['1:2', '1:0']);
  expect(rank(['price'], [stretch], { speakerNames: ['ines'] })).toEqual(['1:2']);
});

test('the first five places show different moments, where there are any', () => {
  const moment = (callId: string, position: number, score: number, isDirect = true) => ({
    callId: toCallId(callId),
    position,
    score,
    isDirect,
  });
  const moments = [
    moment('1', 10, 9),
    moment('1', 11, 8),
    moment('1', 12, 7),
    moment('1', 20, 6),
    moment('2', 5, 5, false),
    moment('2', 6, 4),
  ];
  expect(spreadMoments(moments).map(({ callId, position }) => `${callId}:${position}`)).toEqual([
    '1:10',
    '1:20',
    '2:6',
    '1:11',
    '1:12',
    '2:5',
  ]);
  expect(spreadMoments([])).toEqual([]);
});

test('very common words do not search, unless there are no others, and of very many the rarest do', () => {
  const passages = 1000;
  expect(
    chooseStems(['price', 'onboarding'], {
      passages,
      holding: new Map([
        ['price', 900],
        ['onboard', 3],
      ]),
    }),
  ).toEqual(['onboard']);
  expect(chooseStems(['price'], { passages, holding: new Map([['price', 900]]) })).toEqual(['price']);
  expect(chooseStems(['nowhere'], { passages, holding: new Map() })).toEqual([]);
  const many = Array.from({ length: 60 }, (_, n) => `word${n}`);
  const chosen = chooseStems(many, { passages, holding: new Map(many.map((word, n) => [stemmed(word), n + 1])) });
  expect(chosen).toHaveLength(24);
  expect(chosen[0]).toBe(stemmed('word0'));
});
