import { z } from 'zod';
import { AppError } from './errors.ts';
import { given } from './given.ts';
import { type Calendar, parseInstant, type TimeWindow } from './time-window.ts';

/** A time as a reader writes it. Which moment a plain day begins at, only their time zone tells: see `withInstants`. */
export const instantSchema = z.string().meta({
  example: '2026-11-22',
  description: "An ISO-8601 time, or a day in the organization's time zone.",
});

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

type AskedTimes = { from?: string | undefined; to?: string | undefined; asOf?: string | undefined };
/** A request as the inside takes it, after `withInstants`. */
export type WithInstants<T extends AskedTimes> = Omit<T, keyof AskedTimes> & {
  [K in keyof AskedTimes & keyof T]?: Date;
};

/**
 * A request with its times as instants. No codec of its schema could make them: it does not know the reader's zone.
 * @throws AppError `invalid_input` naming the member.
 */
export const withInstants = <T extends AskedTimes>(
  { from, to, asOf, ...rest }: T,
  calendar: Pick<Calendar, 'timeZone'>,
): WithInstants<T> => ({
  ...rest,
  ...toRange({ from, to }, calendar),
  ...given({ asOf: toInstant('asOf', asOf, calendar.timeZone) }),
});
