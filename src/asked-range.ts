import { AppError } from './errors.ts';
import { given } from './given.ts';
import { type Calendar, parseInstant, type TimeWindow } from './time-window.ts';

/** @throws AppError `invalid_input` naming the member. */
export function toInstant(member: string, text: string | undefined, timeZone: string): Date | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text, timeZone);
  if (!instant)
    throw new AppError(
      'invalid_input',
      `${member}: "${text}" is not a day like 2026-11-22 or an ISO-8601 time like 2026-11-22T12:00:00Z.`,
    );
  return instant;
}

/**
 * The given bounds as instants; a plain day counts in the reader's zone.
 * @throws AppError `invalid_input` naming the member.
 */
export const toRange = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  { timeZone }: Pick<Calendar, 'timeZone'>,
): Partial<TimeWindow> => given({ from: toInstant('from', from, timeZone), to: toInstant('to', to, timeZone) });
