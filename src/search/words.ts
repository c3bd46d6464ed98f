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

const MOST_CACHED_STEMS = 200_000;
const LONGEST_STEM = 64;
const stems = new Map<string, string>();

/** The forms of "use", which the stemmer would make the stem of "us". */
const FORM_OF_USE = /^us(?:e|es|ed|ing)$/;

/** Porter's stem (1980) of a plain word, at most 64 characters of it. Stems are kept: speech has few words and repeats them. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_CACHED_STEMS) stems.clear();
  const stem = (word.length > LONGEST_STEM ? word : porterStem(word)).slice(0, LONGEST_STEM);
  stems.set(word, stem);
  return stem;
}

const porterStem = (word: string): string => (FORM_OF_USE.test(word) ? 'use' : stemmer(oneSpelling(word)));

/** British and American spellings as one: "colour" and "color", "prioritise" and "prioritize". Words without a twin only change alike everywhere. */
const oneSpelling = (word: string): string =>
  word
    .replace(/^(\w{3,})is(e[ds]?|ing|ations?|ers?)$/, '$1iz$2')
    .replace(/^(\w{2,})our(s|ed|ing|ite|able|ful|al)?$/, '$1or$2');

/**
 * The text as an index holds it: its words' stems in order, one space between. Stems are made here and not by the engines, so that a word finds the
 * same segments on all of them.
 */
export const stemmed = (text: string): string => wordsOf(text).map(stemOf).join(' ');

/** Words that say nothing about what is asked. */
const STOP_WORDS = new Set(
  `a about above across after again all along also am among amongst an and any are aren't as at be because been before being below between both but
   by can cannot could couldn did didn do does doesn doing don down during each few for from further get gets give given got had hadn has hasn have haven having he
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
    if (isStopWord(word)) continue;
    const stem = stemOf(word);
    if (seen.has(stem)) continue;
    seen.add(stem);
    kept.push(word);
    if (kept.length === most) break;
  }
  return kept;
}

/**
 * Where the words, and the phrases as wholes, stand in the text as it is shown: spans in UTF-16 units, in order, not overlapping. Computed from the
 * store's text, the same for every engine.
 */
export function findHighlights(
  text: string,
  wanted: { words: readonly string[]; phrases?: readonly string[] },
): { start: number; end: number }[] {
  const words = new Set(wanted.words.flatMap(wordsOf).map(stemOf));
  const tokens = [...text.matchAll(/[\p{L}\p{M}\p{N}'’]+/gu)].flatMap((match) =>
    wordsOf(match[0]).map((word) => ({ stem: stemOf(word), start: match.index, end: match.index + match[0].length })),
  );
  const isMarked = tokens.map(({ stem }) => words.has(stem));
  for (const phrase of wanted.phrases ?? []) {
    const stems = wordsOf(phrase).map(stemOf);
    if (stems.length === 0) continue;
    for (let at = 0; at + stems.length <= tokens.length; at += 1)
      if (stems.every((stem, n) => tokens[at + n]?.stem === stem)) isMarked.fill(true, at, at + stems.length);
  }
  const spans: { start: number; end: number }[] = [];
  for (const [at, { start, end }] of tokens.entries())
    if (isMarked[at] && spans.at(-1)?.start !== start) spans.push({ start, end });
  return spans;
}
