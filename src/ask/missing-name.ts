import { isMonthOrDay } from '../language/calendar-names.ts';
import { deniesByVerb, saysNot } from '../language/denial.ts';
import { isKnownWord } from '../language/known-words.ts';
import { isOpening, isReporting } from '../language/reporting-words.ts';
import { saidNumbers } from '../language/said-numbers.ts';
import { isStopWord } from '../language/stop-words.ts';
import { namesUnitedStates } from '../language/united-states.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';
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
  const nearby = namesIn(support.contexts ?? []);
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
    if (isNamedNearby(word, nearby)) {
      namedTo = end;
      continue;
    }
    if (isUnitSign(word, claim.slice(0, token.index)) || named.some((text) => isShortFor(word, text))) continue;
    const isName = isMonthOrDay(word) || isAbbreviation(word);
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

type Names = { texts: readonly string[]; written: ReadonlySet<string>; stems: ReadonlySet<Stem> };

/** The words that were spoken with a capital: names, and what begins a sentence. */
function namesIn(texts: readonly string[]): Names {
  const written = texts
    .flatMap((text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’&.-]*/gu) ?? [])
    .map((word) => word.replace(/['’.]+s?$/u, ''))
    .filter((word) => /^\p{Lu}/u.test(word));
  return { texts, written: new Set(written), stems: new Set(written.flatMap(wordsOf).map(stemOf)) };
}

/**
 * Who "we" are is told elsewhere in a call; when "then" is has to be told where it is claimed. Letters alone stand in
 * all that is said: of "IT" and "AI" the capitals count.
 */
function isNamedNearby(word: string, { texts, written, stems }: Names): boolean {
  if (isMonthOrDay(word)) return false;
  if (!isAbbreviation(word)) return wordsOf(word).every((one) => stems.has(stemOf(one)));
  return written.has(word) || texts.some((text) => isShortFor(word, text, { isOfNames: true }));
}

const isAbbreviation = (word: string): boolean => /^\p{Lu}{2,}$/u.test(word);

/** "MHz" behind its number. */
const isUnitSign = (word: string, before: string): boolean =>
  /^\p{Lu}\p{L}{0,2}\p{Ll}$/u.test(word) && /\d\s?$/.test(before);

/** "TI" of "Texas Instruments": the first letters of words in a row, the first of them, or all, with a capital. */
function isShortFor(word: string, text: string, { isOfNames = false } = {}): boolean {
  if (!/^\p{Lu}{2,4}$/u.test(word)) return false;
  const words = text.split(/[^\p{L}]+/u);
  return words.some((first, at) => {
    const row = words.slice(at, at + word.length);
    const letters = row.map((one) => one.slice(0, 1)).join('');
    // "I" is no name.
    return isOfNames
      ? letters === word && row.every((one) => one.length > 1)
      : first[0] === word[0] && letters.toUpperCase() === word && first.length > 1;
  });
}

/**
 * A name as a transcript may have heard it ("Velmoro" of "velmora"), or a word of the dictionary that begins, or that
 * stands in a name of which something was said: "Data Center" behind "Hyperscale".
 */
export const isSaidAlike = (name: string, said: string, isOpen: boolean): boolean =>
  (isOpen && isKnownWord(name.toLowerCase())) ||
  (name.length >= 7 && wordsOf(said).some((word) => word.startsWith(name.toLowerCase().slice(0, 6))));
