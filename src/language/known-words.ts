import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Read when first asked for: it takes 35 MB of a thread, and the one that compares vectors never asks. */
function dictionary(): Readonly<Record<string, number>> {
  words ??= load('wink-lexicon/src/wn-words.js') as Record<string, number>;
  return words;
}
let words: Record<string, number> | null = null;

/** Whether WordNet has the word, in lower case, as a head word: plurals and tenses are none. */
export const isKnownWord = (word: string): boolean => Object.hasOwn(dictionary(), word);

/** Every head word of one word in small letters; compounds and names are none. */
export const knownWords = (): readonly string[] => {
  plain ??= Object.keys(dictionary()).filter((word) => /^[a-z]+$/.test(word));
  return plain;
};
let plain: string[] | null = null;
