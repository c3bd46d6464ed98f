import type { Calendar } from '../time-window.ts';
import { isAskingWord } from './asking-words.ts';
import { blankSpans } from './blank-spans.ts';
import { isMonthOrDay, WEEKDAY_NAME } from './calendar-names.ts';
import { type DateGroup, type DateWords, findDateGroups, toDateWords } from './date-words.ts';
import { isOtherLanguage } from './other-language.ts';
import { contentWords, isStopWord } from './stop-words.ts';
import { CALL_NOUN } from './talk-words.ts';
import { type TimeRole, timeRole } from './time-role.ts';
import { findUnreadTimes } from './unread-times.ts';
import { wordsOf } from './words.ts';

/**
 * `mayBeEither`: false for a question of one set of calls; `isCounted`: what is counted are sayings; `isOfCalls`: what
 * is asked are numbers of calls, and every time is theirs; `isOfChange`: a stretch of time is that of the calls between
 * which something changed.
 */
type QuestionOfTimes = {
  now: Date;
  calendar: Calendar;
  mayBeEither: boolean;
  isCounted?: boolean;
  isOfCalls?: boolean;
  isOfChange?: boolean;
};

export type QuestionTimes = {
  /** The time of calls; null for none. */
  calls: DateWords | null;
  /** The time may be the subject's as well: its words are searched too, and calls of any time. */
  isEither: boolean;
  /** Places of the words that only say when calls were, understood or not; the rest may be searched for. */
  spans: { start: number; end: number }[];
  /** Months named as a subject, in lower case: "May" is a month there, and no auxiliary. */
  months: string[];
  /** The times of the subject, in order. */
  ofSubject: SubjectTime[];
  /** The time of `calls` as named; null when told from the asking ("last week", "two days ago"). */
  named: NamedTime | null;
  /** Words meant as a time of calls that limit nothing, and why. */
  ignored: { words: string; because: string }[];
};

/**
 * A time of the subject as the question names it ("March 2027"), with its words. `isFromNow`: told from the asking
 * ("next year"). `isAhead`: still to begin. `noCall`: the sentence that no call was then, where the time was first
 * taken for that of calls.
 */
export type SubjectTime = {
  label: string;
  terms: string[];
  isFromNow: boolean;
  isAhead: boolean;
  /** Calls of the time are searched as well: nobody need name it. */
  isOfCallsToo: boolean;
  noCall: string | null;
};

/** When ("in May 2018"), the question's own name for it ("May"), and the words of the name, to search for. */
export type NamedTime = { when: string; what: string; terms: string[] };

/**
 * Reads the times of a question, and what each belongs to: the calls, or what is asked about. Unless it `mayBeEither`,
 * a time that could be both is the calls'.
 */
export function findQuestionTimes(
  question: string,
  { now, calendar, mayBeEither, isCounted = false, isOfCalls = false, isOfChange = false }: QuestionOfTimes,
): QuestionTimes {
  const groups = findDateGroups(question, now, calendar);
  const read = blankSpans(question, groups.map(spanOf));
  // "And last quarter?" has no subject for a time to belong to; "between the May call and June" is about the time.
  const hasSubject = !contentWords(read).every(isAskingWord);
  const isAlone = (group: DateGroup) => !hasSubject && !OVER_A_CALL.test(wordsIn(question, group));
  // Whose a time is, only English grammar tells.
  const isForeign = isOtherLanguage(read);
  // "I meet them next week: what is their price?" No call to come can hold the price.
  const isTooEarly = (group: DateGroup) =>
    hasSubject && group.ranges.every(({ from }) => from && from.toJSDate() > now);
  const roles: TimeRole[] = [];
  for (const [at, group] of groups.entries()) {
    const [before, { start }] = [groups[at - 1], spanOf(group)];
    // "Last quarter (July to September)" names one time twice.
    const isSame = before && /^\W*$/.test(question.slice(spanOf(before).end, start));
    const role =
      (isSame ? roles[at - 1] : undefined) ??
      (isOfCalls || isForeign || isAlone(group) ? 'calls' : roleOf(question, group, now, isCounted));
    // "What did they say of the launch in March 2027?" No call was then yet, so the time is the launch's.
    const isOfTheCalls = isOfChange && role === 'words' && isOfStretch(question, group);
    if (isOfTheCalls && !isTooEarly(group)) roles.push('calls');
    else if (role === 'calls' && !isOfCalls && isTooEarly(group) && !isFromNow(question, group)) roles.push('words');
    else roles.push(role === 'either' && !mayBeEither ? 'calls' : role);
  }
  const [early, ofCalls] = partition(
    groups.filter((_, at) => roles[at] === 'calls'),
    isTooEarly,
  );
  const ofEither = ofCalls.length > 0 ? [] : groups.filter((_, at) => roles[at] === 'either');
  const unread = findUnreadTimes(read).filter(
    ({ start, end }) =>
      timeRole({
        question,
        start,
        end,
        isAhead: false,
        isStale: false,
        isCurrent: false,
        isAdverb: false,
        isCounted,
      }) === 'calls',
  );
  const ofSubject = groups.filter((group) => !ofCalls.includes(group) && !early.includes(group));
  const compared = isOfChange ? ofCalls.map((group) => sinceCompared(question, group)) : ofCalls;
  return {
    calls: toDateWords(compared.length > 0 ? compared : ofEither),
    isEither: ofEither.length > 0,
    spans: [...[...ofCalls, ...early].flatMap(({ ranges }) => ranges), ...unread].map(({ start, end }) => ({
      start,
      end,
    })),
    ofSubject: ofSubject.map((group) => ({
      label: nameOf(question, [group]),
      terms: termsOf(question, [group]),
      isFromNow: isFromNow(question, group),
      isAhead: group.ranges.some(({ to }) => !to || to.toJSDate() > now),
      isOfCallsToo: ofEither.includes(group),
      noCall: null,
    })),
    months: ofSubject.map(spanOf).flatMap(({ start, end }) => wordsOf(question.slice(start, end)).filter(isMonthOrDay)),
    named: namedTime(question, ofCalls),
    ignored: [
      ...unread.map(({ text }) => ({ words: text, because: 'these words match no dates' })),
      ...early.map((group) => ({ words: wordsIn(question, group).trim(), because: 'there were no calls then' })),
    ],
  };
}

