import { isFaint } from './asking-words.ts';
import { type StretchScores, scoreStretch, type Term } from './score-stretch.ts';
import type { FoundPassages, SegmentHit, SegmentQuery, Stretch } from './segment-index.ts';
import { BEFORE_SEGMENTS } from './to-documents.ts';
import { likenessTo } from './word-vectors.ts';
import { stemOf, wordsOf } from './words.ts';

/** What is added, as shares of the best score: a named person speaking, the passage's own score, the call's title. */
const SPEAKER_SHARE = 0.3;
const PASSAGE_SHARE = 0.3;
const TITLE_SHARE = 0.5;

export type Moment = SegmentHit & {
  /** A word that says what about stands in the segment itself, or nothing but its speaker was asked for; else it was found by what stands around it. */
  isDirect: boolean;
};

export type Rankings = {
  /** By what is said in a segment and, fading, around it. */
  moments: Moment[];
  /** By what it says itself (BM25). */
  byOwnWords: Moment[];
  /** By words that are used like the query's, said in it and, fading, around it; empty unless asked for. They err differently: fused they find more (docs/evaluations.md). */
  byLikeWords: Moment[];
};

/**
 * The segments of the passages found in each order, best first, equal ones by call and position: those that fit the query's filters on speakers and in
 * which, or for the moments shortly before which, one of its words stands, or one like them.
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

const inOrder = (a: Moment, b: Moment): number =>
  b.score - a.score || compare(a.callId, b.callId) || a.position - b.position;
const highest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The query's stems, each once, with their rarity among passages (BM25's idf). */
export function termsOf(
  words: readonly string[],
  { passages, holding }: Pick<FoundPassages, 'passages' | 'holding'>,
): Term[] {
  return stemsOf(words).map((stem) => ({
    stem,
    rarity: rarityOf(holding.get(stem) ?? 0, passages),
    isFaint: isFaint(stem),
  }));
}

/**
 * The query's terms with their alternatives. An alternative is worth no more than its own rarity allows: where "drop" is common and "slump" rare, a "drop"
 * instead of a "slump" tells little.
 */
export function conceptsOf(query: SegmentQuery, found: Pick<FoundPassages, 'passages' | 'holding'>): Term[] {
  const alternatives = (query.alternatives ?? []).map(({ text, of, worth }) => {
    const stems = wordsOf(text).map(stemOf);
    const held = Math.min(...stems.map((stem) => found.holding.get(stem) ?? 0));
    return { of: new Set(stemsOf([of])), stems, worth, rarity: rarityOf(held, found.passages) };
  });
  return termsOf(query.words, found).map((term) => ({
    ...term,
    alternatives: alternatives
      .filter(({ of, stems }) => of.has(term.stem) && stems.length > 0)
      .map(({ stems, worth, rarity }) => ({ stems, worth: worth * Math.min(1, rarity / term.rarity) })),
  }));
}

/** BM25's idf of what so many of the passages hold. */
function rarityOf(holding: number, passages: number): number {
  const held = Math.min(holding, passages);
  return Math.log(1 + (passages - held + 0.5) / (held + 0.5));
}

/** The query's words and all that counts as one of them. */
export const allWords = ({ words, alternatives = [] }: SegmentQuery): string[] => [
  ...words,
  ...alternatives.map(({ text }) => text),
];

export const stemsOf = (words: readonly string[]): string[] => [...new Set(words.flatMap(wordsOf).map(stemOf))];

/** Words that so large a share of the passages holds hardly rank, and cost most. */
const COMMON_SHARE = 0.4;
/** So many of the rarest words find the passages; a pasted text costs no more than a long question. */
const MOST_SEARCHED = 24;

/**
 * The stems to look for passages with: the rarest, without those that very many hold, unless there are no others. The words themselves first: what counts as
 * one of them takes the places that they leave.
 */
export function chooseStems(
  { words, alternatives = [] }: Pick<SegmentQuery, 'words' | 'alternatives'>,
  stats: Pick<FoundPassages, 'passages' | 'holding'>,
): string[] {
  const rarestOf = (some: readonly string[]): string[] => {
    const terms = termsOf(some, stats).filter(({ stem }) => (stats.holding.get(stem) ?? 0) > 0);
    const rare = terms.filter(
      ({ stem }) => (stats.holding.get(stem) ?? 0) <= Math.max(20, COMMON_SHARE * stats.passages),
    );
    return (rare.length > 0 ? rare : terms).sort((a, b) => b.rarity - a.rarity).map(({ stem }) => stem);
  };
  const chosen = [...rarestOf(words), ...rarestOf(alternatives.map(({ text }) => text))];
  return [...new Set(chosen)].slice(0, MOST_SEARCHED);
}

/** Segments taken of a passage that is near in meaning, and the fewest words that such a segment says. */
const NEAR_SEGMENTS = 3;
const NEAR_WORDS = 5;

/** The segments of passages that are near in meaning, the nearest passage's first, and of each those that say most. */
export function rankNear(query: SegmentQuery, found: FoundPassages): Moment[] {
  const terms = termsOf(query.words, found);
  const fits = fitTest(query);
  const passages = found.stretches.flatMap((stretch) => {
    const { said, tells } = scoreStretch(stretch, terms);
    return stretch.passages.map((passage) => ({ ...passage, stretch, said, tells }));
  });
  const moments = new Map<string, Moment>();
  for (const { stretch, first, last, score, said, tells } of passages.sort((a, b) => b.score - a.score)) {
    const lengthOf = (at: number) => stretch.segments[at]?.text.length ?? 0;
    const own = stretch.segments
      .map((segment, at) => ({ segment, at }))
      .filter(({ segment }) => first <= segment.position && segment.position <= last && fits(segment))
      .filter(({ segment }) => segment.text.split(' ').length >= NEAR_WORDS)
      .sort((a, b) => (said[b.at] ?? 0) - (said[a.at] ?? 0) || lengthOf(b.at) - lengthOf(a.at));
    for (const { segment, at } of own.slice(0, NEAR_SEGMENTS)) {
      const moment = { callId: stretch.callId, position: segment.position, score, isDirect: tells[at] === true };
      const key = `${moment.callId}:${moment.position}`;
      if (!moments.has(key)) moments.set(key, moment);
    }
  }
  return [...moments.values()];
}

/** Whether a segment fits the query's filters on speakers, and says nothing that it leaves out. */
function fitTest(query: SegmentQuery): (segment: Stretch['segments'][number]) => boolean {
  const isExcluded = textTest(query.excluded ?? []);
  const hasName = query.speakerNames?.length ? textTest(query.speakerNames) : () => true;
  return ({ side, speakerId, speakerName, text }) =>
    (!query.side || side === query.side) &&
    (!query.speakerIds?.length || (speakerId !== null && query.speakerIds.includes(speakerId))) &&
    hasName(speakerName) &&
    !isExcluded(text);
}

/** Whether one of the words or phrases stands in a text of stems. */
function textTest(phrases: readonly string[]): (text: string) => boolean {
  const wanted = phrases.map((phrase) => wordsOf(phrase).map(stemOf).join(' ')).filter(Boolean);
  return (text) => wanted.some((phrase) => ` ${text} `.includes(` ${phrase} `));
}

/** How many of the first places show different moments, and how far apart these are at least, in segments. */
const SPREAD_PLACES = 5;
export const APART = 3;

/**
 * Best first, but the places after it show other moments before the same one again: a reader who looks at five places wants five chances. What
 * was found by what stands before it alone waits until those are shown.
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
