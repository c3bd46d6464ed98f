import { NUMBER_WORDS } from '../number-words.ts';
import { findLatestCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { dayOf } from '../time-window.ts';
import type { Scope } from '../viewer.ts';

/**
 * Words that name a time by a call: "since the renewal call", "in the last three calls". `titleWords` must all stand in the call's title; none mean
 * whichever call was the latest.
 */
export type CallWords = { start: number; end: number; text: string } & (
  | { latest: number }
  | { bound: 'since' | 'after' | 'before' | 'until' | 'in'; titleWords: string[] }
);

export type CallTime = { from: Date | null; to: Date | null; label: string };

const LATEST = new RegExp(
  `\\b(since |after |before |until )?(?:(?:in|from|during|at|on|of) )?(?:the |our |their |my )?(?:very )?(?:last|latest|most recent|previous) (?:(\\d{1,2}|${NUMBER_WORDS.join('|')}) )?(calls?|meetings?|conversations?)\\b`,
  'i',
);
const NAMED =
  /\b(since|after|before|until|in|during|from) (?:the|our|their|my) ((?:[\p{L}-]+ ){0,3}?)(call|meeting|conversation|review|demo|kick-?off|qbr|workshop|webinar|training|session|negotiation|check-?in|retrospective|briefing|walkthrough)\b/iu;

/** The first such words of a question; null where there are none. */
export function findCallWords(question: string): CallWords | null {
  const latest = LATEST.exec(question);
  const isOne = latest && !latest[2] && !/s$/i.test(latest[3] ?? '');
  if (latest && (isOne || latest[2])) {
    const span = { start: latest.index, end: latest.index + latest[0].length, text: latest[0].trim() };
    if (latest[1]) return { ...span, bound: latest[1].trim().toLowerCase() as 'since', titleWords: [] };
    const word = NUMBER_WORDS.indexOf(latest[2]?.toLowerCase() ?? '');
    return { ...span, latest: isOne ? 1 : word > 0 ? word : Number(latest[2]) };
  }
  const named = NAMED.exec(question);
  if (!named) return null;
  const noun = named[3]?.toLowerCase().replace('-', '') ?? '';
  const titleWords = [
    ...(named[2] ?? '').toLowerCase().split(/\s+/),
    /^(?:call|meeting|conversation)$/.test(noun) ? '' : noun,
  ].filter((word) => word !== '' && !/^(?:last|latest|most|recent|previous)$/.test(word));
  const word = named[1]?.toLowerCase() ?? '';
  const bound = word === 'during' || word === 'from' ? 'in' : (word as 'since');
  // "In the meeting" and "before the demo" may name no call of ours: "in" needs a word that tells which.
  if (titleWords.length === 0 || (bound === 'in' && !named[2]?.trim())) return null;
  return { start: named.index, end: named.index + named[0].length, text: named[0], bound, titleWords };
}

/**
 * The time that the words mean, by the calls in scope. Null where there is no such call: nothing is guessed.
 */
export async function settleCallWords(
  db: Db,
  scope: Scope,
  words: CallWords,
  filter: { accountIds: string[]; personIds: string[] },
  timeZone: string,
): Promise<CallTime | null> {
  const isCount = 'latest' in words;
  const calls = await findLatestCalls(db, scope, filter, {
    titleWords: isCount ? [] : words.titleWords,
    limit: isCount ? words.latest : 1,
  });
  const [newest, oldest] = [calls[0], calls.at(-1)];
  if (!newest || !oldest) return null;
  const after = (date: Date) => new Date(date.getTime() + 1);
  const name = `“${newest.title}” on ${dayOf(newest.startedAt, timeZone)}`;
  if (isCount)
    return {
      from: oldest.startedAt,
      to: after(newest.startedAt),
      label: calls.length === 1 ? `the last call, ${name}` : `the last ${calls.length} calls`,
    };
  if (words.bound === 'since') return { from: newest.startedAt, to: null, label: `since ${name}` };
  if (words.bound === 'after') return { from: after(newest.startedAt), to: null, label: `after ${name}` };
  if (words.bound === 'in') return { from: newest.startedAt, to: after(newest.startedAt), label: name };
  return {
    from: null,
    to: words.bound === 'until' ? after(newest.startedAt) : newest.startedAt,
    label: `${words.bound} ${name}`,
  };
}
