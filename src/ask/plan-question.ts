import { askedActs, withoutActs } from '../language/asked-acts.ts';
import { topicsAskedFor } from '../language/asked-topics.ts';
import { customersOf, isAskingWord, withoutAskingPhrases } from '../language/asking-words.ts';
import { blankSpans } from '../language/blank-spans.ts';
import { type CallWords, findCallLink, findCallWords, findEventWords } from '../language/call-words.ts';
import { withoutLoneLetters } from '../language/compounds.ts';
import { readMeasure } from '../language/measure-words.ts';
import type { Mentionable } from '../language/mentionable.ts';
import { NAME_SIGN } from '../language/name-roles.ts';
import { mayBeNoun } from '../language/noun-or-adjective.ts';
import { isOtherLanguage, isShortWord } from '../language/other-language.ts';
import { ownProductWords } from '../language/own-product.ts';
import { withoutPoliteness } from '../language/politeness.ts';
import { predicateWords } from '../language/predicate-words.ts';
import { findQuestionTimes } from '../language/question-times.ts';
import { censusOf, isChangeWord, typeOf, withoutLeaning, withoutNumberedCalls } from '../language/question-type.ts';
import { measuredThing } from '../language/said-figures.ts';
import { isOfAllAccounts, isOfAnyTime, withoutScopeWords } from '../language/scope-words.ts';
import {
  asksForState,
  asksWhatSettled,
  isNowWord,
  isOpenWord,
  isSettledWord,
  withoutNowPhrases,
} from '../language/state-words.ts';
import { contentWords, isStopWord } from '../language/stop-words.ts';
import { withoutComingUp } from '../language/talk-words.ts';
import { timeRole } from '../language/time-role.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import type { Calendar } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { planCount } from './plan-count.ts';
import { askedOfRecord, planMeasure } from './plan-measure.ts';
import { planNegation } from './plan-negation.ts';
import { topicsOfSpeech } from './topics-of-speech.ts';
import { type Asker, whoIsMeant } from './who-is-meant.ts';

/** How the warning begins that a question may be in another language. */
export const READ_IN_ENGLISH = 'Questions are read in English.';

type Known = {
  mentionables: readonly Mentionable[];
  trackers: readonly Tracker[];
  calendar: Calendar;
  asker?: Asker | null;
  /** False: no words name a call, since no call fitted them. */
  hasCallWords?: boolean;
  /** False: the record is not asked, whatever the words. */
  isOfRecord?: boolean;
  /** Whether speech can be compared by meaning: only then what people do by speaking is looked for so. */
  hasMeaning?: boolean;
};

/** Reads a question: mentions, dates and quoted words only. Every other sign is a plain word (docs/ask.md). */
export const planQuestion = (question: string, known: Known, now: Date): QuestionPlan =>
  planNegation(question, (asked) => planWords(asked, known, now));

