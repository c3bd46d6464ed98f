import { isOfListPrice } from '../language/price-words.ts';
import { isPossibleFigure, isRateWord, type SaidFigure, saidFigures } from '../language/said-figures.ts';
import { saidNumbers } from '../language/said-numbers.ts';
import { contentWords, isStopWord } from '../language/stop-words.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';
import { wordsLike } from '../search/word-vectors.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { ProvedQuote } from './find-quote.ts';
import { sureStandInsOf } from './gather-evidence.ts';
import { hasTopic, specificTerms } from './plan-question.ts';

/** A figure moves by no more between two statements of the same thing. A larger step is about something else. */
const LARGEST_STEP = 4;

/**
 * For each quote, the latest earlier quote of another figure for the same thing, or null. The same thing: the same
 * account, a subject of the question in both, figures that measure alike, and no name that only one of them holds ("the
 * rival asks 10.50"), save of who is on the call. A list price is not a customer's price, and what may be or would be
 * is not how things stood. Beyond order, nothing is claimed of the two.
 */
export function overtakenQuotes(plan: QuestionPlan, quotes: readonly ProvedQuote[]): (ProvedQuote | null)[] {
  const subjects = subjectsOf(plan);
  const statements = quotes.map((quote) => toStatement(quote, subjects));
  // Words that nobody asked for prove less: two of them must be shared.
  const least = hasTopic(plan) ? 1 : 2;
  return statements.map((later) => {
    const earlier = statements
      .filter((other) => isEarlier(other, later) && isOfTheSame(other, later, least) && isChanged(other, later))
      .toSorted((a, b) => startOf(b) - startOf(a));
    return earlier[0]?.quote ?? null;
  });
}

type Statement = {
  quote: ProvedQuote;
  figures: SaidFigure[];
  about: Set<Stem>;
  names: Set<string>;
  isOfList: boolean;
  isFact: boolean;
};

function toStatement(quote: ProvedQuote, subjects: ReadonlyMap<Stem, Stem>): Statement {
  const said = quote.sentences.map(({ text }) => text);
  const { sentences } = quote.evidence.segment;
  const first = sentences.findIndex(({ startMs }) => startMs === quote.sentences[0]?.startMs);
  // "The budget was cut. I now have 54,000 euros."
  const before = sentences[first - 1]?.text ?? '';
  const { parties, accounts } = quote.evidence.call;
  const present = new Set([...parties, ...accounts].flatMap(({ name }) => name.split(' ')));
  const stems = [before, ...said].flatMap(wordsOf).map(stemOf);
  return {
    quote,
    figures: said.flatMap(saidFigures),
    about: new Set(stems.flatMap((stem) => subjects.get(stem) ?? [])),
    names: new Set(said.flatMap(namesIn)).difference(present),
    isOfList: said.some(isOfListPrice),
    isFact: !said.some((text) => isPossibleFigure(text)),
  };
}

/** Each word that names a subject of the question, with its subject. A topic has one subject for each of its words. */
function subjectsOf(plan: QuestionPlan): ReadonlyMap<Stem, Stem> {
  const own = specificTerms(plan).map(stemOf);
  const others = sureStandInsOf(plan).flatMap(({ text, of }): [Stem, Stem][] => {
    const [word, ...more] = wordsOf(text);
    const [asked] = wordsOf(of);
    return word && asked && more.length === 0 ? [[stemOf(word), stemOf(asked)]] : [];
  });
  const ofTopics = own.length > 0 ? [] : plan.trackers.flatMap(({ terms }) => terms.flatMap(contentWords)).map(stemOf);
  const subjects = [...own, ...ofTopics].filter((stem) => !isRateWord(stem));
  return new Map([...others, ...subjects.map((stem): [Stem, Stem] => [stem, stem])]);
}

const startOf = ({ quote }: Statement): number => quote.evidence.call.startedAt.getTime();
const isEarlier = (one: Statement, other: Statement): boolean => startOf(one) < startOf(other);

function isOfTheSame(one: Statement, other: Statement, least: number): boolean {
  const accounts = new Set(one.quote.evidence.call.accounts.map(({ id }) => id));
  return (
    other.quote.evidence.call.accounts.some(({ id }) => accounts.has(id)) &&
    one.isFact &&
    other.isFact &&
    one.isOfList === other.isOfList &&
    one.about.intersection(other.about).size >= least &&
    one.names.symmetricDifference(other.names).size === 0
  );
}

/** Whether some figures measure alike and none of these is the same. */
function isChanged(one: Statement, other: Statement): boolean {
  const pairs = one.figures.flatMap((a) => other.figures.filter(({ of }) => of === a.of).map((b) => [a, b] as const));
  const isStep = pairs.some(
    ([a, b]) => a.of !== null || Math.max(a.value / b.value, b.value / a.value) <= LARGEST_STEP,
  );
  return isStep && pairs.every(([a, b]) => a.value !== b.value);
}

/** Capitalized words that are no number and, at the beginning, no word of the dictionary. */
function namesIn(sentence: string): string[] {
  const words = sentence.split(/[^\p{L}\p{N}'’-]+/u).filter(Boolean);
  return words.filter((word, at) => {
    if (!/^\p{Lu}\p{L}+/u.test(word) || isStopWord(word.toLowerCase()) || saidNumbers(word).length > 0) return false;
    return at > 0 || wordsLike(word).length === 0;
  });
}
