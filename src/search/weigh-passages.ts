import { compareCallIds } from '../call.ts';
import { type Stem, stemsIn } from '../language/words.ts';
import { rarityOf } from './query-terms.ts';
import { type FoundPassages, PASSAGE_WEIGHTS } from './segment-index.ts';
import type { PassageRow, SegmentRow } from './stretches.ts';

/** BM25's usual values, and the usual length of a passage in words. A mean of the index would tell of hidden calls. */
const [K1, B, USUAL_WORDS] = [1.2, 0.75, 250];
/** Passages weighed for each one wanted, and at most. */
const WEIGHED_FOR_EACH = 4;
const MOST_WEIGHED = 480;
/** A stem's weight as a whole number, so that sums are the same in any order and on every engine. */
const UNITS = 100;
/** Where an engine proposes passages, a word that was said counts as often as so many of a name or title. */
export const SAID_TIMES = 2;

export type WordFigures = Pick<FoundPassages, 'passages' | 'holding'>;
export type StemWeight = { stem: Stem; weight: number };

/** How many passages an engine proposes where `limit` are wanted. */
export const countProposed = (limit: number): number =>
  Math.max(limit, Math.min(WEIGHED_FOR_EACH * limit, MOST_WEIGHED));

/** What each stem counts where an engine proposes passages, or ranks segments, by the stems that they hold. */
export const weighStems = (stems: readonly Stem[], { passages, holding }: WordFigures): StemWeight[] =>
  stems.map((stem) => ({ stem, weight: 1 + Math.round(UNITS * rarityOf(holding.get(stem) ?? 0, passages)) }));

/**
 * The best of the proposed passages by BM25, from figures of the reader's own calls alone. An engine's BM25 knows the
 * whole index: its order would tell how often a word is said in calls that the reader may not read.
 */
export function weighPassages<Row extends PassageRow & { segments: readonly SegmentRow[] }>(
  proposed: readonly Row[],
  stems: readonly Stem[],
  { figures, limit }: { figures: WordFigures; limit: number },
): Row[] {
  const rarity = new Map(stems.map((stem) => [stem, rarityOf(figures.holding.get(stem) ?? 0, figures.passages)]));
  return proposed
    .map((row) => ({ ...row, score: weigh(row, rarity) }))
    .toSorted((a, b) => b.score - a.score || compareCallIds(a.callId, b.callId) || a.first - b.first)
    .slice(0, limit);
}

function weigh({ callTitle, segments }: PassageRow & { segments: readonly SegmentRow[] }, rarity: Map<Stem, number>) {
  const told = new Map<Stem, number>();
  const count = (stems: Iterable<Stem>, weight: number) => {
    for (const stem of stems) if (rarity.has(stem)) told.set(stem, (told.get(stem) ?? 0) + weight);
  };
  let words = 0;
  for (const { text } of segments) {
    const stems = stemsIn(text);
    words += stems.length;
    count(stems, PASSAGE_WEIGHTS.text);
  }
  for (const name of new Set(segments.map(({ speakerName }) => speakerName)))
    count(stemsIn(name), PASSAGE_WEIGHTS.speakerNames);
  count(stemsIn(callTitle), PASSAGE_WEIGHTS.callTitle);
  const soon = K1 * (1 - B + (B * words) / USUAL_WORDS);
  let score = 0;
  for (const [stem, worth] of rarity) {
    const times = told.get(stem) ?? 0;
    score += (worth * times * (K1 + 1)) / (times + soon);
  }
  return score;
}
