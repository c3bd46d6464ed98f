import { z } from '@hono/zod-openapi';
import { CALL_KINDS, PLATFORMS, SIDES } from '../call.ts';
import { AppError } from '../errors.ts';
import { parseInstant } from '../time-window.ts';

/** Shapes that several routes share. Times are ISO-8601 with zone, positions in milliseconds from the start of the call. */
export const idName = z.object({ id: z.string(), name: z.string() });
export const sideSchema = z.enum(SIDES);
export const kindSchema = z.enum(CALL_KINDS);
export const platformSchema = z.enum(PLATFORMS);
export const speakerSchema = z.object({ name: z.string(), side: sideSchema });

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

export const citationSchema = z
  .object({
    n: z.number().int(),
    callId: z.string(),
    callTitle: z.string(),
    startedAt: z.string(),
    accounts: z.array(idName),
    speaker: speakerSchema,
    startMs: z.number(),
    endMs: z.number(),
    quote: z.string().openapi({ description: 'Whole sentences joined by one space, word for word.' }),
    url: z.string().openapi({ description: 'Our page at that moment.' }),
    gongUrl: z.string().nullable(),
    source: z.enum(['same', 'moved', 'changed', 'gone']).openapi({
      description:
        'Where the quote stands in the transcript of today: where it was, elsewhere, in other words (`quoteNow`), or nowhere.',
    }),
    quoteNow: z.string().optional(),
  })
  .openapi('Citation');

export const callSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    startedAt: z.string(),
    durationSeconds: z.number(),
    kind: kindSchema,
    platform: platformSchema,
    gongUrl: z.string().nullable(),
    accounts: z.array(idName),
    participants: z.array(
      z.object({
        name: z.string(),
        email: z.string().nullable(),
        title: z.string().nullable(),
        side: sideSchema,
        personId: z.string().nullable(),
        attended: z.boolean(),
      }),
    ),
    transcript: z.object({ state: z.enum(['pending', 'ready', 'none']), reason: z.string().nullable() }),
  })
  .openapi('Call');
