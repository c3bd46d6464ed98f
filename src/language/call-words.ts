import { isMonthOrDay } from './calendar-names.ts';
import { CALL } from './calls-and-customers.ts';
import { FEW_ORDINALS } from './date-readings.ts';
import { NUMBER_WORDS } from './number-words.ts';
import { isStopWord } from './stop-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';
import { wordsOf } from './words.ts';

/**
 * Words that name calls, or a time by way of a call: "since the renewal call", "in the last three calls", a link. The
 * call's title must hold all `titleWords`; with none, the latest call is meant.
 */
export type CallWords = { start: number; end: number; text: string } & (
  | { latest: number }
  | { callId: string }
  | { between: [CallRef, CallRef] }
  | ({ bound: Bound } & CallRef)
);

/** A call by words of its title, or by its place among the calls in scope: 1 is the first, -1 the last. */
export type CallRef = { titleWords: string[] } | { place: number };
type Bound = 'since' | 'after' | 'before' | 'until' | 'in';

/** Kinds of call found in titles. */
const KINDS = eitherOf(
  wordList(`
    review demo kick-?off qbr workshop webinar training session negotiation check-?in retrospective briefing
    walkthrough hearing
  `),
);
const KIND = new RegExp(`^${KINDS}$`);

/** Whether a word in small letters names a kind of call. */
export const isKindOfCall = (word: string): boolean => KIND.test(word);

const LATEST = new RegExp(
  String.raw`\b(since |after |before |until )?(?:(?:in|from|during|at|on|of) )?(?:the |our |their |my )?(?:very )?` +
    String.raw`(?:last|latest|most recent|previous) +(?:(\d{1,2}|${NUMBER_WORDS.join('|')}) +)?` +
    String.raw`(${CALL}s?)\b`,
  'i',
);
/** Words before a call that is asked about itself; the call's own time then narrows the question. */
const INSIDE = eitherOf(
  phraseList(`
    in, during, from, out of, at, summari[sz]e, recap, recap of, rundown of, notes of, summary of, minutes of, outcome of
  `),
);
/** What stays open at a call's end is told in the call, though it is asked for after it. */
const LEFT_OPEN = String.raw`(?:(?:open|unanswered|outstanding) \p{L}+|next steps|action items|to-?dos) after`;
const WHERE = String.raw`\b(${LEFT_OPEN}|since|after|before|until|${INSIDE})`;
const BARE_CALL = `${CALL}s?`;
const IS_CALL = new RegExp(`^(?:${CALL}|talk|chat)s?$`);
/** "On the renewal call", but "on the renewal". */
const ON = String.raw`on(?= +\p{L}+ +(?:(?!of )[\p{L}-]+ +){0,4}?${BARE_CALL}\b)`;
/** Words before a call whose day, length, platform or people are asked for. */
const ITSELF = String.raw`(?<=(?:\b${eitherOf(['when', 'how long', 'platform'])} |^\W*)(?:was|is) |\b(?:attended|joined) )(?=\p{L}+ +(?:(?!of )[\p{L}-]+ +){1,4}?${BARE_CALL}\b)`;
/** Spaces stand where a customer's name was: "the [Pellworth] renewal call". */
const NAMED = new RegExp(
  String.raw`(?:(?:${WHERE}|\b${ON}) +|${ITSELF})(?:the|our|their|my) +((?:[\p{L}-]+ +){0,4}?)(${CALL}|talk|chat|${KINDS})\b` +
    // "The kickoff call" ends with the call.
    String.raw`(?! +(?:${CALL}|talk|chat|${KINDS})\b)`,
  'iu',
);
const QUOTED = new RegExp(
  String.raw`${WHERE} +(?:(?:the|our|their|my) +)?["“]([^"”]+)["”](?: (?:call|meeting)\b)?`,
  'iu',
);
/** The page of a call here, or in Gong. */
const LINK = /\bhttps?:\/\/\S*?(?:\/calls\/|\/call\?(?:\S*&)?id=)(\d+)\S*|(?<!\S)\/calls\/(\d+)\S*/i;

/** A pasted link to a call; null for none. */
export function findCallLink(question: string): CallWords | null {
  const link = LINK.exec(question);
  const callId = link?.[1] ?? link?.[2];
  return link && callId ? { start: link.index, end: link.index + link[0].length, text: link[0], callId } : null;
}

const PLACES: Record<string, number> = {
  ...FEW_ORDINALS,
  initial: 1,
  last: -1,
  latest: -1,
  newest: -1,
  'most recent': -1,
};
const PLACE = eitherOf(Object.keys(PLACES));
const THE = '(?:the|our|their|my) +(?:very +)?';
const byPlace = (isNounNeeded: boolean): string =>
  String.raw`(${PLACE})(?: +(?:${BARE_CALL}|one))${isNounNeeded ? '' : '?'}`;
const BY_TITLE = String.raw`((?:(?!${PLACE}\b)[\p{L}-]+ +){0,3}?(?:${BARE_CALL}|${KINDS}))`;
/** "The first call", "the third one", "the renewal call", "the hearing". */
const refTo = (isNounNeeded: boolean): string => `(?:${THE}(?:${byPlace(isNounNeeded)}|${BY_TITLE}))`;
const BETWEEN = new RegExp(
  String.raw`\b(?:between|from) +${refTo(false)} +(?:and|to|until|till) +(?:${refTo(true)}|(now|today))(?![\p{L}-])`,
  'iu',
);
const PLACED = new RegExp(
  String.raw`(?:\b(since|after|before|until|on|${INSIDE}) +|${ITSELF})${THE}(first|second|third|fourth|1st|2nd|3rd|4th|initial) +${BARE_CALL}\b`,
  'iu',
);

