import { isMonthOrDay } from '../language/calendar-names.ts';
import { clausesOf, sentencesOf } from '../language/clauses.ts';
import { deniesByVerb, isCannotBefore, saysNeed, saysNot } from '../language/denial.ts';
import { opposedForms } from '../language/opposite-forms.ts';
import { directionsIn } from '../language/opposites.ts';
import { isOpening, isReporting } from '../language/reporting-words.ts';
import { saidNumbers, withDecimals } from '../language/said-numbers.ts';
import { currenciesIn, isRateSign, saidQuantities } from '../language/said-quantities.ts';
import { contentStems, isStopWord } from '../language/stop-words.ts';
import { namesUnitedStates } from '../language/united-states.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';
import { findUnbound } from './bound-numbers.ts';
import { findReversed, isDeniedOpposite } from './reversed-meaning.ts';

/** The support of a claim: the quoted words, and facts known about the call without being said. */
export type Support = { quotes: string[]; speakers: string[]; accounts: string[]; titles: string[]; dates: Date[] };

/** Least share of a claim's meaningful words in its quotes. */
const SHARE = 0.6;

/**
 * Checks by rule whether quotes support a claim. Every number, name and date of the claim must be in the quotes or
 * known about the call. The claim must deny as much as the quotes deny, keep their conditions and share most words.
 * Returns the missing part in words, or null when supported. Rules cannot follow a paraphrase, so doubtful claims are
 * left out (docs/ask.md has precision and recall).
 */
export function findUnsupported(claim: string, support: Support): string | null {
  const said = support.quotes.join(' ');
  if (isRepeated(claim, said)) return null;
  return (
    missingNumber(claim, said, support) ??
    findUnbound(claim, support.quotes) ??
    findReversed(claim, support.quotes) ??
    missingName(claim, said, support) ??
    contradiction(claim, support.quotes) ??
    tooFewWords(claim, said, support)
  );
}

/** A word-for-word repetition says no more than its quotes, unless words around it deny it: "nobody believes". */
function isRepeated(claim: string, said: string): boolean {
  const [before, after, ...more] = ` ${wordsOf(said).join(' ')} `.split(` ${wordsOf(claim).join(' ')} `);
  if (before === undefined || after === undefined) return false;
  return (
    more.length > 0 || saysNot(claim) || !clausesOf(said).some((clause) => saysNot(clause) && holds(clause, claim))
  );
}

