import type { Side } from '../call.ts';
import { isAskingWord } from '../search/asking-words.ts';
import { findDateWords } from '../search/date-words.ts';
import { findMentions, type Mention, type Mentionable } from '../search/find-mentions.ts';
import { contentWords, stemOf, wordsOf } from '../search/words.ts';
import type { Calendar } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';

/** How a question was understood, by rules alone. */
export type QuestionPlan = {
  mentions: Mention[];
  accounts: { id: string; name: string }[];
  people: { id: string; name: string }[];
  from: Date | null;
  to: Date | null;
  /** The words that named the range, in ours: "last quarter". */
  when: string | null;
  side: Side | null;
  trackers: Tracker[];
  phrases: string[];
  /** Words to search for: what is left when mentions, dates and the words of asking are taken away. */
  terms: string[];
  /** The question without its mentions and dates: what a search by meaning looks for. */
  meaning: string;
  warnings: string[];
};

/** "…did @Acme raise", "what did the customer say": only the customer's own words answer it. */
const CUSTOMER_SAID =
  /\b(?:did|does|do|has|have|had) (?:the (?:customer|client|prospect)s?|customers|clients|prospects|they|@\S+(?: \S+){0,4}?) (?:\w+ )?(?:rais|say|said|tell|told|mention|complain|worr|express|voic|object|ask|push)/i;
const CUSTOMER_OWN =
  /\b(?:customer|client|prospect)s?(?:'s|’s|s’|s')? (?:concern|worr|objection|complaint|question|said|say|told|feedback)/i;

/** Reads a question: mentions, dates and quoted words only; every other sign is a plain word (docs/ask.md). */
export function planQuestion(
  question: string,
  known: { mentionables: readonly Mentionable[]; trackers: readonly Tracker[]; calendar: Calendar },
  now: Date,
): QuestionPlan {
  const mentions = findMentions(question, known.mentionables);
  let rest = mentions.reduce((text, mention) => blank(text, mention.start, mention.end), question);
  const dates = findDateWords(rest, now, known.calendar);
  for (const span of dates?.spans ?? []) rest = blank(rest, span.start, span.end);
  const phrases = [...rest.matchAll(/["“]([^"”]+)["”]/g)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((phrase) => wordsOf(phrase).length > 0);
  const outside = phrases.length > 0 ? rest.replace(/["“][^"”]+["”]/g, ' ') : rest;
  const found = mentions.flatMap((mention) => (mention.state === 'found' ? [mention.target] : []));
  return {
    mentions,
    accounts: named(found, 'account'),
    people: named(found, 'person'),
    from: dates?.from ?? null,
    to: dates?.to ?? null,
    when: dates?.label ?? null,
    side: CUSTOMER_SAID.test(question) || CUSTOMER_OWN.test(question) ? 'customer' : null,
    trackers: trackersOf(outside, known.trackers),
    phrases,
    meaning: outside.replace(/\s+/g, ' ').trim(),
    terms: contentWords(outside).filter((word) => !isAskingWord(word)),
    warnings:
      dates?.from && dates.to && dates.from >= dates.to
        ? ['The dates in the question leave no time between them.']
        : [],
  };
}

/** The words of a question that do not merely name its topics. */
export function specificTerms(plan: QuestionPlan): string[] {
  const cues = new Set(
    plan.trackers
      .flatMap((tracker) => [...tracker.cues, tracker.name])
      .flatMap(wordsOf)
      .map(stemOf),
  );
  return plan.terms.filter((term) => !cues.has(stemOf(term)));
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
