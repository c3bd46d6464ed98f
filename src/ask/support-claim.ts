import type { DateTime } from 'luxon';
import { avertedIn, withoutUpheld } from '../language/averted.ts';
import { clausesOf, sentencesOf } from '../language/clauses.ts';
import { deniesByVerb, isCannotBefore, saysNeed, saysNot } from '../language/denial.ts';
import { deniedForm } from '../language/opposite-forms.ts';
import { directionsIn } from '../language/opposites.ts';
import { isReporting } from '../language/reporting-words.ts';
import { type SaidNumber, saidNumbers, withWholeNumbers } from '../language/said-numbers.ts';
import { currenciesIn, isRateSign, saidQuantities } from '../language/said-quantities.ts';
import { contentStems, isStopWord } from '../language/stop-words.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';
import { findUnbound } from './bound-numbers.ts';
import { isSaidAlike, missingName } from './missing-name.ts';
import { findOtherAccount } from './other-account.ts';
import { findReversed, isDeniedOpposite } from './reversed-meaning.ts';
import { daysOf, type Support } from './support.ts';

/** Least share of a claim's meaningful words in its quotes. */
const SHARE = 0.6;

/**
 * Checks by rule whether quotes support a claim. Every number, name and date of the claim must be in the quotes or
 * known about the call. The claim must deny as much as the quotes deny, keep their conditions and share most words.
 * Returns the missing part in words, or null when supported. Rules cannot follow a paraphrase, so doubtful claims are
 * left out (docs/ask.md has precision and recall).
 */
export function findUnsupported(claim: string, support: Support): string | null {
  if (isRepeated(claim, support)) return null;
  return (
    missingNumber(claim, support) ??
    findUnbound(claim, support.quotes) ??
    findReversed(claim, support.quotes) ??
    findOtherAccount(claim, support.saidOf ?? []) ??
    missingName(claim, { ...support, contexts: [] }) ??
    contradiction(claim, support.quotes) ??
    tooFewWords(claim, support)
  );
}

/**
 * What code knows better than any judge: a number that was not said, or of something else, a direction turned around, a
 * name that nobody said. Returns it in words, or null.
 */
export function findVeto(claim: string, support: Support): string | null {
  if (isRepeated(claim, support)) return null;
  const { asked = '', ...said } = support;
  const known = { ...said, titles: [...support.titles, asked] };
  return (
    missingNumber(claim, support, (text, number) => isSmallCount(text, number) || isWorkedOut(text, number, support)) ??
    findUnbound(claim, support.quotes) ??
    findReversed(claim, support.quotes) ??
    findOtherAccount(claim, support.saidOf ?? []) ??
    missingName(claim, known, isSaidAlike)
  );
}

/** "Three reasons" may count what the quotes name one by one; a number with a unit may not. */
const isSmallCount = (claim: string, { value, isWord, end }: SaidNumber): boolean =>
  isWord && value <= 10 && saidQuantities(claim).every((one) => one.end !== end || one.unit === null);

/** How far a difference that is said in round numbers may be from the exact one. */
const ROUND = 0.01;

/**
 * "From 1.5 billion to 858 million, by about 640 million": the difference or sum of two numbers that the claim tells
 * and its quotes say. Anybody can work it out, and so can code.
 */
function isWorkedOut(claim: string, { value }: SaidNumber, { quotes }: Support): boolean {
  const said = [withWholeNumbers(quotes.join(' ')), ...quotes].flatMap((text) => saidNumbers(text));
  const told = saidNumbers(claim)
    .map((one) => one.value)
    .filter((one) => said.some((other) => other.value === one));
  return told.some((one, at) =>
    told
      .slice(at + 1)
      .some((other) => [Math.abs(one - other), one + other].some((exact) => isAbout(value, exact) && exact > 0)),
  );
}

const isAbout = (value: number, exact: number): boolean => Math.abs(value - exact) <= exact * ROUND;

/** A word-for-word repetition says no more than its quotes, unless words around it deny it: "nobody believes". */
function isRepeated(claim: string, { quotes }: Support): boolean {
  const said = quotes.join(' ');
  const [before, after, ...more] = ` ${wordsOf(said).join(' ')} `.split(` ${wordsOf(claim).join(' ')} `);
  if (before === undefined || after === undefined) return false;
  return (
    more.length > 0 || saysNot(claim) || !clausesOf(said).some((clause) => saysNot(clause) && holds(clause, claim))
  );
}

