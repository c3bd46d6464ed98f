import { DateTime } from 'luxon';
import type { Calendar } from '../time-window.ts';
import type { Reading } from './calendar-periods.ts';
import { type BoundStretch, fromTo, isHalfOpen, readBefore, toNamedRange } from './date-bounds.ts';
import { intersection, type NamedRange, union } from './date-ranges.ts';
import { type DateStretch, yearNumber } from './date-stretch.ts';
import { findStretches } from './date-stretches.ts';
import { CALL_NOUN } from './talk-words.ts';
import { eitherOf, wordList } from './word-list.ts';

/** A stretch of time: `from` inclusive, `to` exclusive; null is open. */
export type DateRange = { from: Date | null; to: Date | null; label: string };

/** A question's words for times. `from` and `to` span all `ranges`; separate stretches give several ranges. */
export type DateWords = DateRange & { ranges: DateRange[]; spans: { start: number; end: number }[] };

/** Ranges joined by "and", "or" or "versus"; `isAhead`: a time still to begin, without a word that bounds calls. */
export type DateGroup = { ranges: NamedRange[]; isAhead: boolean };

/** What stands between two times of a range, and of a list. */
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

const toDate = (moment: DateTime | null | undefined): Date | null => moment?.toJSDate() ?? null;

/** Keeps stretches meant as times: unmistakable stretches, and stretches beside a cue. */
function meantAsTimes(text: string, stretches: readonly DateStretch[]): BoundStretch[] {
  const kept: BoundStretch[] = [];
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
    const isAll = text.slice(0, stretch.start).trim() === '' && /^\W*$/.test(text.slice(stretch.end));
    // "They were hired in 2024" and "…in 2024?" read alike. A year after a word other than a preposition is a subject.
    if (
      !(stretch.needsCue || isNowadays(text, stretch)) ||
      before.hasCue ||
      isJoined ||
      isHalfOpen(text.slice(stretch.end)) ||
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

/**
 * Gives a stretch without a year the year of a joined stretch ("May to July 2025") or of a year nearby ("last year in
 * May").
 */
function settleYears(named: BoundStretch[], text: string): void {
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

/** Stretches as ranges. A list of stretches forms one group. */
function toGroups(text: string, named: readonly BoundStretch[], now: DateTime): DateGroup[] {
  const groups: DateGroup[] = [];
  for (let at = 0; at < named.length; at += 1) {
    const stretch = named[at] as BoundStretch;
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
    const range = isRange ? fromTo(stretch, next, RANGE_GAP.exec(gap)?.[1] !== undefined) : toNamedRange(stretch, text);
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
const isCompared = (text: string, { start, before }: BoundStretch): boolean =>
  /\bcompare(?: +in)? +$/i.test(text.slice(0, start)) || /^compare\b/i.test(text.slice(start - before.length, start));

const startsWithFrom = (text: string, { start, before }: BoundStretch): boolean =>
  /^from\b/i.test(text.slice(start - before.length, start));
