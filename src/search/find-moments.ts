import { fuseRanks } from './fuse-ranks.ts';
import { type Moment, type Rankings, rankNear, rankSegments, spreadMoments } from './rank-moments.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';

/** Passages in which moments are looked for: so many bring the first pages; more are read for those who page on, and for lists of calls. */
const FEW_PASSAGES = 80;
const MANY_PASSAGES = 240;
const FIRST_PAGES = 100;
/** Passages that are near in meaning. */
const NEAR_PASSAGES = 40;
/** What a place among the near in meaning counts beside one among the words: small models are the poorer ranker of the two (docs/evaluations.md). */
const MEANING_WEIGHT = 0.4;
/** Results that are ranked; who pages on gets the others by time. */
export const MOST_RANKED = 1000;

/**
 * The best segments for a query, best first. Words alone are looked for in passages and weighed with what surrounds them; where some text must stand
 * in the segment itself, the segment's own words rank.
 */
export const rankedMoments = async (index: SegmentReader, query: SegmentQuery, depth: number): Promise<Moment[]> =>
  (await read(index, query, { depth, byLikeWords: false })).moments;

type Reading = { depth: number; byLikeWords: boolean };

/**
 * Each ranking that there is of one reading of the index: of moments, and where words alone are looked for of segments by their own words and, where it is
 * wanted, by words that are used like them. Fused they find more of what is wanted in many places; in the first few the moments alone do (docs/evaluations.md).
 */
export async function rankings(index: SegmentReader, query: SegmentQuery, reading: Reading): Promise<Moment[][]> {
  const { moments, byOwnWords, byLikeWords } = await read(index, query, reading);
  return [moments, byOwnWords, byLikeWords].map((ranked) => ranked.slice(0, reading.depth));
}

async function read(index: SegmentReader, query: SegmentQuery, { depth, byLikeWords }: Reading): Promise<Rankings> {
  const others = { byOwnWords: [], byLikeWords: [] };
  const isExact =
    Boolean(query.phrases?.length || query.anyOf?.length) || (query.wordsIn ?? 'everywhere') !== 'everywhere';
  if (isExact)
    return {
      ...others,
      moments: (await index.search(query, { limit: depth })).map((hit) => ({ ...hit, isDirect: true })),
    };
  if (query.words.length === 0) return { ...others, moments: [] };
  const found = await index.passages(query, { limit: depth > FIRST_PAGES ? MANY_PASSAGES : FEW_PASSAGES });
  const ranked = rankSegments(query, found, { byLikeWords });
  const byWords = ranked.moments.slice(0, MOST_RANKED);
  if (!query.vector) return { ...ranked, moments: byWords };
  const near = await index.nearest(query, { limit: NEAR_PASSAGES });
  const byMeaning = rankNear(query, { ...found, stretches: near });
  const fused = fuseRanks([
    { hits: byWords, weight: 1 },
    { hits: byMeaning, weight: MEANING_WEIGHT },
  ]);
  return { ...ranked, moments: fused };
}

/** The same as a reader wants to see it: the first places show different moments. */
export const findMoments = async (index: SegmentReader, query: SegmentQuery, depth: number): Promise<Moment[]> =>
  spreadMoments(await rankedMoments(index, query, Math.max(depth, FIRST_PAGES)));
