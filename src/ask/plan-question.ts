import type { Side } from '../call.ts';
import { isAskingWord } from '../search/asking-words.ts';
import { type DateRange, findDateWords } from '../search/date-words.ts';
import { findBareNames, findMentions, type Mention, type Mentionable } from '../search/find-mentions.ts';
import { contentWords, isStopWord, stemOf, wordsOf } from '../search/words.ts';
import type { Calendar } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';
import { type CallWords, findCallWords } from './call-words.ts';
import type { Inherited } from './follow-up.ts';
import { type CensusOf, censusOf, type QuestionType, typeOf } from './question-type.ts';

/** How a question was understood: by rules, and by what a model added to them. */
export type QuestionPlan = {
  type: QuestionType;
  /** The type where the question itself shows it; null where it is only assumed. */
  typeCue: QuestionType | null;
  /** What is listed or counted. */
  census: CensusOf;
  mentions: Mention[];
  accounts: { id: string; name: string }[];
  people: { id: string; name: string }[];
  /** The stretches of time that are searched; none: all of it. `from` and `to` hold all of them. */
  ranges: DateRange[];
  from: Date | null;
  to: Date | null;
  /** The words that named the range, in ours: "last quarter". */
  when: string | null;
  /** A time named by a call, which is still to be looked up. */
  callWords: CallWords | null;
  side: Side | null;
  trackers: Tracker[];
  phrases: string[];
  /** Words to search for: what is left when mentions, dates and the words of asking are taken away. */
  terms: string[];
  /** The terms that stand next to each other in the question, as they stand there: "audit log". */
  runs: string[];
  /** The question without its mentions and dates: what a search by meaning looks for. */
  meaning: string;
  /** What was added to the question, each marked as such. */
  added: Addition[];
  inherited: Inherited[];
  /** The question says that it is of all accounts, or of any time. */
  isOfAll: boolean;
  isAnyTime: boolean;
  warnings: string[];
};

export const ADDITION_KINDS = [
  'synonym',
  'sub_question',
  'telling_word',
  'word_form',
  'business_word',
  'related_word',
] as const;
/**
 * A model's synonyms and sub-questions, the words that the calls in scope are most about where the question names no topic, and other words for the question's:
 * other forms of them, what people in business say, and words that are used like them. `of` tells for which of the question's.
 */
export type Addition = { kind: (typeof ADDITION_KINDS)[number]; text: string; of?: string | undefined };

/** "…did @Acme raise", "what did the customer say": only the customer's own words answer it. */
const CUSTOMER_SAID =
  /\b(?:did|does|do|has|have|had) (?:the (?:customer|client|prospect)s?|customers|clients|prospects|they|@\S+(?: \S+){0,4}?) (?:\w+ )?(?:rais|say|said|tell|told|mention|complain|worr|express|voic|object|ask|push)/i;
const CUSTOMER_OWN =
  /\b(?:customer|client|prospect)s?(?:'s|’s|s’|s')? (?:concern|worr|objection|complaint|question|said|say|told|feedback)/i;
const OF_ALL =
  /\b(?:across |for |with |of )?(?:all|any|every|each|other)(?: (?:other|of the|of our|our))* (?:customers?|accounts?|clients?|compan(?:y|ies)|prospects?)\b|\b(?:which|what|how many) (?:other )?(?:customers?|accounts?|clients?|companies|prospects?)\b|\banyone else\b|\beverybody else\b/i;
const ANY_TIME = /\b(?:(?:of|for|over) all time|at any (?:time|point)|any ?time|ever)\b/i;