function partition<One>(all: readonly One[], isFirst: (one: One) => boolean): [One[], One[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

const OVER_A_CALL = new RegExp(String.raw`\b${CALL_NOUN}\b`, 'i');

const wordsIn = (question: string, group: DateGroup): string => {
  const { start, end } = spanOf(group);
  return question.slice(start, end);
};

/** "Between May and July", "since March", "compared to June": a change is one between calls of these times. */
const isOfStretch = (question: string, group: DateGroup): boolean =>
  group.ranges.length > 1 ||
  group.ranges.some(({ label }) => / to /.test(label)) ||
  /^(?:since|between|from|compared (?:to|with)|over|throughout)\b/i.test(wordsIn(question, group).trim());

/** What is different compared to June is so since June. */
const sinceCompared = (question: string, group: DateGroup): DateGroup =>
  /^compared\b/i.test(wordsIn(question, group).trim())
    ? { ...group, ranges: group.ranges.map((range) => ({ ...range, to: null, label: `since ${range.label}` })) }
    : group;

/** Half a year: a bare month of longer ago is the next one's as soon as it is spoken of in the present. */
const STALE_MS = 183 * 86_400_000;

function roleOf(question: string, group: DateGroup, now: Date, isCounted: boolean): TimeRole {
  const { start, end } = spanOf(group);
  const [from, to] = [group.ranges[0]?.from, group.ranges.at(-1)?.to];
  const isAhead = Boolean(from && from.toJSDate() > now);
  const words = wordsIn(question, group);
  const isOver = Boolean(to && now.getTime() - to.toMillis() > STALE_MS);
  return timeRole({
    question,
    start,
    end,
    isAhead,
    isCurrent: !isAhead && (!to || to.toJSDate() >= now),
    isStale: isOver && !/\d{2}|\b(?:last|this)\b/i.test(words),
    isAdverb: isFromNow(question, group),
    isCounted,
  });
}

function namedTime(question: string, groups: readonly DateGroup[]): NamedTime | null {
  if (groups.length === 0 || groups.some((group) => isFromNow(question, group))) return null;
  const label = groups.flatMap(({ ranges }) => ranges.map((range) => range.label)).join(' and ');
  const isBounded = /^(?:before|until|after|since)\b/.test(label);
  return {
    when: isBounded ? label : `${/^\d{1,2} /.test(label) ? 'on' : 'in'} ${label}`,
    what: nameOf(question, groups),
    terms: termsOf(question, groups),
  };
}

const termsOf = (question: string, groups: readonly DateGroup[]): string[] =>
  groups
    .flatMap((group) => wordsOf(withoutPrepositions(wordsIn(question, group))))
    .filter((word) => isMonthOrDay(word) || !isStopWord(word));

/** "march 2027" as "March 2027". */
const nameOf = (question: string, groups: readonly DateGroup[]): string =>
  groups
    .map((group) => withoutPrepositions(wordsIn(question, group)))
    .join(' and ')
    .replace(/\p{L}+/gu, (word) => (isMonthOrDay(word) ? (word[0] ?? '').toUpperCase() + word.slice(1) : word));

const withoutPrepositions = (words: string): string =>
  words
    .trim()
    .replace(
      /^(?:(?:for|in|on|at|of|by|before|after|until|till|since|from|between|over|during|within|the|back)\s+)+/i,
      '',
    );

/** "Last week", "two days ago", "on Monday": told from the moment of asking. Others have a year in their label. */
const isFromNow = (question: string, group: DateGroup): boolean =>
  group.ranges.some(({ label }) => !/\b\d{4}\b/.test(label)) ||
  /\b(?:last|this)\b/i.test(wordsIn(question, group)) ||
  A_WEEKDAY.test(wordsIn(question, group));

const A_WEEKDAY = new RegExp(String.raw`^(?:\W|on|the|since|before|after|until|by)*${WEEKDAY_NAME}(?:['’]s)?\W*$`, 'i');

const spanOf = ({ ranges }: DateGroup): { start: number; end: number } => ({
  start: Math.min(...ranges.map(({ start }) => start)),
  end: Math.max(...ranges.map(({ end }) => end)),
});
