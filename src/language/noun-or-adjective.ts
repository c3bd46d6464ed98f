import lemmatize from 'wink-lemmatizer';
import tagsOf from 'wink-lexicon/src/lexicon.js';
import { wordList } from './word-list.ts';

/** The tag of the word's most frequent use (Penn Treebank: NN, JJ, DT); '' for unknown words. */
const mainTagOf = (word: string): string => (Object.hasOwn(tagsOf, word) ? (tagsOf[word]?.[0] ?? '') : '');

/**
 * The singular of a plural noun, where the same letters are an adjective more often: "fine" of "fines". Null for any
 * other word: "price" of "prices" is the same noun wherever it stands.
 */
export function otherwiseAdjective(plural: string): string | null {
  const singular = lemmatize.noun(plural);
  const isNoun = singular !== plural && !mainTagOf(plural).startsWith('V');
  return isNoun && mainTagOf(singular) === 'JJ' ? singular : null;
}

/** Whether a word may name a thing: a noun in some of its uses, or not in the lexicon. */
export const mayBeNoun = (word: string): boolean =>
  !Object.hasOwn(tagsOf, word) || (tagsOf[word] ?? []).some((tag) => tag.startsWith('NN'));

/** Whether a word names a thing in most of its uses, or is not in the lexicon. */
export const isMostlyNoun = (word: string): boolean => /^(?:NN|$)/.test(mainTagOf(word));

/** Determiners that stand before an adjective alone: "they are all fine". */
const OF_SEVERAL = new Set(wordList('all both'));

/** Whether a word between two others is a noun: "a fine since", neither "is fine" nor "a fine letter". */
export function standsAsNoun({ before, after }: { before: string; after: string }): boolean {
  const isDetermined = /^(?:DT|PRP\$|CD)$/.test(mainTagOf(before)) || /^\d+$/.test(before);
  return isDetermined && !OF_SEVERAL.has(before) && !/^(?:NN|JJ)/.test(mainTagOf(after));
}
