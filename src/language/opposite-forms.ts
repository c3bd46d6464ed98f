import { isKnownWord } from './known-words.ts';
import { eitherOf, wordList } from './word-list.ts';
import { plainWords } from './words.ts';

/** Endings of what something is: "inform" and "form", "import" and "port" are no opposites. */
const BEING = eitherOf(wordList('able ible ent ant ate ete ite ic al ar ure ect ive'));
const PREFIXES = [new RegExp(String.raw`^(?:in|im|il|ir)(?=\p{L}{3,}${BEING}$)`, 'u'), /^non(?=\p{L}{4})/u];
/** With the meaning of the word they end in, or of another. */
const NO_OPPOSITES = new Set(wordList('invaluable inflammable inhabitable indifferent unless'));

/**
 * The word that a word in small letters denies by its form: "secure" for "insecure", "paid" for "unpaid", "useful" for
 * "useless"; null for other words.
 */
export function deniedForm(word: string): string | null {
  if (NO_OPPOSITES.has(word)) return null;
  for (const prefix of PREFIXES) if (prefix.test(word)) return word.replace(prefix, '');
  const [, rest = ''] = /^un(\p{L}{4,})$/u.exec(word) ?? [];
  if (isKnownWord(rest)) return rest;
  return /\p{L}{3}less$/u.test(word) ? word.replace(/less$/, 'ful') : null;
}

/** A word of one text that the other has in the form that denies it, as `[in one, in other]`; null without any. */
export function opposedForms(one: string, other: string): [string, string] | null {
  const words = new Set(plainWords(one).split(' '));
  const others = new Set(plainWords(other).split(' '));
  for (const word of words) {
    if (others.has(word)) continue;
    const base = deniedForm(word);
    if (base !== null && others.has(base) && !words.has(base)) return [word, base];
  }
  for (const word of others) {
    if (words.has(word)) continue;
    const base = deniedForm(word);
    if (base !== null && words.has(base) && !others.has(base)) return [base, word];
  }
  return null;
}
