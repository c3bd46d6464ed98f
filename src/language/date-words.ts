import { DateTime } from 'luxon';
import type { Calendar } from '../time-window.ts';
import { quarterStart, type Reading } from './calendar-periods.ts';
import type { DateStretch } from './date-stretch.ts';
import { findStretches } from './date-stretches.ts';
import { CALL_NOUN } from './talk-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** A stretch of time: `from` inclusive, `to` exclusive; null is open. */
export type DateRange = { from: Date | null; to: Date | null; label: string };

/** A question's words for times. `from` and `to` span all `ranges`; separate stretches give several ranges. */
export type DateWords = DateRange & { ranges: DateRange[]; spans: { start: number; end: number }[] };

export type NamedRange = { from: DateTime | null; to: DateTime | null; label: string; start: number; end: number };
/** Ranges joined by "and", "or" or "versus"; `isAhead`: a time still to begin, without a word that bounds calls. */
export type DateGroup = { ranges: NamedRange[]; isAhead: boolean };
type Range = NamedRange;
type Named = DateStretch & { before: Before };

/** The words before a stretch: their bound on the time and the part of the stretch meant. */
type Before = {
  bound: 'in' | 'since' | 'after' | 'before' | 'until' | 'between';
  edge: 'start' | 'middle' | 'end' | null;
  /** "Early", "mid" and "late" name a part; "the end of" may be a moment. */
  isPart: boolean;
  length: number;
  hasCue: boolean;
};

const EDGE = new RegExp(
  String.raw`\b(?:around )?(?:the )?(?:very )?(?!(?:start|end) in\b)(?:(start|beginning|early|earlier)|(middle|mid)|(end|late|later))(?: part)?` +
    '(?: of| in)?[ -](?:the )?(?:month of )?$',
  'i',
);
/** Words that bound the time after them, and from which side. */
const SINCE = eitherOf(
  phraseList('on or after, no earlier than, not before, starting(?: in| from| on| with)?, since, as of'),
);
const AFTER = eitherOf(phraseList('later than, after'));
const UNTIL = eitherOf(phraseList('on or before, no later than, up until, up to, until, till, through, by'));
const BEFORE = eitherOf(phraseList('prior to, earlier than, before'));
/** Words that only announce a time. */
const IN = eitherOf(
  phraseList(
    'back in, in, during, within, over, for, throughout, on, of, at, compare, compared to, compared with, dated',
  ),
);
const BOUND = new RegExp(
  String.raw`(?:^|[^\p{L}\p{N}])(${[SINCE, AFTER, UNTIL, BEFORE, 'between', 'from'].join('|')}|${IN}(?: all of)?)` +
    ` +(?:the +)?(?:month of +)?$`,
  'iu',
);
const RANGE_GAP = new RegExp(
  String.raw`^ *(?:${CALL_NOUN} +)?` +
    '(?:and|to|until|till|up to|up until|through|[–-]) *(?:the )?(?:(start|beginning)|(end)|(?:early|mid|late))?' +
    '(?: of| in)?[ -]?(?:the )?(?:month of )?$',
  'i',
);
const DASH_GAP = /^ *(?:(?:to|until|till|up to|up until|through) |[–-] *)/i;
const LIST_GAP = new RegExp(
  String.raw`^ *(?:,|,? *(?:and|or|&)|,? *(?:versus|vs\.?|against|(?:as )?compared (?:to|with)|than))` +
    `(?: +(?:in|during|with|to|from|of|on))?(?: +the)? *$`,
  'i',
);
const ONWARDS = /^ *,? *(?:onwards?|or later|and later|or after|and after|and since)\b/i;
const BACKWARDS = /^ *,? *(?:or earlier|and earlier|or before|and before)\b/i;
/**
 * "Where do they use it today?" asks about the present. "What came up today?" and "Which calls are there today?" ask
 * about calls of the day.
 */
const HOW_THINGS_ARE =
  /^(?:.*[.!?] )?\W*(?:(?:and |so )?(?:where|how|who|what|which|why)\b[^.?!]*?\b)?(?:do|does|is|are|can)\b[^.?!]*$/i;