function planWords(question: string, known: Known, now: Date): QuestionPlan {
  const link = findCallLink(question);
  const { rest: unnamed, warnings, ...meant } = whoIsMeant(link ? blankSpans(question, [link]) : question, known);
  let rest = unnamed;
  const callWords = known.hasCallWords === false ? null : (link ?? findCallWords(rest) ?? findEvent(rest, question));
  if (callWords) rest = blankSpans(rest, [callWords]);
  const typeCue = typeOf(question);
  // A count or a summary is of one set of calls.
  const mayBeEither = typeCue === null || !['count', 'list', 'summarize'].includes(typeCue);
  const asTimes = { now, calendar: known.calendar, mayBeEither };
  const onRecord = findQuestionTimes(rest, { ...asTimes, isOfCalls: true });
  const asked = { ...meant, callWords };
  const isOfRecord = known.isOfRecord !== false;
  const isOfCalls =
    readMeasure(question) !== null || (isOfRecord && askedOfRecord(asked, question, onRecord.spans) !== null);
  const [isCounted, isOfChange] = [typeCue === 'count', typeCue === 'changed'];
  const times = isOfCalls ? onRecord : findQuestionTimes(rest, { ...asTimes, isCounted, isOfChange });
  const dates = times.calls;
  rest = blankSpans(rest, times.spans);
  const [isOfAll, isAnyTime] = [isOfAllAccounts(rest), isOfAnyTime(rest)];
  const phrases = [...rest.matchAll(/["“]([^"”]+)["”]/g)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((phrase) => wordsOf(phrase).length > 0);
  const unquoted = phrases.length > 0 ? rest.replace(/["“][^"”]+["”]/g, ' | ') : rest;
  const spoken = typeCue === 'changed' ? withoutLeaning(withoutNumberedCalls(unquoted)) : unquoted;
  const meaning = withoutPoliteness(
    withoutScopeWords(withoutAskingPhrases(withoutComingUp(withoutLoneLetters(withoutNowPhrases(spoken))))),
  );
  const acts = known.hasMeaning && phrases.length === 0 ? askedActs(meaning) : [];
  const outside = acts.length > 0 ? withoutActs(meaning) : meaning;
  const isOther = isOtherLanguage(meaning);
  const [theirCustomers, own] = [customersOf(spoken), ownProductWords(spoken)];
  const isTerm = (word: string) =>
    !isStopWord(word) &&
    (!isAskingWord(word) || theirCustomers.includes(word)) &&
    !isNowWord(word) &&
    // "Which requests are still open": who asks for something says nothing of what became of it.
    !(acts.length > 0 && isOpenWord(word)) &&
    // "What do they like about our product": whoever likes it need not name it.
    !(acts.length > 0 && own.includes(word)) &&
    // "Nearly left us": what is neither the act nor a thing says how, and nobody need have said it.
    (acts.length === 0 || mayBeNoun(word)) &&
    !(typeCue === 'changed' && isChangeWord(word)) &&
    !(isOther && isShortWord(word));
  const terms = [...new Set([...contentWords(outside).filter(isTerm), ...times.months])];
  const ofActs = new Set(acts.flatMap(({ words }) => wordsOf(words)));
  const predicates = predicateWords(withNameMarks(question, meant.mentions)).filter(({ word }) => !ofActs.has(word));
  const named = topicsAskedFor(outside, known.trackers);
  const trackers = named.length > 0 || typeCue ? named : topicsOfSpeech(predicates, terms, known.trackers);
  const isConcern = trackers.some(({ wants }) => wants === 'concern');
  const plan: QuestionPlan = {
    type: typeCue ?? (isConcern ? 'concerns' : 'said'),
    typeCue: typeCue ?? (isConcern ? 'concerns' : null),
    census: censusOf(question),
    ...meant,
    ...(asksWhatSettled(question) && { side: null, speakers: [] }),
    calls: [],
    ranges: dates?.ranges ?? [],
    from: dates?.from ?? null,
    to: dates?.to ?? null,
    when: dates?.label ?? null,
    isAnyTimeToo: times.isEither,
    namedTime: times.named,
    subjectTimes: times.ofSubject,
    unsaidTimes: [],
    callWords,
    predicates,
    trackers,
    phrases,
    meaning: meaning.replaceAll('|', ' ').replace(/\s+/g, ' ').trim(),
    terms,
    runs: runsOf(outside, isTerm),
    added: [],
    inherited: [],
    edit: null,
    formerId: null,
    about: 'calls',
    isOfAll,
    isAnyTime,
    isDescription: false,
    acts,
    isOfNow: asksForState(question, typeCue ?? (isConcern ? 'concerns' : null)),
    measure: null,
    negation: null,
    warnings: [
      ...(isOther ? [`${READ_IN_ENGLISH} Of this one, ${understood(terms)}.`] : []),
      ...(acts.length > 0
        ? contentWords(outside)
            .filter(isOpenWord)
            .map((word) => `Ignored “${word}”: whether a matter was settled since, only later calls tell.`)
        : []),
      ...(dates?.from && dates.to && dates.from >= dates.to
        ? ['The dates in the question leave no time between them.']
        : []),
      ...times.ignored.map(({ words, because }) => `Ignored “${words}”: ${because}.`),
      ...warnings,
    ],
  };
  const timeWords = [...(callWords ? [callWords] : []), ...times.spans];
  return (
    (isOfRecord ? planMeasure(plan, { question, times: timeWords, calendar: known.calendar, now }) : null) ??
    planCount(plan, { question, times: timeWords, trackers: known.trackers })
  );
}

/** A time by way of an event, where calls of the time are asked: beside talk, or for a change. */
function findEvent(rest: string, question: string): CallWords | null {
  const words = findEventWords(rest);
  if (!words) return null;
  const { start, end } = words;
  const flags = { isAhead: false, isStale: false, isCurrent: false, isAdverb: false, isCounted: false };
  const role = timeRole({ question: rest, start, end, ...flags });
  return role === 'calls' || typeOf(question) === 'changed' ? words : null;
}

/** The question with a sign for each name. */
export const withNameMarks = (question: string, mentions: QuestionPlan['mentions']): string =>
  mentions
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, isOwner }) => text.slice(0, start) + NAME_SIGN + (isOwner ? "'s" : '') + text.slice(end),
      question,
    );

const understood = (terms: readonly string[]): string =>
  terms.length > 0 ? `these words are searched for: ${terms.join(', ')}` : 'only names and times were understood';

/**
 * Runs of passing words, cut at every other word and at punctuation. A hyphenated word ("sign-on") passes when any of
 * its parts passes.
 */
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

/** Whether the question names a subject. */
export const hasTopic = ({
  terms,
  trackers,
  phrases,
  acts,
}: Pick<QuestionPlan, 'terms' | 'trackers' | 'phrases' | 'acts'>): boolean =>
  terms.length + trackers.length + phrases.length + acts.length > 0;

/** The words to search for: the question's own or, without a topic, the words its calls are most about. */
export const searchTerms = (plan: QuestionPlan): string[] =>
  hasTopic(plan) ? plan.terms : plan.added.flatMap(({ kind, text }) => (kind === 'telling_word' ? [text] : []));

/** The search words beyond the names and cues of topics. */
export function specificTerms(plan: QuestionPlan): string[] {
  const cues = new Set(
    plan.trackers
      .flatMap((tracker) => [...tracker.cues, tracker.name])
      .flatMap(wordsOf)
      .map(stemOf),
  );
  // "How much discount": what is to be measured is asked for by its own word, whatever its topic.
  const measured = measuredThing(plan.meaning);
  const specific = searchTerms(plan).filter((term) => !cues.has(stemOf(term)) || term === measured);
  // "The agreed price" is about the price, and what was agreed on may not have been called so.
  const subjects = plan.isOfNow ? specific.filter((term) => !isSettledWord(term)) : specific;
  return subjects.length + plan.trackers.length > 0 ? subjects : specific;
}
