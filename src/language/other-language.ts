import { isAskingWord } from './asking-words.ts';
import { isKnownWord } from './known-words.ts';
import { isStopWord } from './stop-words.ts';
import { basesOf } from './word-forms.ts';
import { wordsOf } from './words.ts';

const LONGEST_SHORT = 3;
const FEWEST_STRANGE = 2;

/**
 * Whether most of a text, without its names, is in another language than English: at least half of its words, and two,
 * are in no dictionary, or it has no Latin letter. Words with a capital may be names and say nothing.
 */
export function isOtherLanguage(text: string): boolean {
  if (/\p{L}/u.test(text) && !/\p{Script=Latin}/u.test(text)) return true;
  const plain = [...text.matchAll(/[\p{L}\p{M}'’-]+/gu)].map(([word]) => word);
  const told = plain.filter((word, at) => at === 0 || !/^\p{Lu}/u.test(word)).flatMap(wordsOf);
  const strange = told.filter((word) => !isEnglish(word));
  return strange.length >= FEWEST_STRANGE && 2 * strange.length >= told.length;
}

/** In another language a short word is seldom a subject: articles, prepositions, forms of "to be". */
export const isShortWord = (word: string): boolean => word.length <= LONGEST_SHORT && /^[a-z]+$/.test(word);

const isEnglish = (word: string): boolean =>
  isStopWord(word) || isAskingWord(word) || [...basesOf(word)].some(isKnownWord);
