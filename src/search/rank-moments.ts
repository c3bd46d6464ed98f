import { isFaint } from './asking-words.ts';
import type { FoundPassages, SegmentHit, SegmentQuery, Stretch } from './segment-index.ts';
import { BEFORE_SEGMENTS } from './to-documents.ts';
import { stemOf, wordsOf } from './words.ts';

/**
 * How far a word carries, in words: a segment is about what was said in it and, e times less for each such distance, before it; a little also about
 * what comes after. Topics are named first and then talked about. (Positional language models, Lv and Zhai 2009, with a one-sided kernel; the
 * values: docs/evaluations.md.)
 */
const CARRIES_FORWARD = 250;
const CARRIES_BACK = 50;
/** How much more a word counts in the segment itself. */
const OWN = 1.5;
/** The count at which a word has half of its effect, as BM25's k1. */
const SATURATION = 0.8;
/** Rare words weigh more than their logarithm says. */
const RARITY_POWER = 1.3;
/** Words that ask, and names of those who speak on the call, beside words that say what about. */
const FAINT = 0.3;
/** What two neighbouring words of the query, said next to each other, are worth beside their own weights, and how near they must be. */
const PAIR = 0.5;
const PAIR_REACH = 2;
/** What is added, as shares of the best score: a named person speaking, the passage's own score, the call's title. */
const SPEAKER_SHARE = 0.3;
const PASSAGE_SHARE = 0.3;
const TITLE_SHARE = 0.5;

export type Moment = SegmentHit & {
  /** A word that says what about stands in the segment itself, or nothing but its speaker was asked for; else it was found by what stands around it. */
  isDirect: boolean;
};

/** A stem of the query: how rare it is, and whether it hardly says what about. */
type Term = { stem: string; rarity: number; isFaint: boolean };

/**
 * The segments of the passages found, best first, equal ones by call and position: those that fit the query's filters on speakers and in which,
 * or shortly before which, one of its words stands.
 */
export function rankMoments(query: SegmentQuery, found: FoundPassages): Moment[] {
  const terms = termsOf(query.words, found);
  const scored = found.stretches.map((stretch) => scoreStretch(stretch, terms));
  const best = highest(scored.flatMap(({ said }) => said));
  const bestPassage = highest(found.stretches.flatMap(({ passages }) => passages.map(({ score }) => score)));
  // Where only names or titles match, their shares alone rank.
  const whole = best || 1;
  const isExcluded = textTest(query.excluded ?? []);
  const hasName = nameTest(query.speakerNames);
  const moments: Moment[] = [];
  for (const [n, stretch] of found.stretches.entries()) {
    const { said, named, titled, holds, tells, isNamesOnly } = scored[n] as StretchScores;
    for (const [at, segment] of stretch.segments.entries()) {
      if (query.side && segment.side !== query.side) continue;
      if (query.speakerIds?.length && !(segment.speakerId && query.speakerIds.includes(segment.speakerId))) continue;
      if (!hasName(segment.speakerName) || isExcluded(segment.text)) continue;
      const isDirect = tells[at] === true || (isNamesOnly && (named[at] ?? 0) > 0);
      const isNear = holds.slice(Math.max(0, at - BEFORE_SEGMENTS), at + 1).includes(true);
      if (!isDirect && !isNear && titled === 0) continue;
      const inPassages = stretch.passages.filter(
        ({ first, last }) => first <= segment.position && segment.position <= last,
      );
      const passage = highest(inPassages.map(({ score }) => score)) / (bestPassage || 1);
      const shares = SPEAKER_SHARE * (named[at] ?? 0) + TITLE_SHARE * titled + PASSAGE_SHARE * passage;
      moments.push({
        callId: stretch.callId,
        position: segment.position,
        score: (said[at] ?? 0) + whole * shares,
        isDirect,
      });
    }
  }
  return moments.sort((a, b) => b.score - a.score || compare(a.callId, b.callId) || a.position - b.position);
}

const highest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The query's stems, each once, with their rarity among passages (BM25's idf). */
export function termsOf(
  words: readonly string[],
  { passages, holding }: Pick<FoundPassages, 'passages' | 'holding'>,
): Term[] {
  return stemsOf(words).map((stem) => {
    const held = Math.min(holding.get(stem) ?? 0, passages);
    return { stem, rarity: Math.log(1 + (passages - held + 0.5) / (held + 0.5)), isFaint: isFaint(stem) };
  });
}

export const stemsOf = (words: readonly string[]): string[] => [...new Set(words.flatMap(wordsOf).map(stemOf))];

/** A passage's words that more of them hold than not rank nothing and cost most. */
const COMMON_SHARE = 0.4;
/** So many of the rarest words find the passages; a pasted text costs no more than a long question. */
const MOST_SEARCHED = 24;