/** Reads a question: mentions, dates and quoted words only; every other sign is a plain word (docs/ask.md). */
export function planQuestion(
  question: string,
  known: { mentionables: readonly Mentionable[]; trackers: readonly Tracker[]; calendar: Calendar },
  now: Date,
): QuestionPlan {
  const signed = findMentions(question, known.mentionables);
  let rest = signed.reduce((text, mention) => blank(text, mention.start, mention.end), question);
  const bare = isAccountNamed(signed) ? NO_NAMES : findBareNames(rest, known.mentionables);
  rest = bare.mentions.reduce((text, mention) => blank(text, mention.start, mention.end), rest);
  const mentions = [...signed, ...bare.mentions];
  const callWords = findCallWords(rest);
  if (callWords) rest = blank(rest, callWords.start, callWords.end);
  const dates = findDateWords(rest, now, known.calendar);
  for (const span of dates?.spans ?? []) rest = blank(rest, span.start, span.end);
  const [isOfAll, isAnyTime] = [OF_ALL.test(rest), ANY_TIME.test(rest)];
  const phrases = [...rest.matchAll(/["“]([^"”]+)["”]/g)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((phrase) => wordsOf(phrase).length > 0);
  const outside = (phrases.length > 0 ? rest.replace(/["“][^"”]+["”]/g, ' | ') : rest)
    .replace(ANY_TIME, ' | ')
    .replace(OF_ALL, ' | ');
  const found = mentions.flatMap((mention) => (mention.state === 'found' ? [mention.target] : []));
  const typeCue = typeOf(question);
  // "What changed?" asks for whatever did: the word itself need not have been said.
  const isTerm = (word: string) =>
    !isStopWord(word) && !isAskingWord(word) && !(typeCue === 'changed' && /^(?:chang|differ|new$)/.test(word));
  const trackers = trackersOf(outside, known.trackers);
  const isConcern = trackers.some(({ id }) => id === 'concerns');
  return {
    type: typeCue ?? (isConcern ? 'concerns' : 'said'),
    typeCue: typeCue ?? (isConcern ? 'concerns' : null),
    census: censusOf(question),
    mentions,
    accounts: named(found, 'account'),
    people: named(found, 'person'),
    ranges: dates?.ranges ?? [],
    from: dates?.from ?? null,
    to: dates?.to ?? null,
    when: dates?.label ?? null,
    callWords,
    side: CUSTOMER_SAID.test(question) || CUSTOMER_OWN.test(question) ? 'customer' : null,
    trackers,
    phrases,
    meaning: outside.replaceAll('|', ' ').replace(/\s+/g, ' ').trim(),
    terms: contentWords(outside).filter(isTerm),
    runs: runsOf(outside, isTerm),
    added: [],
    inherited: [],
    isOfAll,
    isAnyTime,
    warnings: [
      ...(dates?.from && dates.to && dates.from >= dates.to
        ? ['The dates in the question leave no time between them.']
        : []),
      ...bare.several.map((name) => `Several are called "${name}": write @${name} to choose one.`),
      ...bare.topics.map(
        (topic) => `"${topic.name}" was searched as a word. Write @${topic.name} to ask its calls alone.`,
      ),
    ],
  };
}

const NO_NAMES = { mentions: [], topics: [], several: [] };

/** An unknown or ambiguous mention is an account until it is settled. */
const isAccountNamed = (mentions: readonly Mention[]): boolean =>
  mentions.some((mention) => mention.state !== 'found' || mention.target.kind === 'account');

/** Rows of words that each pass, cut at every other word and at punctuation. Of words with a hyphen ("sign-on") one that passes is enough. */
function runsOf(text: string, isTerm: (word: string) => boolean): string[] {
  const runs: string[] = [];
  for (const clause of text.split(/[^\p{L}\p{N}\s'’-]+/u)) {
    let run: string[] = [];
    for (const word of [...clause.split(/\s+/), '']) {
      const parts = wordsOf(word);
      if (parts.some(isTerm)) run.push(...parts);
      else if (run.length > 0) {
        runs.push(run.join(' '));
        run = [];
      }
    }
  }
  return [...new Set(runs)];
}

/** Whether the question says what it is about. */
export const hasTopic = ({ terms, trackers, phrases }: Pick<QuestionPlan, 'terms' | 'trackers' | 'phrases'>): boolean =>
  terms.length + trackers.length + phrases.length > 0;

/** The words that are searched for: the question's, else those that its calls are most about. */
export const searchTerms = (plan: QuestionPlan): string[] =>
  hasTopic(plan) ? plan.terms : plan.added.flatMap(({ kind, text }) => (kind === 'telling_word' ? [text] : []));

/** The words of a question that do not merely name its topics. */
export function specificTerms(plan: QuestionPlan): string[] {
  const cues = new Set(
    plan.trackers
      .flatMap((tracker) => [...tracker.cues, tracker.name])
      .flatMap(wordsOf)
      .map(stemOf),
  );
  return searchTerms(plan).filter((term) => !cues.has(stemOf(term)));
}

/** Trackers whose name or cue words stand in the question. */
function trackersOf(text: string, trackers: readonly Tracker[]): Tracker[] {
  const stems = new Set(wordsOf(text).map(stemOf));
  return trackers.filter((tracker) =>
    [...tracker.cues, ...wordsOf(tracker.name)].some((cue) => stems.has(stemOf(cue))),
  );
}

function named(targets: readonly Mentionable[], kind: Mentionable['kind']): { id: string; name: string }[] {
  const ofKind = targets.filter((target) => target.kind === kind).map(({ id, name }) => [id, { id, name }] as const);
  return [...new Map(ofKind).values()];
}

const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
