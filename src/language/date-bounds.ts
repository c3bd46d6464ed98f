import type { DateTime } from 'luxon';
import type { NamedRange } from './date-ranges.ts';
import { type DateStretch, yearNumber } from './date-stretch.ts';
import { eitherOf, phraseList } from './word-list.ts';

/** A stretch with the words before it. */
export type BoundStretch = DateStretch & { before: Before };

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
const ONWARDS = /^ *,? *(?:onwards?|or later|and later|or after|and after|and since)\b/i;
const BACKWARDS = /^ *,? *(?:or earlier|and earlier|or before|and before)\b/i;

/** Reads the text before a stretch. `isOfCalls`: calls of the time are named behind it. */
export function readBefore(text: string, stretch: DateStretch, isOfCalls: boolean): Before {
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

/** Whether the text behind a stretch leaves the time open: "May onwards", "2024 or earlier". */
export const isHalfOpen = (rest: string): boolean => ONWARDS.test(rest) || BACKWARDS.test(rest);

/** From one stretch to another. `endsAtStart`: "to the start of" the other. */
export function fromTo(first: BoundStretch, last: BoundStretch, endsAtStart: boolean): NamedRange {
  const isBackwards = first.from > last.to && first.inYear !== undefined;
  const start = isBackwards ? { ...first, ...first.inYear?.(yearNumber(first) - 1) } : first;
  const from = start.before.isPart
    ? partOf(start, start.before.edge).from
    : start.before.edge === 'end'
      ? start.to
      : start.from;
  const to = last.before.isPart
    ? partOf(last, last.before.edge).to
    : endsAtStart || last.before.edge === 'start'
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

/** A stretch of a text as the range that its bounds make of it. */
export function toNamedRange(stretch: BoundStretch, text: string): NamedRange {
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