const OF_TALK = new RegExp(
  String.raw`\b(?:${CALL_NOUN}|${eitherOf(
    wordList(String.raw`
      new on say said talk\w* tell told ask\w* discuss\w* mention\w* hear\w* happen\w* speak\w* meet\w* report\w*
    `),
  )})\b`,
  'i',
);
const OF_CALLS = new RegExp(String.raw`^(?:['’]s)? +(?:sales +|customer +)?${CALL_NOUN}\b`, 'i');

/**
 * Finds words for times and their meaning on the organization's calendar. Times joined by "and", "or" or "versus" are
 * all meant; other times narrow each other ("last quarter (July to September)"). Words about the future set no range,
 * nor do dates as a subject ("the 1 January deadline"). Null when no words set a range.
 */
export function findDateWords(text: string, now: Date, calendar: Calendar): DateWords | null {
  return toDateWords(findDateGroups(text, now, calendar).filter(({ isAhead }) => !isAhead));
}

/** The times named in a text, in order: their ranges on the calendar, and their places. */
export function findDateGroups(text: string, now: Date, calendar: Calendar): DateGroup[] {
  const reading: Reading = { now: DateTime.fromJSDate(now, { zone: calendar.timeZone }), calendar };
  const named = meantAsTimes(text, findStretches(text, reading));
  settleYears(named, text);
  return toGroups(text, named, reading.now);
}

/** The shared time of several groups; null for none. */
export function toDateWords(groups: readonly DateGroup[]): DateWords | null {
  if (groups.length === 0) return null;
  const ranges = groups.map((group) => union(group.ranges)).reduce(intersection);
  const all = groups.flatMap((group) => group.ranges).sort((a, b) => a.start - b.start);
  const [first, last] = [ranges[0], ranges.at(-1)];
  return {
    from: toDate(first?.from),
    to: toDate(last?.to),
    label: all.map((range) => range.label).join(', '),
    ranges: ranges.map(({ from, to, label }) => ({ from: toDate(from), to: toDate(to), label })),
    spans: all.map(({ start, end }) => ({ start, end })),
  };
}

/** The fiscal quarter before the quarter of `now`, offered while the current quarter is still empty. */
export function lastQuarter(now: Date, calendar: Calendar): { from: Date; to: Date } {
  const start = quarterStart(DateTime.fromJSDate(now, { zone: calendar.timeZone }), calendar);
  return { from: start.minus({ months: 3 }).toJSDate(), to: start.toJSDate() };
}

const toDate = (moment: DateTime | null | undefined): Date | null => moment?.toJSDate() ?? null;

/** Keeps stretches meant as times: unmistakable stretches, and stretches beside a cue. */
function meantAsTimes(text: string, stretches: readonly DateStretch[]): Named[] {
  const kept: Named[] = [];
  for (const [at, stretch] of stretches.entries()) {
    const previous = kept.at(-1);
    const gap = previous ? text.slice(previous.end, stretch.start) : '';
    const next = stretches[at + 1];
    const opensRange =
      next && [stretch.unit, 'instant'].includes(next.unit) && DASH_GAP.test(text.slice(stretch.end, next.start));
    const isJoined = previous !== undefined && (RANGE_GAP.test(gap) || LIST_GAP.test(gap));
    const isListed = next && LIST_GAP.test(text.slice(stretch.end, next.start));
    const isOfCalls = [stretch, ...(isListed ? [next] : [])].some(({ end }) => OF_CALLS.test(text.slice(end)));
    const before = readBefore(text.slice(previous?.end ?? 0, stretch.start), stretch, isOfCalls);
    const isHalfOpen = ONWARDS.test(text.slice(stretch.end)) || BACKWARDS.test(text.slice(stretch.end));
    const isAll = text.slice(0, stretch.start).trim() === '' && /^\W*$/.test(text.slice(stretch.end));
    // "They were hired in 2024" and "…in 2024?" read alike. A year after a word other than a preposition is a subject.
    if (
      !(stretch.needsCue || isNowadays(text, stretch)) ||
      before.hasCue ||
      isJoined ||
      isHalfOpen ||
      opensRange ||
      isOfCalls ||
      (isAll && ['day', 'rolling'].includes(stretch.unit))
    )
      kept.push({ ...stretch, before });
  }
  return kept;
}

const isNowadays = (text: string, { label, start }: DateStretch): boolean =>
  label === 'today' && HOW_THINGS_ARE.test(text.slice(0, start)) && !OF_TALK.test(text);

