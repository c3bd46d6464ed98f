import { type Stem, stemsIn } from '../language/words.ts';
import type { Stretch } from './segment-index.ts';
import type { Likeness } from './word-vectors.ts';

/**
 * How far a word carries, in words. A segment is about its own words and, e times less per distance, about earlier
 * words; later words count a little. Topics are named first and then talked about. (Positional language models, Lv and
 * Zhai 2009, with a one-sided kernel; the values: docs/evaluations.md.)
 */
const CARRIES_FORWARD = 250;
const CARRIES_BACK = 50;
/** Extra weight of a word in the segment itself. */
const OWN = 1.5;
/** A word has half of its effect at this count, as with BM25's k1. */
const SATURATION = 0.8;
/** Rare words weigh more than their logarithm says. */
const RARITY_POWER = 1.3;
/** Weight of asking words and of speakers' names, beside telling words. */
const FAINT = 0.3;
/**
 * Worth of two neighbouring words of the query, said side by side, beside their own weights; and their maximum
 * distance.
 */
const PAIR = 0.5;
const PAIR_REACH = 2;
/** BM25's usual values, and the usual length of a segment in words. */
const [K1, B, USUAL_WORDS] = [1.2, 0.75, 60];
/** A stem of the query: its rarity, whether it is faint (hardly tells the topic), and its stand-ins. */
export type Term = { stem: Stem; rarity: number; isFaint: boolean; standIns?: Instead[] };
/** The stems of a stand-in in order, and its worth as a share of the term. */
export type Instead = { stems: Stem[]; worth: number };

export type StretchScores = {
  /** Worth of the words in and around each segment. */
  said: number[];
  /** Worth of a segment's own words. */
  own: number[];
  /**
   * Like `said`, but words used like the query's count by their likeness. Only for segments with such a word; zeros
   * unless asked for.
   */
  likened: number[];
  /** Share of the query's names that each speaker bears, 0 to 1. */
  named: number[];
  /** Share of the query's words in the call's title by rarity, 0 to 1. */
  titled: number;
  /** Whether the segment has a word of the query, and whether a telling word. */
  holds: boolean[];
  tells: boolean[];
  /** The query names speakers and says nothing else. */
  isNamesOnly: boolean;
};

/** Weighs each segment of a stretch by the query's words; with `likeness` also by words used alike. */
export function scoreStretch(
  { callTitle, segments }: Stretch,
  terms: readonly Term[],
  likeness?: Likeness,
): StretchScores {
  const names = segments.map(({ speakerName }) => new Set(stemsIn(speakerName)));
  const nameStems = new Set(names.flatMap((name) => [...name]));
  const called = terms.filter(({ stem }) => nameStems.has(stem));
  const weights = terms.map((term) => (term.isFaint || nameStems.has(term.stem) ? FAINT : 1));
  const heaviest = Math.max(...weights, 0);
  const { lengths, counts, pairs } = countWords(segments, terms);
  const said = segments.map(() => 0);
  const own = segments.map(() => 0);
  const holds = segments.map(() => false);
  const tells = segments.map(() => false);
  const carry = carrier(lengths);
  const add = (to: number[], heard: readonly number[], worth: number) => {
    for (const [at, carried] of carry(heard).entries())
      to[at] = (to[at] ?? 0) + (worth * carried) / (carried + SATURATION);
  };
  const worths = terms.map(({ rarity }, n) => (rarity ** RARITY_POWER * (weights[n] ?? 1)) / (heaviest || 1));
  for (const [n, term] of terms.entries()) {
    const heard = counts[n] ?? [];
    if (!heard.some(Boolean)) continue;
    add(said, heard, worths[n] ?? 0);
    for (const [at, count] of heard.entries()) {
      if (count === 0) continue;
      const length = 1 - B + (B * (lengths[at] ?? 0)) / USUAL_WORDS;
      own[at] = (own[at] ?? 0) + ((weights[n] ?? 1) * term.rarity * count * (K1 + 1)) / (count + K1 * length);
      holds[at] = true;
      if (!term.isFaint || heaviest < 1) tells[at] = true;
    }
  }
  for (const [n, heard] of pairs.entries()) {
    const [first, second] = [terms[n], terms[n + 1]];
    if (!first || !second || first.isFaint || second.isFaint || !heard.some(Boolean)) continue;
    add(said, heard, PAIR * ((first.rarity + second.rarity) / 2) ** RARITY_POWER);
  }
  const alike = likeness ? countAlike(segments, counts, likeness) : [];
  const carriedAlike = segments.map(() => 0);
  for (const [n, heard] of alike.entries()) add(carriedAlike, heard, worths[n] ?? 0);
  const tellsAlike = (at: number) => alike.some((heard, n) => weights[n] === heaviest && (heard[at] ?? 0) > 0);
  const titleStems = new Set(stemsIn(callTitle));
  const weigh = (some: readonly Term[]) => some.reduce((sum, { rarity }) => sum + rarity, 0);
  const all = weigh(terms);
  return {
    said,
    own,
    likened: carriedAlike.map((worth, at) => (tellsAlike(at) ? worth : 0)),
    holds,
    tells,
    isNamesOnly: terms.every(({ stem }) => nameStems.has(stem)),
    named: names.map((name) => called.filter(({ stem }) => name.has(stem)).length / (called.length || 1)),
    titled: all === 0 ? 0 : weigh(terms.filter(({ stem }) => titleStems.has(stem))) / all,
  };
}

