import { wordList } from './word-list.ts';

/** The words for 0 to 19; a word's place is its value. */
export const NUMBER_WORDS = wordList(`
  zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen
`);
