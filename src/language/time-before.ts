export type TimeBefore = { unit: 'day' | 'week' | 'month' | 'quarter' | 'year'; start: number; end: number };

/** "And the month before?", "what about the week before that": of the time that was asked about last. */
const BEFORE = /\bthe (day|week|month|quarter|year) (?:before(?: that)?|prior)(?=[\s?.!]*$)/i;

/** The place and unit of such words at a question's end; null without them. "The week before the renewal" has none. */
export function readTimeBefore(question: string): TimeBefore | null {
  const found = BEFORE.exec(question);
  if (!found) return null;
  const unit = (found[1] ?? '').toLowerCase() as TimeBefore['unit'];
  return { unit, start: found.index, end: found.index + found[0].length };
}
