import { DateTime } from 'luxon';
import { readTimeBefore } from '../language/time-before.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { readFormerAnswer } from './former-answer.ts';

/**
 * A follow-up with "the week before" as the days that it means: those right before the time of the answer before. The
 * question unchanged where there is no such time.
 */
export async function withTimeBefore(
  db: Db,
  viewer: Viewer,
  { question, conversationId }: { question: string; conversationId: string },
): Promise<string> {
  const read = readTimeBefore(question);
  const former = read && (await readFormerAnswer(db, viewer, conversationId));
  if (!read || !former || former === 'unreadable') return question;
  const [range, ...others] = former.answer.plan.ranges;
  if (!range?.from || others.length > 0) return question;
  const end = DateTime.fromISO(range.from, { zone: viewer.timeZone });
  const start = end.minus(read.unit === 'quarter' ? { months: 3 } : { [`${read.unit}s`]: 1 });
  const day = (moment: DateTime) => moment.setLocale('en').toFormat('d LLLL yyyy');
  const days = `between ${day(start)} and ${day(end.minus({ days: 1 }))}`;
  return question.slice(0, read.start) + days + question.slice(read.end);
}
