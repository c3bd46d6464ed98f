import { z } from 'zod';
import { callIdSchema } from './call.ts';
import { isoDate } from './iso-date.ts';

/** A stretch of a call, in milliseconds from its start. */
export const caseMomentSchema = z
  .object({ callId: callIdSchema, startMs: z.number().int().min(0), endMs: z.number().int().min(1) })
  .refine(({ startMs, endMs }) => startMs < endMs, { message: 'A moment ends after it begins.' });
export type CaseMoment = z.output<typeof caseMomentSchema>;
/** As it is sent, before it was read. */
export type SentMoment = z.input<typeof caseMomentSchema>;

/** Most moments of one case. */
export const MOST_CASE_MOMENTS = 20;

/** A question of the organization with the moments that answer it. Its answers are measured by cases. */
export const evalCaseSchema = z
  .object({
    id: z.string(),
    question: z.string(),
    moments: z.array(caseMomentSchema).meta({ description: 'What answers it; none: no call does.' }),
    createdAt: isoDate,
    createdBy: z.string().nullable().meta({ description: 'The address of who kept it.' }),
  })
  .meta({ id: 'EvalCase' });
export type EvalCase = z.output<typeof evalCaseSchema>;
