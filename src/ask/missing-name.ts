import { isMonthOrDay } from '../language/calendar-names.ts';
import { deniesByVerb, saysNot } from '../language/denial.ts';
import { isKnownWord } from '../language/known-words.ts';
import { isOpening, isReporting } from '../language/reporting-words.ts';
import { saidNumbers } from '../language/said-numbers.ts';
import { isStopWord } from '../language/stop-words.ts';
import { namesUnitedStates } from '../language/united-states.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import { daysOf, type Support } from './support.ts';

/** The first name, abbreviation, month or day of the claim neither said nor known about the call. */
export function missingName(
  claim: string,
  support: Support,
  isExcused: (name: string, said: string, isOpen: boolean) => boolean = () => false,
): string | null {
  const said = support.quotes.join(' ');
  const named = [said, ...support.speakers, ...support.accounts, ...support.titles];
  const known = new Set(named.flatMap(wordsOf).map(stemOf));
  const months = daysOf(support).map(({ monthLong }) => monthLong?.toLowerCase() ?? '');
  const tokens = [...claim.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’&.-]*/gu)];
  let namedTo = -1;
  for (const [at, token] of tokens.entries()) {
    // Words of one name stand side by side.
    const isOfNamed = namedTo >= 0 && /^\s$/.test(claim.slice(namedTo, token.index));
    const end = token.index + token[0].length;
    const word = token[0].replace(/['’.]+s?$/u, '');
    const isFirst = at === 0 || /[.!?:]\s*$/.test(claim.slice(0, token.index));
    if (!/^\p{Lu}/u.test(word) || saidNumbers(word).length > 0) continue;
    const stems = wordsOf(word).map(stemOf);
    if (
      stems.length === 0 ||
      (stems.every((stem) => known.has(stem)) && !(word === 'US' && !namesUnitedStates(said)))
    ) {
      if (!wordsOf(word).every(isStopWord)) namedTo = end;
      continue;
    }
    if (word === 'US' && namesUnitedStates(said)) continue;
    if (isMonthOrDay(word) && months.includes(word.toLowerCase())) continue;
    if (isUnitSign(word, claim.slice(0, token.index)) || named.some((text) => isShortFor(word, text))) continue;
    const isName = isMonthOrDay(word) || /^\p{Lu}{2,}$/u.test(word);
    if ((!isName && wordsOf(word).every(isStopWord)) || (isFirst && stems.every((stem) => isReporting(stem)))) continue;
    if (isFirst && !isName && (saysNot(word) || deniesByVerb(word) || isOpening(word))) continue;
    if (isExcused(word, said, isFirst || (isOfNamed && !isMonthOrDay(word)))) {
      if (isOfNamed) namedTo = end;
      continue;
    }
    return `Its quotes do not say "${word}".`;
  }
  return null;
}

/** "MHz" behind its number. */
const isUnitSign = (word: string, before: string): boolean =>
  /^\p{Lu}\p{L}{0,2}\p{Ll}$/u.test(word) && /\d\s?$/.test(before);

/** "TI" of "Texas Instruments": the first letters of words in a row, the first of them with a capital. */
function isShortFor(word: string, text: string): boolean {
  if (!/^\p{Lu}{2,4}$/u.test(word)) return false;
  const letters = text.split(/[^\p{L}]+/u).map((one) => one.slice(0, 1));
  return letters.some((first, at) => {
    const row = letters.slice(at, at + word.length).join('');
    return first === word[0] && row.toUpperCase() === word && text.split(/[^\p{L}]+/u)[at]?.length !== 1;
  });
}

/**
 * A name as a transcript may have heard it ("Velmoro" of "velmora"), or a word of the dictionary that begins, or that
 * stands in a name of which something was said: "Data Center" behind "Hyperscale".
 */
export const isSaidAlike = (name: string, said: string, isOpen: boolean): boolean =>
  (isOpen && isKnownWord(name.toLowerCase())) ||
  (name.length >= 7 && wordsOf(said).some((word) => word.startsWith(name.toLowerCase().slice(0, 6))));