function readBefore(text: string, stretch: DateStretch, isOfCalls: boolean): Before {
  const edge = EDGE.exec(text);
  const rest = edge ? text.slice(0, edge.index + (/^\W/.test(edge[0]) ? 1 : 0)) : text;
  const bound = BOUND.exec(`${rest.trimEnd()} `);
  const word = bound?.[1]?.toLowerCase() ?? '';
  const part = edge?.[1] ? 'start' : edge?.[2] ? 'middle' : edge?.[3] ? 'end' : null;
  const boundStart = bound ? bound.index + bound[0].indexOf(bound[1] ?? '') : rest.length;
  const lead = bound || edge ? 0 : (/\b(?:only |just )?the +$/i.exec(text)?.[0].length ?? 0);
  return {
    bound: stretch.bound ?? toBound(word, stretch, isOfCalls),
    edge: part,
    isPart: /earl|mid|late/i.test(edge?.[0] ?? ''),
    length: bound ? text.length - boundStart : edge ? text.length - edge.index : lead,
    hasCue: Boolean(bound || edge),
  };
}

function toBound(word: string, stretch: DateStretch, isOfCalls: boolean): Before['bound'] {
  const bound = BOUNDS.find(({ words }) => new RegExp(`^${words}$`).test(word))?.bound;
  // "Calls from May" means calls of May, "from the Tuesday call" that call; "from 3 May" starts on the day.
  return bound ?? (word === 'from' && stretch.unit === 'day' && !isOfCalls ? 'since' : 'in');
}

const BOUNDS: readonly { bound: Before['bound']; words: string }[] = [
  { bound: 'since', words: SINCE },
  { bound: 'after', words: AFTER },
  { bound: 'before', words: BEFORE },
  { bound: 'until', words: UNTIL },
  { bound: 'between', words: 'between' },
];

/**
 * Gives a stretch without a year the year of a joined stretch ("May to July 2025") or of a year nearby ("last year in
 * May").
 */
function settleYears(named: Named[], text: string): void {
  for (const [at, stretch] of named.entries()) {
    if (!stretch.inYear) continue;
    const next = named[at + 1];
    const gap = next ? text.slice(stretch.end, next.start) : '';
    const joined =
      next && next.unit === stretch.unit && !next.inYear && (RANGE_GAP.test(gap) || LIST_GAP.test(gap))
        ? next
        : undefined;
    const beside = named.find(
      (other) => other.unit === 'year' && other !== next && !other.inYear && other.before.bound === 'in',
    );
    if (joined) {
      const sameYear = stretch.inYear(yearNumber(joined));
      Object.assign(stretch, sameYear.from > joined.from ? stretch.inYear(yearNumber(joined) - 1) : sameYear);
    } else if (beside) Object.assign(stretch, stretch.inYear(yearNumber(beside)));
  }
}

const yearNumber = ({ label, from }: DateStretch): number => Number(/\b(\d{4})$/.exec(label)?.[1] ?? from.year);

/** Stretches as ranges. A list of stretches forms one group. */
function toGroups(text: string, named: readonly Named[], now: DateTime): DateGroup[] {
  const groups: DateGroup[] = [];
  for (let at = 0; at < named.length; at += 1) {
    const stretch = named[at] as Named;
    const next = named[at + 1];
    const gap = next ? text.slice(stretch.end, next.start) : '';
    const isRange =
      next &&
      RANGE_GAP.test(gap) &&
      !isCompared(text, stretch) &&
      (['between', 'since'].includes(stretch.before.bound) || startsWithFrom(text, stretch) || DASH_GAP.test(gap));
    const previous = named[at - 1];
    const between = previous ? text.slice(previous.end, stretch.start) : '';
    const joins =
      previous !== undefined &&
      groups.length > 0 &&
      (LIST_GAP.test(between) || (isCompared(text, previous) && RANGE_GAP.test(between)));
    if (!isRange && stretch.unit === 'instant') continue;
    const range = isRange ? fromTo(stretch, next, RANGE_GAP.exec(gap)) : toRange(stretch, text);
    if (isRange) at += 1;
    // A time still to begin is a question's subject, not the time of calls. Beside a cue the time stays, as a range
    // without calls.
    const isAhead = range.from !== null && range.from > now && !stretch.before.hasCue;
    if (joins) groups.at(-1)?.ranges.push(range);
    else groups.push({ ranges: [range], isAhead });
  }
  return groups;
}

