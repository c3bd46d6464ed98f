import { DateTime } from 'luxon';
import { namesCalendar, readTimeBeside, type TimeBeside } from '../language/time-beside.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { readAnswerBefore } from './former-answer.ts';

/** `isOfTurnBefore`: the time is that of the turn before, found or not, and what it was about is asked again. */
type WithTime = { question: string; isOfTurnBefore: boolean; warnings: string[] };

/**
 * A follow-up with "the week before" as the days that it means: those right before, or after, the time of the turn
 * before. That nothing was found then does not matter: another time of the same is asked for. Where the turn before
 * has no such time, the words are taken out, and a warning says so.
 */
export async function withTimeBeside(
  db: Db,
  viewer: Viewer,
  { question, conversationId }: { question: string; conversationId: string },
): Promise<WithTime> {
  const read = readTimeBeside(question);
  if (!read) return { question, isOfTurnBefore: false, warnings: [] };
  const before = await readAnswerBefore(db, viewer, conversationId);
  const ranges = before && before !== 'unreadable' ? before.answer.plan.ranges : [];
  const days = ranges.length > 0 ? daysBeside(read, ranges, viewer.timeZone) : null;
  const put = (words: string) => question.slice(0, read.start) + words + question.slice(read.end);
  if (days) return { question: put(days), isOfTurnBefore: true, warnings: [] };
  // "And the previous week?" is a time of the calendar too.
  if (namesCalendar(read.text)) return { question, isOfTurnBefore: false, warnings: [] };
  const warning = `Ignored “${read.text}”: the previous question has no dates to go by.`;
  return { question: put(' '), isOfTurnBefore: false, warnings: [warning] };
}

function daysBeside(
  { side, unit }: TimeBeside,
  ranges: readonly { from: string | null; to: string | null }[],
  zone: string,
): string | null {
  const edge = side === 'before' ? ranges[0]?.from : ranges.at(-1)?.to;
  if (!edge) return null;
  const at = DateTime.fromISO(edge, { zone });
  const day = (moment: DateTime) => moment.setLocale('en').toFormat('d LLLL yyyy');
  if (!unit) return side === 'before' ? `before ${day(at)}` : `since ${day(at)}`;
  const length = unit === 'quarter' ? { months: 3 } : { [`${unit}s`]: 1 };
  const [start, end] = side === 'before' ? [at.minus(length), at] : [at, at.plus(length)];
  return `between ${day(start)} and ${day(end.minus({ days: 1 }))}`;
}
