import { isKnownWord } from './known-words.ts';
import { APOSTROPHES } from './name-text.ts';

/** Signs without a width: a word broken by one is a word all the same. */
const INVISIBLE = /\p{Cf}+/gu;
/** Letters that Unicode does not take apart, by what is typed without their keys. */
const LETTERS: Record<string, string> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const APART = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/**
 * Text in lower case without accents, breaks nobody sees, or forms of a letter; apostrophes are all the same. Composed
 * again, for the syllables of Korean.
 */
export const lettersOf = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, "'")
    .replace(/\p{Extended_Pictographic}/gu, ' $& ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(APART, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');

/** Particles that Korean sets after a noun. Two syllables stay: a noun may end like a particle. */
const KOREAN_PARTICLE =
  /(?<=^\p{Script=Hangul}{2,})(?:에서|에게|까지|부터|으로|이나|은|는|이|가|을|를|의|에|도|와|과|로|만)$/u;
/** Articles and prepositions that Arabic and Hebrew write together with the word. Three letters stay. */
const ARABIC_PREFIX = /^[وف]?(?:ال|بال|كال|لل)(?=\p{Script=Arabic}{3})/u;
const HEBREW_PREFIX = /^[והבלכמש](?=\p{Script=Hebrew}{3})/u;

/** A word without what its script writes together with it, and German umlauts as one letter however they are typed. */
export function shortened(word: string): string {
  if (/^[a-z]+$/.test(word)) return /[aou]e/.test(word) ? oneUmlaut(word) : word;
  let short = word.replace(KOREAN_PARTICLE, '').replace(ARABIC_PREFIX, '');
  // Several stand before a word, and a word may begin with one: all go, in calls and in questions.
  while (HEBREW_PREFIX.test(short)) short = short.slice(1);
  return short;
}

/** "Koenig" and "König": an e after a, o or u is silent in words that are not English. */
const oneUmlaut = (word: string): string =>
  word.length < 5 || /ever$/.test(word) || isEnglish(word) ? word : word.replace(/([ao]|(?<!q)u)e/g, '$1');

/** What a word may end with after itself, or after itself without an e or a y. */
const ENDINGS = ['', 's', 'er', 'ers', 'ed', 'es', 'ing', 'ies', 'led', 'ling'];
const isEnglish = (word: string): boolean =>
  ENDINGS.some((ending) => {
    const base = word.slice(0, word.length - ending.length);
    return word.endsWith(ending) && (isKnownWord(base) || isKnownWord(`${base}e`) || isKnownWord(`${base}y`));
  });
