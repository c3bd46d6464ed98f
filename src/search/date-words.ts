import { DateTime } from 'luxon';
import type { Calendar } from '../time-window.ts';
import { quarterStart, type Reading } from './calendar-periods.ts';
import { CALL_NOUN, findStretches, type Stretch } from './date-stretches.ts';

/** A stretch of time: `from` inclusive, `to` exclusive; null is open. */
export type DateRange = { from: Date | null; to: Date | null; label: string };

/** Words of a question that name times. `from` and `to` hold all of `ranges`, which are several where the question names stretches that do not touch. */
export type DateWords = DateRange & { ranges: DateRange[]; spans: { start: number; end: number }[] };

type Range = { from: DateTime | null; to: DateTime | null; label: string; start: number; end: number };
type Named = Stretch & { before: Before };

/** What stands before a stretch: how it bounds the time, and which part of it is meant. */
type Before = {
  bound: 'in' | 'since' | 'after' | 'before' | 'until' | 'between';
  edge: 'start' | 'middle' | 'end' | null;
  length: number;
  hasCue: boolean;
};

const EDGE =
  /\b(?:at |in |around )?(?:the )?(?:very )?(?:(start|beginning|early)|(middle|mid)|(end|late))(?: part)?(?: of| in)?[ -](?:the )?(?:month of )?$/i;
const BOUND =
  /(?:^|[^\p{L}\p{N}])(on or after|no earlier than|not before|starting(?: in| from| on| with)?|since|as of|later than|after|on or before|no later than|prior to|earlier than|before|up until|up to|until|till|through|by|between|from|(?:in|during|within|over|for|throughout|on|of|at|compare|compared (?:to|with)|dated)(?: all of)?) +(?:the +)?(?:month of +)?$/iu;
const RANGE_GAP =
  /^ *(?:and|to|until|till|up to|up until|through|[–-]) *(?:the )?(?:(start|beginning)|(end))?(?: of (?:the )?)?(?:month of )?$/i;
const DASH_GAP = /^ *(?:(?:to|until|till|up to|up until|through) |[–-] *)/i;
const LIST_GAP =
  /^ *(?:,|,? *(?:and|or|&)|,? *(?:versus|vs\.?|against|(?:as )?compared (?:to|with)|than))(?: +(?:in|during|with|to|from|of|on))?(?: +the)? *$/i;
const ONWARDS = /^ *,? *(?:onwards?|or later|and later|or after|and after|and since|or since)\b/i;
const BACKWARDS = /^ *,? *(?:or earlier|and earlier|or before|and before)\b/i;
/** "Where do they use it today?" asks how things are, "What came up today?" and "Which calls are there today?" for what was said on that day. */
const HOW_THINGS_ARE =
  /^(?:.*[.!?] )?\W*(?:(?:and |so )?(?:where|how|who|what|which|why)\b[^.?!]*?\b)?(?:do|does|is|are|can)\b[^.?!]*$/i;
const OF_TALK = new RegExp(
  `\\b(?:${CALL_NOUN}|new|on|say|said|talk\\w*|tell|told|ask\\w*|discuss\\w*|mention\\w*|hear\\w*|happen\\w*|speak\\w*|meet\\w*|report\\w*)\\b`,
  'i',
);
const OF_CALLS = new RegExp(`^(?:['’]s)? +(?:sales +|customer +)?${CALL_NOUN}\\b`, 'i');

/**
 * Finds the words that name a time and what they mean on the organization's calendar. Times joined by "and", "or", "versus" are all meant; others narrow each
 * other ("last quarter (July to September)"). Words about the future and dates that are a subject ("the 1 January deadline") set no range. Null when there
 * are none.
 */
export function findDateWords(text: string, now: Date, calendar: Calendar): DateWords | null {
  const reading: Reading = { now: DateTime.fromJSDate(now, { zone: calendar.timeZone }), calendar };
  const named = meantAsTimes(text, findStretches(text, reading));
  settleYears(named, text);
  const groups = toGroups(text, named, reading.now);
  if (groups.length === 0) return null;
  const ranges = groups.map(union).reduce(intersection);
  const all = groups.flat().sort((a, b) => a.start - b.start);
  const [first, last] = [ranges[0], ranges.at(-1)];
  return {
    from: toDate(first?.from),
    to: toDate(last?.to),
    label: all.map((range) => range.label).join(', '),
    ranges: ranges.map(({ from, to, label }) => ({ from: toDate(from), to: toDate(to), label })),
    spans: all.map(({ start, end }) => ({ start, end })),
  };
}

/** The quarter before the one that `now` is in, on the fiscal calendar: offered when this one is still empty. */
export function lastQuarter(now: Date, calendar: Calendar): { from: Date; to: Date } {
  const start = quarterStart(DateTime.fromJSDate(now, { zone: calendar.timeZone }), calendar);
  return { from: start.minus({ months: 3 }).toJSDate(), to: start.toJSDate() };
}

const toDate = (moment: DateTime | null | undefined): Date | null => moment?.toJSDate() ?? null;

