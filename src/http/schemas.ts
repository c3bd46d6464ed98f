import { z } from '@hono/zod-openapi';
import { instantSchema } from '../asked-range.ts';
import { callPartySchema, callSummarySchema } from '../call-summary.ts';

/** Shapes that several routes share. Times are ISO-8601 with zone; positions are milliseconds from the call's start. */

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
