import { stemmer } from 'stemmer';

/**
 * Text as plain words: letters and digits only, one space between, lower case, no accents. Both engines index this, so neither's
 * idea of a token (apostrophes, "3.5", hyphens) shows in what is found, and no engine syntax survives in a query.
 */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words of a text in order, with repeats. */
export function wordsOf(text: string): string[] {
  const plain = plainWords(text);
  return plain === '' ? [] : plain.split(' ');
}

/** Porter's stem (1980), as FTS5's `porter` and Lucene's `porter_stem` compute it, of a plain word. */
export const stemOf = (word: string): string => stemmer(word);

/** Words that say nothing about what is asked. */
const STOP_WORDS = new Set(
  `a about above after again all also am an and any are aren't as at be because been before being below between both but by can cannot could
   couldn did didn do does doesn doing don down during each few for from further get gets give given got had hadn has hasn have haven having he
   her here hers herself him himself his how i if in into is isn it its itself just let lets like ll m made make many may me might more most
   much must my myself no nor not of off on once only or other our ours ourselves out over own please re s same she should shouldn so some such t
   than that thats the their theirs them themselves then there theres these they this those through to too under until up us ve very was wasn we
   were weren what whats when where which while who whom whose why will with won would wouldn yes you your yours yourself yourselves
   im ive id youre theyre weve dont didnt doesnt isnt wasnt cant wont couldnt wouldnt shouldnt arent havent hasnt whos hows w wich n`
    .split(/\s+/)
    .filter(Boolean),
);

export const isStopWord = (word: string): boolean => STOP_WORDS.has(word);

/** The words of a text that can find something: no stop words, each stem once, at most `most` (a paragraph pasted in is no query). */
export function contentWords(text: string, most = 64): string[] {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const word of wordsOf(text)) {
    if (isStopWord(word) || word.length > 64) continue;
    const stem = stemOf(word);
    if (seen.has(stem)) continue;
    seen.add(stem);
    kept.push(word);
    if (kept.length === most) break;
  }
  return kept;
}

/**
 * Where the words and phrases stand in the text as it is shown: spans in UTF-16 units, in order, not overlapping. Computed from the
 * store's text, the same for every engine.
 */
export function findHighlights(text: string, words: readonly string[]): { start: number; end: number }[] {
  const stems = new Set(words.flatMap(wordsOf).map(stemOf));
  const spans: { start: number; end: number }[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}'’]+/gu)) {
    if (wordsOf(match[0]).some((word) => stems.has(stemOf(word)))) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}