/** Keeps the stretches that are meant as times: those that always are, and those beside words that say so. */
function meantAsTimes(text: string, stretches: readonly Stretch[]): Named[] {
  const kept: Named[] = [];
  for (const [at, stretch] of stretches.entries()) {
    const previous = kept.at(-1);
    const gap = previous ? text.slice(previous.end, stretch.start) : '';
    const before = readBefore(text.slice(previous?.end ?? 0, stretch.start), stretch);
    const next = stretches[at + 1];
    const opensRange = next?.unit === stretch.unit && DASH_GAP.test(text.slice(stretch.end, next.start));
    const isJoined = previous !== undefined && (RANGE_GAP.test(gap) || LIST_GAP.test(gap));
    const isOfCalls = OF_CALLS.test(text.slice(stretch.end));
    const isAll = text.slice(0, stretch.start).trim() === '' && /^\W*$/.test(text.slice(stretch.end));
    // "They were hired in 2024" and "…in 2024?" read alike; a year with a word before it that is no preposition is a subject.
    if (
      !(stretch.needsCue || isNowadays(text, stretch)) ||
      before.hasCue ||
      isJoined ||
      opensRange ||
      isOfCalls ||
      (isAll && ['day', 'rolling'].includes(stretch.unit))
    )
      kept.push({ ...stretch, before });
  }
  return kept;
}

const isNowadays = (text: string, { label, start }: Stretch): boolean =>
  label === 'today' && HOW_THINGS_ARE.test(text.slice(0, start)) && !OF_TALK.test(text);

function readBefore(text: string, stretch: Stretch): Before {
  const edge = EDGE.exec(text);
  const rest = edge ? text.slice(0, edge.index + (/^\W/.test(edge[0]) ? 1 : 0)) : text;
  const bound = BOUND.exec(`${rest.trimEnd()} `);
  const word = bound?.[1]?.toLowerCase() ?? '';
  const part = edge?.[1] ? 'start' : edge?.[2] ? 'middle' : edge?.[3] ? 'end' : null;
  const boundStart = bound ? bound.index + bound[0].indexOf(bound[1] ?? '') : rest.length;
  const lead = bound || edge ? 0 : (/\b(?:only |just )?the +$/i.exec(text)?.[0].length ?? 0);
  return {
    bound: stretch.bound ?? toBound(word, stretch),
    edge: part,
    length: bound ? text.length - boundStart : edge ? text.length - edge.index : lead,
    hasCue: Boolean(bound || edge),
  };
}

function toBound(word: string, stretch: Stretch): Before['bound'] {
  if (/^(?:since|starting.*|as of|on or after|no earlier than|not before)$/.test(word)) return 'since';
  if (/^(?:after|later than)$/.test(word)) return 'after';
  if (/^(?:before|prior to|earlier than)$/.test(word)) return 'before';
  if (/^(?:until|till|up to|up until|through|by|on or before|no later than)$/.test(word)) return 'until';
  if (word === 'between') return 'between';
  // "Calls from May" are May's; "from 3 May" begins there.
  return word === 'from' && stretch.unit === 'day' ? 'since' : 'in';
}

/** Gives stretches without a year the year of the one they are joined to ("May to July 2025"), or that stands beside ("last year in May"). */
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

const yearNumber = ({ label, from }: Stretch): number => Number(/\b(\d{4})$/.exec(label)?.[1] ?? from.year);

/** Stretches as ranges, those that are joined by a list in one group. */
function toGroups(text: string, named: readonly Named[], now: DateTime): Range[][] {
  const groups: Range[][] = [];
  for (let at = 0; at < named.length; at += 1) {
    const stretch = named[at] as Named;
    const next = named[at + 1];
    const gap = next ? text.slice(stretch.end, next.start) : '';
    const isRange =
      next &&
      RANGE_GAP.test(gap) &&
      (['between', 'since'].includes(stretch.before.bound) || startsWithFrom(text, stretch) || DASH_GAP.test(gap));
    const previous = named[at - 1];
    const joins = previous !== undefined && groups.length > 0 && LIST_GAP.test(text.slice(previous.end, stretch.start));
    if (!isRange && stretch.unit === 'instant') continue;
    const range = isRange ? between(stretch, next, RANGE_GAP.exec(gap)) : toRange(stretch, text);
    if (isRange) at += 1;
    // A time that has not begun is what a question is about, not when calls were held; named outright it is a range without calls.
    if (range.from && range.from > now && !stretch.before.hasCue) continue;
    if (joins) groups.at(-1)?.push(range);
    else groups.push([range]);
  }
  return groups;
}

const startsWithFrom = (text: string, { start, before }: Named): boolean =>
  /^from\b/i.test(text.slice(start - before.length, start));

function between(first: Named, last: Named, gap: RegExpExecArray | null): Range {
  const isBackwards = first.from > last.to && first.inYear !== undefined;
  const start = isBackwards ? { ...first, ...first.inYear?.(yearNumber(first) - 1) } : first;
  const from = start.before.edge === 'end' ? start.to : start.from;
  const to = gap?.[1] || last.before.edge === 'start' ? last.from : last.to;
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

/** "Early May" is its first third: ten days of a month, a month of a quarter. */
function partOf({ from, to, unit }: Stretch, edge: Before['edge']): { from: DateTime; to: DateTime } {
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

/** Ranges in order, those that touch as one. */
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

/** What lies in both; where nothing does, the empty stretch between them, so that nothing is found and the reader is told. */
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