const holds = (text: string, part: string): boolean =>
  ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(part).join(' ')} `);

function missingNumber(claim: string, said: string, { dates, titles }: Support): string | null {
  const known = [said, withDecimals(said), ...titles].flatMap(saidNumbers).map(({ value }) => value);
  const ofDates = dates.flatMap((date) => [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()]);
  for (const { value, text, isWord } of saidNumbers(claim)) {
    // "One" and "first" are rarely numbers, and "second" may be anything.
    if (isWord && (value === 1 || text === 'second')) continue;
    if (known.includes(value) || (!isWord && ofDates.includes(value))) continue;
    return `Its quotes do not say "${text}".`;
  }
  return null;
}

/** The first name, abbreviation, month or day of the claim neither said nor known about the call. */
function missingName(claim: string, said: string, support: Support): string | null {
  const known = new Set(
    [said, ...support.speakers, ...support.accounts, ...support.titles].flatMap(wordsOf).map(stemOf),
  );
  const months = support.dates.map((date) =>
    date.toLocaleString('en', { month: 'long', timeZone: 'UTC' }).toLowerCase(),
  );
  const tokens = [...claim.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’&.-]*/gu)];
  for (const [at, token] of tokens.entries()) {
    const word = token[0].replace(/['’.]+s?$/u, '');
    const isFirst = at === 0 || /[.!?]\s*$/.test(claim.slice(0, token.index));
    if (!/^\p{Lu}/u.test(word) || saidNumbers(word).length > 0) continue;
    const stems = wordsOf(word).map(stemOf);
    if (stems.length === 0 || (stems.every((stem) => known.has(stem)) && !(word === 'US' && !namesUnitedStates(said))))
      continue;
    if (isMonthOrDay(word) && months.includes(word.toLowerCase())) continue;
    const isName = isMonthOrDay(word) || /^\p{Lu}{2,}$/u.test(word);
    if ((!isName && wordsOf(word).every(isStopWord)) || (isFirst && stems.every((stem) => isReporting(stem)))) continue;
    if (isFirst && !isName && (saysNot(word) || deniesByVerb(word) || isOpening(word))) continue;
    return `Its quotes do not say "${word}".`;
  }
  return null;
}

/** The clause with most words in common with the claim: "…, and nobody told us" denies something else. */
function nearestClause(claim: string, quotes: readonly string[]): string {
  const wanted = new Set(contentStems(claim));
  const clauses = quotes.flatMap(clausesOf);
  const overlap = (clause: string) => contentStems(clause).filter((stem) => wanted.has(stem)).length;
  return clauses.reduce((best, clause) => (overlap(clause) > overlap(best) ? clause : best), clauses[0] ?? '');
}

/** Sentence by sentence: each must deny as much as its nearest clause. */
function contradiction(claim: string, quotes: readonly string[]): string | null {
  for (const sentence of sentencesOf(claim)) {
    const found = contradicts(sentence, quotes);
    if (found) return found;
  }
  return null;
}

function contradicts(claim: string, quotes: readonly string[]): string | null {
  const clause = nearestClause(claim, quotes);
  if (isDeniedOpposite(claim, clause)) return null;
  const claims = saysNot(claim) || deniesByVerb(claim);
  const says = saysNot(clause) || (claims && deniesByVerb(quotes.join(' ')));
  if (claims && !says) return 'It denies something that its quotes do not deny.';
  if (!claims && says && !(isCannotBefore(clause) && saysNeed(claim))) return 'Its quotes deny what it says.';
  return null;
}

function tooFewWords(claim: string, said: string, { accounts, speakers, titles }: Support): string | null {
  const known = new Set(contentStems([...accounts, ...speakers, ...titles].join(' ')));
  const units = [...currenciesIn(said), ...saidQuantities(said).flatMap(({ unit }) => unit ?? [])];
  const inQuotes = new Set([...contentStems(said), ...units.map(stemOf)]);
  const words = wordsOf(claim).filter(
    (word) => !isStopWord(word) && !isRateSign(word) && saidNumbers(word).length === 0,
  );
  const alike = new Set(words.filter((word) => isDirectionOf(word, said)).map(stemOf));
  const wanted = [...new Set(words.map(stemOf))].filter((stem) => !isReporting(stem) && !known.has(stem));
  // People say "rollout" as "roll … out" and "sign-on" as "sign on".
  const letters = said.toLowerCase().replace(/[^\p{L}]+/gu, '');
  const found = wanted.filter(
    (stem) =>
      inQuotes.has(stem) || alike.has(stem) || (stem.length > 4 && letters.includes(stem)) || isFormOf(stem, inQuotes),
  );
  if (wanted.length === 0 || found.length / wanted.length >= SHARE) return null;
  const missing = wanted.filter((stem) => !found.includes(stem));
  return `Its quotes do not say ${words
    .filter((word) => missing.includes(stemOf(word)))
    .slice(0, 3)
    .map((word) => `"${word}"`)
    .join(', ')}.`;
}

/** Whether a word is said by another of the same direction, "rose" by "went up", or by the form that it denies. */
function isDirectionOf(word: string, said: string): boolean {
  const spoken = directionsIn(said);
  if (opposedForms(word, said)) return true;
  return directionsIn(word).some((one) => spoken.some(({ pair, side }) => pair === one.pair && side === one.side));
}

/**
 * Porter keeps "slowly" apart from "slow" and "complained" from "complaint". A common start of five letters joins them.
 */
const isFormOf = (stem: Stem, said: ReadonlySet<Stem>): boolean => {
  const start = stem.slice(0, Math.max(4, Math.min(5, stem.length)));
  return (
    stem.length >= 4 &&
    [...said].some((other) => other.length >= 4 && (other.startsWith(start) || stem.startsWith(other)))
  );
};
