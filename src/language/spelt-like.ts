import { isKnownWord, knownWords } from './known-words.ts';
import { basesOf } from './word-forms.ts';

/** Shorter words are like too many others; longer ones may have two slips. */
const SHORTEST = 5;
const LONG = 8;
const MOST = 12;

/** Whether the dictionary has the word in any of its forms. */
export const isKnownForm = (word: string): boolean => [...basesOf(word)].some(isKnownWord);

/**
 * Dictionary words spelt almost like this one, the nearest first: one letter put in, left out, changed or swapped, or
 * two in a long word. The first letter is seldom wrong and stays. At most twelve.
 */
export function wordsSpeltLike(word: string): string[] {
  if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return [];
  const most = word.length >= LONG ? 2 : 1;
  const forms = [...new Set([word, ...[...basesOf(word)], word.replace(/s$/, '')])].filter(
    (form) => form.length >= SHORTEST,
  );
  const near: { known: string; slips: number }[] = [];
  for (const known of knownWords()) {
    if (known[0] !== word[0]) continue;
    let slips = most + 1;
    for (const form of forms)
      if (Math.abs(form.length - known.length) <= most) slips = Math.min(slips, slipsBetween(form, known));
    if (slips <= most) near.push({ known, slips });
  }
  return near
    .sort((a, b) => a.slips - b.slips)
    .slice(0, MOST)
    .map(({ known }) => known);
}

/** Whether a word is another but for a slip, or two in a long word. The first letter is seldom wrong and stays. */
export const isSpeltLike = (word: string, other: string): boolean =>
  word !== other &&
  word.length >= SHORTEST &&
  word[0] === other[0] &&
  slipsBetween(word, other) <= (word.length >= LONG ? 2 : 1);

/** Letters put in, left out, changed or swapped with their neighbour. */
function slipsBetween(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