const holds = (text: string, part: string): boolean =>
  ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(part).join(' ')} `);

function missingNumber(
  claim: string,
  support: Support,
  isExcused: (claim: string, number: SaidNumber) => boolean = () => false,
): string | null {
  const { quotes, titles } = support;
  const days = daysOf(support);
  const known = [withWholeNumbers(quotes.join(' ')), ...quotes, ...titles].flatMap((text) => saidNumbers(text));
  for (const number of saidNumbers(claim)) {
    const { value, text, isWord } = number;
    // "One" and "first" are rarely numbers, and "second" may be anything.
    if (isWord && (value === 1 || text === 'second')) continue;
    if (known.some((other) => other.value === value)) continue;
    if (isOfDate(claim, number, days) || isHalf(claim, number, quotes) || isExcused(claim, number)) continue;
    return `Its quotes do not say "${text}".`;
  }
  return null;
}

/** Whether a number is of a call's date: its year, or its day beside its month. It is never a count. */
function isOfDate(claim: string, { value, isWord, text, start, end }: SaidNumber, days: readonly DateTime[]): boolean {
  if (isWord) return false;
  const isOfThings = /^\s\p{Ll}+[^s]s\b/u.test(claim.slice(end));
  if (/^\d{4}$/.test(text) && !isOfThings && !saidQuantities(claim).some((one) => one.end === end && one.unit !== null))
    return days.some(({ year }) => year === value);
  const beside = [claim.slice(0, start), claim.slice(end)].flatMap((side, at) =>
    at === 0 ? (side.match(/[\p{L}]+\W*$/u)?.[0] ?? []) : (side.match(/^\W*(?:\p{L}{2} )?\p{L}+/u)?.[0] ?? []),
  );
  return days.some(({ day, monthLong }) => day === value && beside.some((words) => words.includes(monthLong ?? '')));
}

/** Half is 50 %. */
const isHalf = (claim: string, { value, end }: SaidNumber, quotes: readonly string[]): boolean =>
  value === 0.5
    ? quotes.flatMap(saidQuantities).some((one) => one.value === 50 && one.unit === 'percent')
    : value === 50 &&
      saidQuantities(claim).some((one) => one.end === end && one.unit === 'percent') &&
      quotes.flatMap((text) => saidNumbers(text)).some((one) => one.value === 0.5);

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
  const clauses = clausesOf(claim);
  const said = quotes.flatMap(clausesOf);
  const left = clauses.filter((one) => !said.some((other) => isDeniedByForm(one, other)));
  // One denial said another way excuses its own clause alone.
  if (left.length < clauses.length) return left.map((one) => contradicts(one, quotes)).find(Boolean) ?? null;
  const [stated, told] = [claim, clause].map(withoutUpheld) as [string, string];
  const claims = saysNot(stated) || deniesByVerb(stated);
  const isDenied = () => deniesByVerb(quotes.join(' ')) || isDeniedNearby(claim, quotes) || avertedIn(clause) !== null;
  const says = saysNot(told) || (claims && isDenied());
  if (claims && !says) return 'It denies something that its quotes do not deny.';
  if (!claims && says && !(isCannotBefore(clause) && saysNeed(claim))) return 'Its quotes deny what it says.';
  return null;
}

/** Whether a clause that denies something of the claim stands among the quotes, though another has more words of it. */
function isDeniedNearby(claim: string, quotes: readonly string[]): boolean {
  const denied = new Set(clausesOf(claim).filter(saysNot).flatMap(contentStems));
  const clauses = quotes.flatMap(clausesOf).filter(saysNot);
  return clauses.some((clause) => contentStems(clause).some((stem) => denied.has(stem)));
}

/** Whether claim and quote deny the same, the one by "not" and the other by a word's form: "not used" and "unused". */
function isDeniedByForm(claim: string, quote: string): boolean {
  const denies = (one: string, other: string) =>
    saysNot(other) && deniedStems(one).some((stem) => wordsOf(other).map(stemOf).includes(stem));
  return denies(claim, quote) || denies(quote, claim);
}

const deniedStems = (text: string): Stem[] =>
  wordsOf(text)
    .flatMap((word) => deniedForm(word) ?? [])
    .map(stemOf);

function tooFewWords(claim: string, { quotes, accounts, speakers, titles }: Support): string | null {
  const said = quotes.join(' ');
  const known = new Set(contentStems([...accounts, ...speakers, ...titles].join(' ')));
  const units = [...currenciesIn(said), ...saidQuantities(said).flatMap(({ unit }) => unit ?? [])];
  const inQuotes = new Set([...contentStems(said), ...units.map(stemOf), ...deniedStems(said)]);
  const words = wordsOf(claim).filter(
    (word) => !isStopWord(word) && !isRateSign(word) && saidNumbers(word).length === 0,
  );
  const isDenialSaid = (word: string) => deniedStems(word).some((stem) => inQuotes.has(stem));
  const alike = new Set(words.filter((word) => isDirectionOf(word, said) || isDenialSaid(word)).map(stemOf));
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

/** Whether a word is said by another of the same direction, "rose" by "went up". */
function isDirectionOf(word: string, said: string): boolean {
  const spoken = directionsIn(said);
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
