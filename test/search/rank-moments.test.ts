import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { stemmed, stemOf } from '../../src/language/words.ts';
import { chooseStems } from '../../src/search/query-terms.ts';
import { rankSegments, spreadMoments } from '../../src/search/rank-moments.ts';
import type { FoundPassages, SegmentQuery, Stretch } from '../../src/search/segment-index.ts';
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

/** How many passages hold a word. */
const toHolding = (words: readonly [word: string, passages: number][]) =>
  new Map(words.map(([word, passages]) => [stemOf(word), passages]));

const rankings = (
  words: string[],
  stretches: Stretch[],
  query: Partial<SegmentQuery> = {},
  holding: [string, number][] = [],
) => {
  const found: FoundPassages = { stretches, passages: 1000, holding: toHolding(holding) };
  return rankSegments({ scope: aScope(), words, ...query }, found);
};
const places = (hits: readonly { callId: string; position: number }[]) =>
  hits.map(({ callId, position }) => `${callId}:${position}`);
const rank = (...ranked: Parameters<typeof rankings>) => places(rankings(...ranked).moments);

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
    chooseStems(
      { words: ['price', 'onboarding'] },
      {
        passages,
        holding: toHolding([
          ['price', 900],
          ['onboarding', 3],
        ]),
      },
    ),
  ).toEqual(['onboard']);
  expect(chooseStems({ words: ['price'] }, { passages, holding: toHolding([['price', 900]]) })).toEqual(['price']);
  expect(chooseStems({ words: ['nowhere'] }, { passages, holding: new Map() })).toEqual([]);
  const many = Array.from({ length: 60 }, (_, n) => `word${n}`);
  const holding = toHolding(many.map((word, n) => [word, n + 1]));
  const chosen = chooseStems({ words: many }, { passages, holding });
  expect(chosen).toHaveLength(24);
  expect(chosen[0]).toBe(stemmed('word0'));
  const standIns = many.slice(0, 30).map((text) => ({ text, of: 'word50', worth: 0.6 }));
  const both = chooseStems({ words: ['word50', 'word51'], standIns }, { passages, holding });
  expect(both.slice(0, 3), 'the words themselves before what counts as them').toEqual(
    ['word50', 'word51', 'word0'].map(stemmed),
  );
  expect(both).toHaveLength(24);
});

const FINANCE_CHIEF = { text: 'chief financial officer', of: 'finance chief', worth: 0.6 };

test('what counts as a word finds, less surely than the word itself, and a phrase only where it stands as one', () => {
  const stretches = [
    aStretch('1', ['our chief financial officer joined']),
    aStretch('2', ['the finance chief joined us']),
    aStretch('3', ['a financial matter for the officer in chief of it']),
    aStretch('4', ['lunch']),
  ];
  const query = { standIns: [FINANCE_CHIEF] };
  const { moments, byOwnWords } = rankings(['finance', 'chief'], stretches, query);
  expect(places(moments)[0]).toBe('2:0');
  expect(places(byOwnWords).slice(0, 2)).toEqual(['2:0', '1:0']);
  expect(places(moments)).not.toContain('4:0');
  const only = rankings(['cfo'], stretches, { standIns: [{ ...FINANCE_CHIEF, of: 'cfo' }] });
  expect(places(only.byOwnWords), 'the scattered words of a phrase are not the phrase').toEqual(['1:0']);
});

test('saying a thing in several words says it no more than saying one of them often, and a common one tells little', () => {
  const slump = (text: string) => ({ text, of: 'slump', worth: 0.6 });
  const stretches = [
    aStretch('1', ['a drop and a dip and a fall']),
    aStretch('2', ['the slump in Norway']),
    aStretch('3', ['a drop']),
    aStretch('4', ['a dip']),
  ];
  const standIns = ['drop', 'dip', 'fall'].map(slump);
  const { byOwnWords } = rankings(['slump', 'Norway'], stretches, { standIns }, [
    ['slump', 3],
    ['norwai', 3],
    ['drop', 400],
    ['dip', 3],
    ['fall', 400],
  ]);
  expect(places(byOwnWords)).toEqual(['2:0', '1:0', '4:0', '3:0']);
});

test('by its own words a segment is ranked by them alone, a short one before a long one', () => {
  const stretch = aStretch('1', [
    'the price',
    'what came after',
    `the price ${'and then some more of it '.repeat(20)}`,
  ]);
  expect(places(rankings(['price'], [stretch]).byOwnWords)).toEqual(['1:0', '1:2']);
});

test('words that are used like those of the question count where they are asked for, as far as they are alike', () => {
  const stretch = aStretch('1', [
    'good morning',
    'the trucks stood still',
    'the lorries too',
    'lunch',
    'a fine day',
    'lunch again',
  ]);
  const found: FoundPassages = { stretches: [stretch], passages: 1000, holding: new Map() };
  const query = { scope: aScope(), words: ['lorries'] };
  const { moments, byLikeWords } = rankSegments(query, found, { byLikeWords: true });
  expect(places(byLikeWords).slice(0, 2)).toEqual(['1:2', '1:1']);
  expect(places(moments)).not.toContain('1:1');
  expect(rankSegments(query, found).byLikeWords).toEqual([]);
});