/** "Compare May to September" names two times. */
const isCompared = (text: string, { start, before }: Named): boolean =>
  /\bcompare(?: +in)? +$/i.test(text.slice(0, start)) || /^compare\b/i.test(text.slice(start - before.length, start));

const startsWithFrom = (text: string, { start, before }: Named): boolean =>
  /^from\b/i.test(text.slice(start - before.length, start));

function fromTo(first: Named, last: Named, gap: RegExpExecArray | null): Range {
  const isBackwards = first.from > last.to && first.inYear !== undefined;
  const start = isBackwards ? { ...first, ...first.inYear?.(yearNumber(first) - 1) } : first;
  const from = start.before.isPart
    ? partOf(start, start.before.edge).from
    : start.before.edge === 'end'
      ? start.to
      : start.from;
  const to = last.before.isPart
    ? partOf(last, last.before.edge).to
    : gap?.[1] || last.before.edge === 'start'
      ? last.from
      : last.to;
  return {
    from,
    to,
    label: `${start.label} to ${last.label}`,
    start: first.start - first.before.length,
    end: last.end,
  };
}

function toRange(stretch: Named, text: string): Range {
  const { before } = stretch;
  const rest = text.slice(stretch.end);
  const [onwards, backwards] = [ONWARDS.exec(rest), BACKWARDS.exec(rest)];
  const span = { start: stretch.start - before.length, end: stretch.end + (onwards ?? backwards ?? [''])[0].length };
  const edgeWords = before.edge ? `the ${before.edge} of ` : '';
  const bound = onwards ? 'since' : backwards ? 'until' : before.bound;
  const label = (word: string) => `${word} ${edgeWords}${stretch.label}`;
  const opening = before.edge === 'end' ? stretch.to : stretch.from;
  const closing = before.edge === 'start' ? stretch.from : stretch.to;
  if (bound === 'since' && !stretch.bound) return { from: opening, to: null, label: label('since'), ...span };
  if (bound === 'after') return { from: closing, to: null, label: label('after'), ...span };
  if (bound === 'before' && !stretch.bound) return { from: null, to: opening, label: label('before'), ...span };
  if (bound === 'until') return { from: null, to: closing, label: label('until'), ...span };
  if (stretch.bound === 'before') return { from: null, to: stretch.to, label: stretch.label, ...span };
  return { ...partOf(stretch, before.edge), label: `${edgeWords}${stretch.label}`, ...span };
}

/** "Early May" is the first third: ten days of a month, a month of a quarter. */
function partOf({ from, to, unit }: DateStretch, edge: Before['edge']): { from: DateTime; to: DateTime } {
  if (!edge) return { from, to };
  const third = unit === 'month' ? { days: 10 } : { days: Math.round(to.diff(from, 'days').days / 3) };
  const [one, two] =
    unit === 'year'
      ? [from.plus({ months: 4 }), from.plus({ months: 8 })]
      : [from.plus(third), from.plus(third).plus(third)];
  return edge === 'start' ? { from, to: one } : edge === 'middle' ? { from: one, to: two } : { from: two, to };
}

const startOf = ({ from }: Range): number => from?.toMillis() ?? Number.NEGATIVE_INFINITY;
const endOf = ({ to }: Range): number => to?.toMillis() ?? Number.POSITIVE_INFINITY;

/** Ranges in order, with touching ranges merged. */
function union(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => startOf(a) - startOf(b))) {
    const last = merged.at(-1);
    if (last && startOf(range) <= endOf(last)) {
      merged[merged.length - 1] = {
        ...last,
        to: endOf(range) > endOf(last) ? range.to : last.to,
        label: `${last.label} and ${range.label}`,
      };
    } else merged.push(range);
  }
  return merged;
}

/** The shared parts of both lists. Without any, an empty range remains, so nothing is found and the reader is told. */
function intersection(left: readonly Range[], right: readonly Range[]): Range[] {
  const cut = (a: Range, b: Range): Range => ({
    ...a,
    from: startOf(a) > startOf(b) ? a.from : b.from,
    to: endOf(a) < endOf(b) ? a.to : b.to,
    label: a.label,
  });
  const all = left.flatMap((a) => right.map((b) => cut(a, b)));
  const shared = all.filter((range) => startOf(range) < endOf(range));
  return shared.length > 0 ? shared : all.slice(0, 1);
}
