import { isStopWord, stemOf, wordsOf } from '../search/words.ts';
import { saidNumbers } from './said-numbers.ts';

/** What a claim rests on: the words quoted, and what is known of the call without having been said in it. */
export type Support = { quotes: string[]; speakers: string[]; accounts: string[]; titles: string[]; dates: Date[] };

/** Of a claim's words that say something at least so many must stand in its quotes. */
const SHARE = 0.6;

/** Words in which a claim reports, and which nobody says of himself. */
const REPORTING = new Set(
  `customer client prospect company team speaker caller vendor side people user product software tool solution system
   say state mention explain tell ask want need wish expect report note confirm add describe talk discuss point request
   plan think believe feel consider find call meeting conversation currently still also already there due cover make be have do
   will would should could can may must use take get reason part`
    .split(/\s+/)
    .map(stemOf),
);
const MONTHS_AND_DAYS =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/i;

const NEGATION = /\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|no longer|[a-z]+n['’]t)\b/i;
/** Verbs that deny without a "not": what misses is not there. */
const DENYING = /\b(?:miss(?:es|ing|ed)?|lack(?:s|ing|ed)?|fail(?:s|ed)?|refus(?:es?|ed)|den(?:y|ies|ied))\b/i;
/** "We cannot … before …" is a need. */
const CANNOT_BEFORE = /\b(?:cannot|can['’]?t|can not|won['’]t)\b.*\b(?:before|until|unless|without)\b/i;
const NEEDS = /\b(?:need|requir|must|have to|has to|depend|before|until)/i;
const CONDITION = /\b(?:if|unless|provided|as long as|only when|depending)\b/i;

/**
 * Whether quotes carry a claim, by rule: every number, name and date of the claim stands in them (or is known of the call), the claim denies what they
 * deny and no more, a condition that they set stands in it too, and most of its words do. Answers what is missing, in words; null where it is carried. The rule cannot follow
 * a paraphrase: it errs to the side of leaving a claim out (docs/ask.md has its precision and recall).
 */
export function findUnsupported(claim: string, support: Support): string | null {
  const said = support.quotes.join(' ');
  // What repeats its quotes word for word says no more than they do.
  if (` ${wordsOf(said).join(' ')} `.includes(` ${wordsOf(claim).join(' ')} `)) return null;
  return (
    missingNumber(claim, said, support) ??
    missingName(claim, said, support) ??
    contradiction(claim, support.quotes) ??
    tooFewWords(claim, said, support)
  );
}

function missingNumber(claim: string, said: string, { dates, titles }: Support): string | null {
  const known = [said, ...titles].flatMap(saidNumbers).map(({ value }) => value);
  const ofDates = dates.flatMap((date) => [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()]);
  for (const { value, text, isWord } of saidNumbers(claim)) {
    // "One" and "first" are rarely numbers, and "second" may be anything.
    if (isWord && (value === 1 || text === 'second')) continue;
    if (known.includes(value) || (!isWord && ofDates.includes(value))) continue;
    return `Its quotes do not say "${text}".`;
  }
  return null;
}

const contentStems = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf);

/** Names, abbreviations, months and days of the claim that were neither said nor are known of the call. */
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
    if (
      stems.length === 0 ||
      (stems.every((stem) => known.has(stem)) && !(word === 'US' && !/\bUS\b|\bU\.S\./.test(said)))
    )
      continue;
    if (MONTHS_AND_DAYS.test(word) && months.includes(word.toLowerCase())) continue;
    const isName = MONTHS_AND_DAYS.test(word) || /^\p{Lu}{2,}$/u.test(word);
    if ((!isName && wordsOf(word).every(isStopWord)) || (isFirst && stems.every((stem) => REPORTING.has(stem))))
      continue;
    if (isFirst && (isNegated(word) || DENYING.test(word))) continue;
    return `Its quotes do not say "${word}".`;
  }
  return null;
}

const isNegated = (text: string): boolean => NEGATION.test(text);

/** The clause that shares most words with the claim: "…, and nobody told us" denies something else. */
function nearestClause(claim: string, quotes: readonly string[]): string {
  const wanted = new Set(contentStems(claim));
  const clauses = quotes.flatMap((quote) =>
    quote.split(
      /(?<=[.!?;])\s+|,\s+(?=(?:and|but|so|because|that|which|it|we|i|they|not)\b)|\s+(?=(?:and|but|because)\s)/i,
    ),
  );
  const overlap = (clause: string) => contentStems(clause).filter((stem) => wanted.has(stem)).length;
  return clauses.reduce((best, clause) => (overlap(clause) > overlap(best) ? clause : best), clauses[0] ?? '');
}

/** Sentence by sentence: each denies what the nearest clause denies. */
function contradiction(claim: string, quotes: readonly string[]): string | null {
  for (const sentence of claim.split(/(?<=[.!?;])\s+/)) {
    const found = contradicts(sentence, quotes);
    if (found) return found;
  }
  return null;
}

function contradicts(claim: string, quotes: readonly string[]): string | null {
  const clause = nearestClause(claim, quotes);
  const claims = isNegated(claim) || DENYING.test(claim);
  const says = isNegated(clause) || (claims && DENYING.test(quotes.join(' ')));
  if (claims && !says) return 'It denies something that its quotes do not deny.';
  if (!claims && says && !(CANNOT_BEFORE.test(clause) && NEEDS.test(claim))) return 'Its quotes deny what it says.';
  if (CONDITION.test(quotes.join(' ')) && !CONDITION.test(claim) && /\bwill\b|\bagreed?\b/i.test(claim))
    return 'Its quotes say it under a condition.';
  return null;
}

function tooFewWords(claim: string, said: string, { accounts, speakers, titles }: Support): string | null {
  const known = new Set(contentStems([...accounts, ...speakers, ...titles].join(' ')));
  const inQuotes = new Set(contentStems(said));
  const wanted = [...new Set(contentStems(claim))].filter(
    (stem) => !REPORTING.has(stem) && !known.has(stem) && saidNumbers(stem).length === 0,
  );
  // "Rollout" is said as "roll … out", "sign-on" as "sign on".
  const letters = said.toLowerCase().replace(/[^\p{L}]+/gu, '');
  const found = wanted.filter(
    (stem) => inQuotes.has(stem) || (stem.length > 4 && letters.includes(stem)) || isFormOf(stem, inQuotes),
  );
  if (wanted.length === 0 || found.length / wanted.length >= SHARE) return null;
  const missing = wanted.filter((stem) => !found.includes(stem));
  const words = wordsOf(claim).filter((word) => missing.includes(stemOf(word)));
  return `Its quotes do not say ${words
    .slice(0, 3)
    .map((word) => `"${word}"`)
    .join(', ')}.`;
}

/** Porter leaves "slowly" and "slow" apart, and "complained" and "complaint": a common beginning of five letters joins them. */
const isFormOf = (stem: string, said: ReadonlySet<string>): boolean => {
  const start = stem.slice(0, Math.max(4, Math.min(5, stem.length)));
  return (
    stem.length >= 4 &&
    [...said].some((other) => other.length >= 4 && (other.startsWith(start) || stem.startsWith(other)))
  );
};
