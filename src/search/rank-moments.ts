import { compareCallIds } from '../call.ts';
import { type Stems, stemmed, stemsIn, type Unstemmed } from '../language/words.ts';
import { conceptsOf, stemsOf } from './query-terms.ts';
import { type StretchScores, scoreStretch } from './score-stretch.ts';
import type { FoundPassages, SegmentHit, SegmentQuery, Stretch } from './segment-index.ts';
import { BEFORE_SEGMENTS } from './to-documents.ts';
import { likenessTo } from './word-vectors.ts';

/** Additions as shares of the best score: a named person speaking, the passage's own score, the call's title. */
const SPEAKER_SHARE = 0.3;
const PASSAGE_SHARE = 0.3;
const TITLE_SHARE = 0.5;

export type Moment = SegmentHit & {
  /**
   * A telling word stands in the segment itself, or the query asks for names only and the speaker bears one. Otherwise
   * nearby speech or the call's title found the segment.
   */
  isDirect: boolean;
};

export type Rankings = {
  /** By speech in a segment and, fading, around it. */
  moments: Moment[];
  /** By the segment's own words (BM25). */
  byOwnWords: Moment[];
  /**
   * By words used like the query's, in a segment and, fading, around it; empty unless asked for. These errors differ
   * from the words' own, so fusion finds more (docs/evaluations.md).
   */
  byLikeWords: Moment[];
};

/**
 * Segments of the passages found, in each order; best first, equals by call and position. All fit the query's filters
 * on speakers. A segment needs a word of the query or a word like it; for moments, words shortly before or in the
 * call's title count too.
 */
export function rankSegments(
  query: SegmentQuery,
  found: FoundPassages,
  { byLikeWords: isLikened = false } = {},
): Rankings {
  const terms = conceptsOf(query, found);
  const likeness = isLikened ? likenessTo(terms.map(({ stem }) => stem)) : undefined;
  const scored = found.stretches.map((stretch) => scoreStretch(stretch, terms, likeness));
  const best = highest(scored.flatMap(({ said }) => said));
  const bestPassage = highest(found.stretches.flatMap(({ passages }) => passages.map(({ score }) => score)));
  // Where only names or titles match, their shares alone rank.
  const whole = best || 1;
  const fits = fitTest(query);
  const ranked: Rankings = { moments: [], byOwnWords: [], byLikeWords: [] };
  for (const [n, stretch] of found.stretches.entries()) {
    const { said, own, likened, named, titled, holds, tells, isNamesOnly } = scored[n] as StretchScores;
    for (const [at, segment] of stretch.segments.entries()) {
      if (!fits(segment)) continue;
      const isDirect = tells[at] === true || (isNamesOnly && (named[at] ?? 0) > 0);
      const place = { callId: stretch.callId, position: segment.position, isDirect };
      if (holds[at]) ranked.byOwnWords.push({ ...place, score: own[at] ?? 0 });
      if (likened[at]) ranked.byLikeWords.push({ ...place, score: likened[at] });
      const isNear = holds.slice(Math.max(0, at - BEFORE_SEGMENTS), at + 1).includes(true);
      if (!isDirect && !isNear && titled === 0) continue;
      const inPassages = stretch.passages.filter(
        ({ first, last }) => first <= segment.position && segment.position <= last,
      );
      const passage = highest(inPassages.map(({ score }) => score)) / (bestPassage || 1);
      const shares = SPEAKER_SHARE * (named[at] ?? 0) + TITLE_SHARE * titled + PASSAGE_SHARE * passage;
      ranked.moments.push({ ...place, score: (said[at] ?? 0) + whole * shares });
    }
  }
  for (const moments of Object.values(ranked)) moments.sort(inOrder);
  return ranked;
}

/**
 * Hits with their scores as shares of the best, 0 to 1: what leaves to a caller. How large a score is by itself is the
 * matter of a ranking.
 */
export function sharesOfBest<Hit extends { score: number }>(hits: readonly Hit[]): Hit[] {
  const best = highest(hits.map(({ score }) => score));
  return hits.map((hit) => ({ ...hit, score: best > 0 ? Math.max(0, hit.score / best) : 0 }));
}

const inOrder = (a: Moment, b: Moment): number =>
  b.score - a.score || compareCallIds(a.callId, b.callId) || a.position - b.position;
const highest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

/** Segments taken from a chunk of several, and their minimum length in words. */
const NEAR_SEGMENTS = 3;
const NEAR_WORDS = 5;

/** Segments of chunks near in meaning: nearest chunk first, and in each the segments that hold most of the words. */
export function rankNear(query: SegmentQuery, stretches: readonly Stretch[]): Moment[] {
  const wanted = new Set(stemsOf(query.words));
  const fits = fitTest(query);
  const chunks = stretches
    .flatMap((stretch) => stretch.passages.map((chunk) => ({ ...chunk, stretch })))
    .sort((a, b) => b.score - a.score);
  return chunks.flatMap(({ stretch: { callId, segments }, first, last, score }) =>
    segments
      .filter((segment) => first <= segment.position && segment.position <= last && fits(segment))
      .map(({ position, text }) => ({ position, stems: stemsIn(text) }))
      .filter(({ stems }) => first === last || stems.length >= NEAR_WORDS)
      .map(({ position, stems }) => ({ position, held: stems.filter((stem) => wanted.has(stem)).length, stems }))
      .sort((a, b) => b.held - a.held || b.stems.length - a.stems.length)
      .slice(0, NEAR_SEGMENTS)
      .map(({ position, held }) => ({ callId, position, score, isDirect: held > 0 })),
  );
}

/** Whether a segment fits the query's filters on speakers and says nothing excluded. */
function fitTest(query: SegmentQuery): (segment: Stretch['segments'][number]) => boolean {
  const isExcluded = textTest(query.excluded ?? []);
  const hasName = query.speakerNames?.length ? textTest(query.speakerNames) : () => true;
  return ({ side, speakerId, speakerName, text }) =>
    (!query.side || side === query.side) &&
    (!query.speakerIds?.length || (speakerId !== null && query.speakerIds.includes(speakerId))) &&
    hasName(speakerName) &&
    !isExcluded(text);
}

/** Whether a word or phrase stands in a text of stems. */
function textTest(phrases: readonly Unstemmed[]): (text: Stems) => boolean {
  const wanted = phrases.map(stemmed).filter(Boolean);
  return (text) => wanted.some((phrase) => ` ${text} `.includes(` ${phrase} `));
}

/** How many first places show different moments, and the minimum distance between them, in segments. */
const SPREAD_PLACES = 5;
export const APART = 3;

/**
 * Best first, but the next places show different moments before a repeat: a reader of five places wants five chances.
 * Moments found only by nearby speech wait their turn.
 */
export function spreadMoments<M extends SegmentHit & { isDirect?: boolean }>(moments: readonly M[]): M[] {
  const [best, ...rest] = moments;
  if (!best) return [];
  const first = [best];
  for (const moment of rest) {
    if (first.length === SPREAD_PLACES) break;
    const isNew = first.every(
      (other) => other.callId !== moment.callId || Math.abs(other.position - moment.position) > APART,
    );
    if (moment.isDirect !== false && isNew) first.push(moment);
  }
  const shown = new Set<M>(first);
  return [...first, ...moments.filter((moment) => !shown.has(moment))];
}
