import { z } from '@hono/zod-openapi';
import { callPartySchema, callSummarySchema } from '../call-summary.ts';
import { AppError } from '../errors.ts';
import { given } from '../given.ts';
import { type Calendar, parseInstant, type TimeWindow } from '../time-window.ts';

/** Shapes that several routes share. Times are ISO-8601 with zone; positions are milliseconds from the call's start. */

export const instantSchema = z.string().openapi({
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

/** Members of a query for a page of calls. */
export const pageOfCallsQuery = {
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().optional(),
};

/** A call in the API's shape: parties become participants, and the reason is in words. */
export const callSchema = callSummarySchema
  .omit({ parties: true, direction: true, isSearchable: true })
  .extend({
    participants: z.array(callPartySchema.omit({ speakerId: true })),
    transcript: callSummarySchema.shape.transcript.extend({ reason: z.string().nullable() }),
  })
  .openapi('Call');
