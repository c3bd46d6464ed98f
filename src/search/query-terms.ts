import { isFaint } from '../language/asking-words.ts';
import { type Stem, stemOf, type Unstemmed, wordsOf } from '../language/words.ts';
import type { Term } from './score-stretch.ts';
import type { FoundPassages, SegmentQuery } from './segment-index.ts';

/** The query's stems without repeats, with their rarity among passages (BM25's idf). */
function termsOf(
  words: readonly Unstemmed[],
  { passages, holding }: Pick<FoundPassages, 'passages' | 'holding'>,
): Term[] {
  return stemsOf(words).map((stem) => ({
    stem,
    rarity: rarityOf(holding.get(stem) ?? 0, passages),
    isFaint: isFaint(stem),
  }));
}

/**
 * The query's terms with their stand-ins. A stand-in's own rarity caps its worth: where "drop" is common and "slump"
 * rare, a "drop" for a "slump" tells little.
 */
export function conceptsOf(query: SegmentQuery, found: Pick<FoundPassages, 'passages' | 'holding'>): Term[] {
  const standIns = (query.standIns ?? []).map(({ text, of, worth }) => {
    const stems = wordsOf(text).map(stemOf);
    const held = Math.min(...stems.map((stem) => found.holding.get(stem) ?? 0));
    return { of: new Set(stemsOf([of])), stems, worth, rarity: rarityOf(held, found.passages) };
  });
  return termsOf(query.words, found).map((term) => ({
    ...term,
    standIns: standIns
      .filter(({ of, stems }) => of.has(term.stem) && stems.length > 0)
      .map(({ stems, worth, rarity }) => ({ stems, worth: worth * Math.min(1, rarity / term.rarity) })),
  }));
}

/** BM25's idf of a word held by so many passages. */
export function rarityOf(holding: number, passages: number): number {
  const held = Math.min(holding, passages);
  return Math.log(1 + (passages - held + 0.5) / (held + 0.5));
}

/** The query's words and their stand-ins. */
export const allWords = ({ words, standIns = [] }: SegmentQuery): Unstemmed[] => [
  ...words,
  ...standIns.map(({ text }) => text),
];

export const stemsOf = (words: readonly Unstemmed[]): Stem[] => [...new Set(words.flatMap(wordsOf).map(stemOf))];

/** Stems in a larger share of passages hardly rank and cost most. */
const COMMON_SHARE = 0.4;
/** Only the rarest stems search, so a pasted text costs no more than a long question. */
const MOST_SEARCHED = 24;

/**
 * The stems to search passages with: the rarest, without very common stems unless all are. The query's own words come
 * first; stand-ins take the places left.
 */
export function chooseStems(
  { words, standIns = [] }: Pick<SegmentQuery, 'words' | 'standIns'>,
  stats: Pick<FoundPassages, 'passages' | 'holding'>,
): Stem[] {
  const rarestOf = (some: readonly Unstemmed[]): Stem[] => {
    const terms = termsOf(some, stats).filter(({ stem }) => (stats.holding.get(stem) ?? 0) > 0);
    const rare = terms.filter(
      ({ stem }) => (stats.holding.get(stem) ?? 0) <= Math.max(20, COMMON_SHARE * stats.passages),
    );
    return (rare.length > 0 ? rare : terms).sort((a, b) => b.rarity - a.rarity).map(({ stem }) => stem);
  };
  const chosen = [...rarestOf(words), ...rarestOf(standIns.map(({ text }) => text))];
  return [...new Set(chosen)].slice(0, MOST_SEARCHED);
}
