import known from 'wink-lexicon/src/wn-words.js';

/** Whether WordNet has the word, in lower case, as a head word: plurals and tenses are none. */
export const isKnownWord = (word: string): boolean => Object.hasOwn(known, word);

/** Every head word of one word in small letters; compounds and names are none. */
export const knownWords = (): readonly string[] => {
  plain ??= Object.keys(known).filter((word) => /^[a-z]+$/.test(word));
  return plain;
};
let plain: string[] | null = null;