/** The stems to look for passages with: the rarest, without those that very many hold, unless there are no others. */
export function chooseStems(words: readonly string[], stats: Pick<FoundPassages, 'passages' | 'holding'>): string[] {
  const terms = termsOf(words, stats).filter(({ stem }) => (stats.holding.get(stem) ?? 0) > 0);
  const rare = terms.filter(
    ({ stem }) => (stats.holding.get(stem) ?? 0) <= Math.max(20, COMMON_SHARE * stats.passages),
  );
  return (rare.length > 0 ? rare : terms)
    .sort((a, b) => b.rarity - a.rarity)
    .slice(0, MOST_SEARCHED)
    .map(({ stem }) => stem);
}

type StretchScores = {
  /** What the words said in and before each segment are worth. */
  said: number[];
  /** The share of the query's names that each speaker bears, 0 to 1. */
  named: number[];
  /** The share of the query's words that stand in the call's title, 0 to 1. */
  titled: number;
  /** Whether one of the words stands in the segment, and whether one that says what about does. */
  holds: boolean[];
  tells: boolean[];
  /** The query names speakers and says nothing else. */
  isNamesOnly: boolean;
};

function scoreStretch({ callTitle, segments }: Stretch, terms: readonly Term[]): StretchScores {
  const texts = segments.map(({ text }) => (text === '' ? [] : text.split(' ')));
  const names = segments.map(({ speakerName }) => new Set(speakerName.split(' ')));
  const nameStems = new Set(names.flatMap((name) => [...name]));
  const called = terms.filter(({ stem }) => nameStems.has(stem));
  const weights = terms.map((term) => (term.isFaint || nameStems.has(term.stem) ? FAINT : 1));
  const heaviest = highest(weights);
  const said = segments.map(() => 0);
  const holds = segments.map(() => false);
  const tells = segments.map(() => false);
  for (const [n, term] of terms.entries()) {
    const { stem, rarity } = term;
    const counts = texts.map((words) => words.reduce((sum, word) => sum + (word === stem ? 1 : 0), 0));
    if (!counts.some(Boolean)) continue;
    const worth = (rarity ** RARITY_POWER * (weights[n] ?? 1)) / (heaviest || 1);
    for (const [at, carried] of carry(counts, texts).entries()) {
      said[at] = (said[at] ?? 0) + (worth * carried) / (carried + SATURATION);
      if (!counts[at]) continue;
      holds[at] = true;
      if (!term.isFaint || heaviest < 1) tells[at] = true;
    }
  }
  for (const [first, second] of pairsOf(terms)) {
    const counts = texts.map((words) => countPairs(words, first.stem, second.stem));
    if (!counts.some(Boolean)) continue;
    const worth = PAIR * ((first.rarity + second.rarity) / 2) ** RARITY_POWER;
    for (const [at, carried] of carry(counts, texts).entries())
      said[at] = (said[at] ?? 0) + (worth * carried) / (carried + SATURATION);
  }
  const titleStems = new Set(callTitle.split(' '));
  const weigh = (some: readonly Term[]) => some.reduce((sum, { rarity }) => sum + rarity, 0);
  const all = weigh(terms);
  return {
    said,
    holds,
    tells,
    isNamesOnly: terms.every(({ stem }) => nameStems.has(stem)),
    named: names.map((name) => called.filter(({ stem }) => name.has(stem)).length / (called.length || 1)),
    titled: all === 0 ? 0 : weigh(terms.filter(({ stem }) => titleStems.has(stem))) / all,
  };
}

/** Words that say what about and stand next to each other in the query. */
const pairsOf = (terms: readonly Term[]): (readonly [Term, Term])[] =>
  terms
    .slice(1)
    .map((term, n) => [terms[n] as Term, term] as const)
    .filter(([first, second]) => !first.isFaint && !second.isFaint);

const countPairs = (words: readonly string[], first: string, second: string): number =>
  words.filter((word, at) => word === second && words.slice(Math.max(0, at - PAIR_REACH), at).includes(first)).length;

/** How often a word was said as heard in each segment: in it, and fading from before and after. */
function carry(counts: readonly number[], texts: readonly string[][]): number[] {
  const heard = counts.map((count) => count * OWN);
  const pass = (order: readonly number[], reach: number) => {
    let fading = 0;
    let previous: number | undefined;
    for (const at of order) {
      if (previous !== undefined) fading *= Math.exp(-(texts[previous]?.length ?? 0) / reach);
      heard[at] = (heard[at] ?? 0) + fading;
      fading += counts[at] ?? 0;
      previous = at;
    }
  };
  const forward = counts.map((_, at) => at);
  pass(forward, CARRIES_FORWARD);
  pass(forward.toReversed(), CARRIES_BACK);
  return heard;
}

/** Whether one of the words or phrases stands in a text of stems. */
function textTest(phrases: readonly string[]): (text: string) => boolean {
  const wanted = phrases.map((phrase) => wordsOf(phrase).map(stemOf).join(' ')).filter(Boolean);
  return (text) => wanted.some((phrase) => ` ${text} `.includes(` ${phrase} `));
}

function nameTest(names: readonly string[] | undefined): (name: string) => boolean {
  return names?.length ? textTest(names) : () => true;
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