/**
 * Counts in a single walk, since a search reads tens of thousands of words: segment lengths, each term with its
 * stand-ins, and how often the query's next term directly follows.
 */
function countWords(segments: Stretch['segments'], terms: readonly Term[]) {
  const placeOf = new Map(terms.map(({ stem }, n) => [stem, n]));
  const instead = standInsByStem(terms);
  const zeros = () => segments.map(() => 0);
  const counts = terms.map(zeros);
  const pairs = terms.slice(1).map(zeros);
  const lengths = zeros();
  for (const [at, { text }] of segments.entries()) {
    const words = stemsIn(text);
    lengths[at] = words.length;
    const lastAt: number[] = [];
    for (const [position, word] of words.entries()) {
      for (const { n, rest, worth } of instead.get(word) ?? [])
        if (rest.every((stem, next) => words[position + 1 + next] === stem))
          (counts[n] as number[])[at] = (counts[n]?.[at] ?? 0) + worth;
      const n = placeOf.get(word);
      if (n === undefined) continue;
      (counts[n] as number[])[at] = (counts[n]?.[at] ?? 0) + 1;
      const before = lastAt[n - 1];
      if (before !== undefined && position - before <= PAIR_REACH)
        (pairs[n - 1] as number[])[at] = (pairs[n - 1]?.[at] ?? 0) + 1;
      lastAt[n] = position;
    }
  }
  return { lengths, counts, pairs };
}

/** Likeness of each segment's likest word to each term, at most 1. A stand-in counts by its worth. */
function countAlike(
  segments: Stretch['segments'],
  counts: readonly (readonly number[])[],
  likeness: Likeness,
): number[][] {
  const alike = counts.map((some) => some.map((count) => Math.min(1, count)));
  for (const [at, { text }] of segments.entries())
    for (const word of stemsIn(text))
      for (const [n, likest] of likeness(word).entries()) {
        const row = alike[n] as number[];
        if (likest > (row[at] ?? 0)) row[at] = likest;
      }
  return alike;
}

/** All stand-ins by their first stem. */
function standInsByStem(terms: readonly Term[]) {
  const byStem = new Map<Stem, { n: number; rest: Stem[]; worth: number }[]>();
  for (const [n, { standIns = [] }] of terms.entries())
    for (const { stems, worth } of standIns) {
      const [first, ...rest] = stems;
      if (first !== undefined) byStem.set(first, [...(byStem.get(first) ?? []), { n, rest, worth }]);
    }
  return byStem;
}

/** Answers how often a word counts as heard in each segment: said there, and fading from before and after. */
function carrier(lengths: readonly number[]): (counts: readonly number[]) => number[] {
  const [forward, back] = [CARRIES_FORWARD, CARRIES_BACK].map((reach) =>
    lengths.map((length) => Math.exp(-length / reach)),
  ) as [number[], number[]];
  return (counts) => {
    const heard = counts.map((count) => count * OWN);
    for (let at = 0, fading = 0; at < counts.length; at += 1) {
      heard[at] = (heard[at] ?? 0) + fading;
      fading = (fading + (counts[at] ?? 0)) * (forward[at] ?? 0);
    }
    for (let at = counts.length - 1, fading = 0; at >= 0; at -= 1) {
      heard[at] = (heard[at] ?? 0) + fading;
      fading = (fading + (counts[at] ?? 0)) * (back[at] ?? 0);
    }
    return heard;
  };
}
