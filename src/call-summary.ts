import { z } from 'zod';
import { callIdSchema, callKindSchema, DIRECTIONS, platformSchema, sideSchema } from './call.ts';
import { callReasonSchema, TRANSCRIPT_STATES } from './call-state.ts';
import { isoDate } from './iso-date.ts';
import { namedSchema } from './named.ts';

/** A person's part in a call, as readers see it. */
export const callPartySchema = z.object({
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  side: sideSchema,
  personId: z.string().nullable(),
  speakerId: z.string().nullable(),
  attended: z.boolean(),
});
export type CallParty = z.infer<typeof callPartySchema>;

/** A call as readers see it. */
export const callSummarySchema = z.object({
  id: callIdSchema,
  title: z.string(),
  startedAt: isoDate,
  durationSeconds: z.number(),
  kind: callKindSchema,
  platform: platformSchema,
  direction: z.enum(DIRECTIONS),
  gongUrl: z.string().nullable(),
  accounts: z.array(namedSchema),
  parties: z.array(callPartySchema),
  transcript: z.object({ state: z.enum(TRANSCRIPT_STATES), reason: callReasonSchema.nullable() }),
  isSearchable: z.boolean(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;
