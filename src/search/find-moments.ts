import { inLoopTurn } from '../fair-turns.ts';
import { type Moment, type Rankings, rankNear, rankSegments, spreadMoments } from './rank-moments.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';

/** Passages searched for moments. A few fill the first pages; deeper pages and lists of calls read more. */
const FEW_PASSAGES = 80;
const MANY_PASSAGES = 240;
const FIRST_PAGES = 100;
/** Chunks that are near in meaning. */
const NEAR_CHUNKS = 60;
/** Ranked results; deeper pages list the rest by time. */
export const MOST_RANKED = 1000;

/**
 * The best segments for a query, best first. Plain words are looked up in passages and weighed with the speech around
 * each segment. Where a text must stand in the segment itself, only the segment's own words rank.
 */
export const rankedMoments = async (index: SegmentReader, query: SegmentQuery, depth: number): Promise<Moment[]> =>
  (await read(index, query, { depth, byLikeWords: false })).moments;

type Reading = { depth: number; byLikeWords: boolean };

/**
 * Every ranking of a single reading of the index: moments, then segments by their own words, then on request segments
 * by words used alike. Exact searches have moments only. Fused, the rankings find more of an answer spread over many
 * places; for the first few places moments alone are better (docs/evaluations.md).
 */
export async function rankings(index: SegmentReader, query: SegmentQuery, reading: Reading): Promise<Moment[][]> {
  const { moments, byOwnWords, byLikeWords } = await read(index, query, reading);
  return [moments, byOwnWords, byLikeWords].map((ranked) => ranked.slice(0, reading.depth));
}

async function read(index: SegmentReader, query: SegmentQuery, { depth, byLikeWords }: Reading): Promise<Rankings> {
  const others = { byOwnWords: [], byLikeWords: [] };
  const isExact =
    Boolean(query.phrases?.length || query.anyOf?.length || query.topics?.length) ||
    (query.wordsIn ?? 'everywhere') !== 'everywhere';
  if (isExact)
    return {
      ...others,
      moments: (await index.search(query, { limit: depth })).map((hit) => ({ ...hit, isDirect: true })),
    };
  if (query.words.length === 0) return { ...others, moments: [] };
  const found = await index.passages(query, { limit: depth > FIRST_PAGES ? MANY_PASSAGES : FEW_PASSAGES });
  const ranked = await inLoopTurn(() => rankSegments(query, found, { byLikeWords }));
  const byWords = ranked.moments.slice(0, MOST_RANKED);
  return { ...ranked, moments: byWords };
}

/** Segments near in meaning, nearest first; empty where the query has no meaning. */
export async function nearMoments(index: SegmentReader, query: SegmentQuery): Promise<Moment[]> {
  const stretches = await index.nearest(query, { limit: NEAR_CHUNKS });
  return inLoopTurn(() => rankNear(query, stretches));
}

/** Ranked moments arranged for a reader: the first places show different moments. */
export const findMoments = async (index: SegmentReader, query: SegmentQuery, depth: number): Promise<Moment[]> =>
  spreadMoments(await rankedMoments(index, query, Math.max(depth, FIRST_PAGES)));
