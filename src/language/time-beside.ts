import { eitherOf, phraseList, wordList } from './word-list.ts';

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** A time beside the one that was asked about last: before or after it. Without a unit, all the time on that side. */
export type TimeBeside = {
  side: 'before' | 'after';
  unit: (typeof UNITS)[number] | null;
  start: number;
  end: number;
  text: string;
};

const UNIT = eitherOf(UNITS);
const END = String.raw`(?=[\s?.!]*$)`;
const BEFORE = eitherOf(wordList('before prior earlier'));
const AFTER = eitherOf(wordList('after later following'));
/** "The month before", "a week earlier", "two months" have their unit before the side, "the previous week" after it. */
const UNIT_FIRST = new RegExp(String.raw`\b(?:the|an?|one) (${UNIT}) (?:(${BEFORE})|(${AFTER}))(?: that)?${END}`, 'i');
const LEADING = eitherOf(phraseList('and, and what about, what about, how about, or, so'));
/** Alone, "the previous week" is the last one; only a follow-up means the one before the week asked about. */
const SIDE_FIRST = new RegExp(
  String.raw`^\W*${LEADING} (?:in |for |during )?(the (?:(previous|preceding)|(following|next)) (${UNIT}))${END}`,
  'i',
);
/** The whole question: "what did they use before that?" is about no time. */
const OPEN = new RegExp(String.raw`^\W*${LEADING} ((before|earlier than)|(after|since)) that${END}`, 'i');

/** The time of such words at a question's end; null without them. "The week before the renewal" has none. */
export function readTimeBeside(question: string): TimeBeside | null {
  const first = UNIT_FIRST.exec(question);
  if (first) return besideOf(question, first.index, { unit: first[1], isBefore: first[2] !== undefined });
  const second = SIDE_FIRST.exec(question);
  if (second?.[1])
    return besideOf(question, question.indexOf(second[1]), { unit: second[4], isBefore: second[2] !== undefined });
  const open = OPEN.exec(question);
  return open?.[1] ? besideOf(question, question.indexOf(open[1]), { isBefore: open[2] !== undefined }) : null;
}

function besideOf(
  question: string,
  start: number,
  { unit, isBefore }: { unit?: string | undefined; isBefore: boolean },
): TimeBeside {
  const text = question.slice(start).replace(/[\s?.!]*$/, '');
  return {
    side: isBefore ? 'before' : 'after',
    unit: UNITS.find((one) => one === unit?.toLowerCase()) ?? null,
    start,
    end: start + text.length,
    text,
  };
}

/** Whether the words name a time of the calendar as well as one beside another: "the previous week". */
export const namesCalendar = (text: string): boolean => /\bprevious\b/i.test(text);
