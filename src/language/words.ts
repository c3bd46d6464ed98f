import { stemmer } from 'stemmer';
import { isUnspaced, wordSpans } from '../word-spans.ts';
import { lettersOf, shortened } from './other-scripts.ts';

/**
 * A word or text as said or written, never a stem. A second stemming may give another word's stem ("lease" gives
 * "leas", then "lea"). Every plain string is unstemmed.
 */
export type Unstemmed = string & { readonly brand?: never };
/** A word in the form an index holds. */
export type Stem = string & { readonly brand: 'Stem' };
/** A text, phrase or name in the form an index holds: stems in order, one space between; empty without words. */
export type Stems = string & { readonly brand: 'Stem' | 'Stems' };

/**
 * Text as plain words: letters, digits and pictures only, one space between, lower case, no accents; also where a
 * script sets no space. Both engines index plain words. So neither engine's idea of a token (apostrophes, "3.5",
 * hyphens) shows in results, and no engine syntax survives in a query.
 */
export function plainWords(text: Unstemmed): string {
  const letters = IS_ASCII.test(text) ? text.toLowerCase() : lettersOf(isUnspaced(text) ? spaced(text) : text);
  return letters
    .replace(/'s\b/g, '')
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .trim();
}

const IS_ASCII = /^[\0-\x7f]*$/;

function spaced(text: string): string {
  const composed = text.normalize('NFKC');
  return wordSpans(composed)
    .map(({ start, end }) => composed.slice(start, end))
    .join(' ');
}

/** The words of a text in order, with repeats. */
export function wordsOf(text: Unstemmed): string[] {
  const plain = plainWords(text);
  return plain === '' ? [] : plain.split(' ');
}

const MOST_CACHED_STEMS = 200_000;
const LONGEST_STEM = 64;
const stems = new Map<string, Stem>();

/** The forms of "use": the stemmer would turn each into the stem of "us". */
const FORM_OF_USE = /^us(?:e|es|ed|ing)$/;

/** "Preis" and "Preise": this s is no plural's. */
const IN_EIS = /^(..+eis)e?$/;

/** Porter's stem (1980) of a plain word, at most 64 characters. Stems are cached, since speech repeats few words. */
export function stemOf(word: Unstemmed): Stem {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (word.length > LONGEST_STEM) return word.slice(0, LONGEST_STEM) as Stem;
  if (stems.size >= MOST_CACHED_STEMS) stems.clear();
  const stem = porterStem(word).slice(0, LONGEST_STEM) as Stem;
  stems.set(word, stem);
  return stem;
}

const porterStem = (word: string): string =>
  FORM_OF_USE.test(word) ? 'use' : (IN_EIS.exec(word)?.[1] ?? stemmer(oneSpelling(shortened(word))));

/**
 * British and American spellings as one: "colour" and "color", "prioritise" and "prioritize". Words without a twin
 * change the same way in calls and questions, so matches stay.
 */
const oneSpelling = (word: string): string =>
  word
    .replace(/^(\w{3,})is(e[ds]?|ing|ations?|ers?)$/, '$1iz$2')
    .replace(/^(\w{2,})our(s|ed|ing|ite|able|ful|al)?$/, '$1or$2');

/**
 * The text in the form an index holds. Stemming happens here, not in the engines, so a word finds the same segments on
 * every engine.
 */
export const stemmed = (text: Unstemmed): Stems => joinStems(wordsOf(text).map(stemOf));

/** `Stems` means: stems with one space between. */
export const joinStems = (some: readonly Stem[]): Stems => some.join(' ') as Stems;

/** The stems of an indexed text, in order. */
export const stemsIn = (text: Stems): Stem[] => (text === '' ? [] : (text.split(' ') as Stem[]));