function readRef(place: string | undefined, title: string | undefined): CallRef | null {
  if (place) return { place: PLACES[place.toLowerCase()] ?? 1 };
  const titleWords = titleWordsOf(title ?? '');
  return titleWords.length === 0 || titleWords.some(isTimeWord) ? null : { titleWords };
}

/** "Between the second quarter call and the third" names calls by their time. */
const isTimeWord = (word: string): boolean =>
  isMonthOrDay(word) || /^(?:day|week|month|quarter|year|last|latest|previous|first|second|third|fourth)$/.test(word);

/** "Renewal call" as `renewal`, "planning kick-off" as `planning kickoff`. */
const titleWordsOf = (words: string): string[] =>
  words
    .toLowerCase()
    .split(/\s+/)
    .map((word) => (KIND.test(word) ? word.replace('-', '') : word))
    .filter((word) => word !== '' && !IS_CALL.test(word));

/** "From the first to the last call", "between the hearing and now"; null for other words. */
function findBetween(question: string): CallWords | null {
  const match = BETWEEN.exec(question);
  if (!match) return null;
  const [text, firstPlace, firstTitle, lastPlace, lastTitle, now] = match;
  const [from, to] = [readRef(firstPlace, firstTitle), now ? { place: -1 } : readRef(lastPlace, lastTitle)];
  return from && to ? { start: match.index, end: match.index + text.length, text, between: [from, to] } : null;
}

/** "Since the award", "before the works council vote": a call's title may name it, and calls of that time are asked. */
const SINCE_NAMED =
  /\b(since|after|before|until) +(?:the|our|their|my) +((?:[\p{L}-]+ +){0,3}?[\p{L}-]+)(?= *(?:$|[?.,;!]))/iu;

/**
 * Words for a time by way of something that a call's title may name; null for none, and for times of the calendar. Only
 * a question's talk tells whether calls of that time are meant (`timeRole`).
 */
export function findEventWords(question: string): CallWords | null {
  const match = SINCE_NAMED.exec(question);
  const titleWords = titleWordsOf(match?.[2] ?? '');
  if (
    !match ||
    titleWords.length === 0 ||
    titleWords.some((word) => isStopWord(word) || isTimeWord(word) || isOfCalendar(word))
  )
    return null;
  const [text, bound = ''] = match;
  return { start: match.index, end: match.index + text.length, text, bound: boundOf(bound), titleWords };
}

const isOfCalendar = (word: string): boolean =>
  /^(?:spring|summer|autumn|fall|winter|seasons?|holidays?|break|christmas|easter|days?|weeks?|months?|quarters?|years?|end|start|beginning|moment|morning|evening|weekend|time|date)$/.test(
    word,
  );

/** "Since we last spoke". */
const LAST_TALK = /\bsince (?:we|i|you) last (?:spoke|talked|met|called)(?: (?:to|with) (?:them|him|her))?\b/i;

/** The first words for a time by way of a call; null when there are none. */
export function findCallWords(question: string): CallWords | null {
  const between = findBetween(question);
  if (between) return between;
  const placed = PLACED.exec(question);
  if (placed)
    return {
      start: placed.index,
      end: placed.index + placed[0].length,
      text: placed[0],
      bound: boundOf(placed[1] ?? ''),
      place: PLACES[placed[2]?.toLowerCase() ?? ''] ?? 1,
    };
  const latest = LATEST.exec(question);
  const isOne = latest && !latest[2] && !/s$/i.test(latest[3] ?? '');
  if (latest && (isOne || latest[2])) {
    const span = { start: latest.index, end: latest.index + latest[0].length, text: latest[0].trim() };
    if (latest[1]) return { ...span, bound: latest[1].trim().toLowerCase() as 'since', titleWords: [] };
    const word = NUMBER_WORDS.indexOf(latest[2]?.toLowerCase() ?? '');
    return { ...span, latest: isOne ? 1 : word > 0 ? word : Number(latest[2]) };
  }
  const quoted = QUOTED.exec(question);
  if (quoted) {
    const titleWords = wordsOf(quoted[2] ?? '');
    const span = { start: quoted.index, end: quoted.index + quoted[0].length, text: quoted[0] };
    return titleWords.length > 0 ? { ...span, bound: boundOf(quoted[1] ?? ''), titleWords } : null;
  }
  const talk = LAST_TALK.exec(question);
  if (talk)
    return {
      start: talk.index,
      end: talk.index + talk[0].length,
      text: talk[0],
      bound: 'since',
      titleWords: [],
    };
  const named = NAMED.exec(question);
  if (!named) return null;
  const noun = named[3]?.toLowerCase().replace('-', '') ?? '';
  const titleWords = [...(named[2] ?? '').toLowerCase().split(/\s+/), IS_CALL.test(noun) ? '' : noun].filter(
    (word) => word !== '' && !/^(?:last|latest|most|recent|previous)$/.test(word),
  );
  const bound = boundOf(named[1] ?? '');
  // "The Tuesday call" is named by its day.
  if (titleWords.some(isMonthOrDay)) return null;
  // "The longest call" is told by the record, and by no title.
  if (titleWords.some((word) => /^(?:longest|shortest|busiest|average|typical|usual)$/.test(word))) return null;
  // "In the meeting" and "before the demo" may name no recorded call. "In" therefore needs a word to single a call out.
  if (titleWords.length === 0 || (bound === 'in' && !named[2]?.trim())) return null;
  return { start: named.index, end: named.index + named[0].length, text: named[0], bound, titleWords };
}

const boundOf = (word: string): Bound => {
  const bound = word.toLowerCase();
  return bound === 'since' || bound === 'after' || bound === 'before' || bound === 'until' ? bound : 'in';
};
