import { z } from 'zod';
import { parseInstant, type TimeWindow } from './time-window.ts';

/** ISO-8601 text as sent and stored. Text without a zone means UTC. */
export const isoText = z.string().refine((text) => parseInstant(text, 'utc') !== null, {
  message: 'This is not an ISO-8601 time like 2026-11-22T12:00:00Z.',
});

/** ISO-8601 text as a Date: decoding reads the text, encoding writes UTC. */
export const isoDate = z.codec(isoText, z.date(), {
  decode: (text) => parseInstant(text, 'utc') ?? new Date(Number.NaN),
  encode: (date) => date.toISOString(),
});

/** A stretch of time as it is sent. */
export const timeWindowSchema = z.object({ from: isoDate, to: isoDate }) satisfies z.ZodType<TimeWindow>;
