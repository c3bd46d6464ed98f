import { z } from 'zod';
import { callKindSchema, platformSchema, sideSchema } from '../call.ts';
import { CALL_REASONS, TRANSCRIPT_STATES } from '../call-state.ts';
import type { CallParty, CallSummary } from '../call-summary.ts';
import { cutShort } from '../clean-text.ts';
import { callRefSchema, LONGEST_TITLE, toCallRef } from './said.ts';

const partySchema = z.object({
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable().describe('Their job.'),
  side: sideSchema,
  attended: z.boolean(),
});

/** A call as lists have it. */
export const listedCallSchema = callRefSchema.extend({
  minutes: z.number(),
  kind: callKindSchema,
  hasTranscript: z.boolean(),
  people: z.array(z.string()).describe('Who attended.'),
  url: z.string(),
});

export const callDetailSchema = callRefSchema.extend({
  minutes: z.number(),
  kind: callKindSchema,
  platform: platformSchema,
  participants: z.array(partySchema),
  transcript: z.enum(TRANSCRIPT_STATES),
  transcriptReason: z.string().nullable().describe('Why there is none, where there is none.'),
  url: z.string(),
  gongUrl: z.string().nullable(),
});

type Where = { publicUrl: string; timeZone: string };
const MOST_NAMED = 12;

const minutesOf = ({ durationSeconds }: CallSummary): number => Math.round(durationSeconds / 60);

export const toListedCall = (call: CallSummary, { publicUrl, timeZone }: Where): z.output<typeof listedCallSchema> => ({
  ...toCallRef(call, timeZone),
  minutes: minutesOf(call),
  kind: call.kind,
  hasTranscript: call.transcript.state === 'ready',
  people: call.parties
    .filter(({ attended }) => attended)
    .slice(0, MOST_NAMED)
    .map(({ name }) => cutShort(name, LONGEST_TITLE)),
  url: `${publicUrl}/calls/${call.id}`,
});

export const toCallDetail = (call: CallSummary, { publicUrl, timeZone }: Where): z.output<typeof callDetailSchema> => ({
  ...toCallRef(call, timeZone),
  minutes: minutesOf(call),
  kind: call.kind,
  platform: call.platform,
  participants: call.parties.map(toParty),
  transcript: call.transcript.state,
  transcriptReason: call.transcript.reason && CALL_REASONS[call.transcript.reason],
  url: `${publicUrl}/calls/${call.id}`,
  gongUrl: call.gongUrl,
});

const toParty = ({ name, email, title, side, attended }: CallParty): z.output<typeof partySchema> => ({
  name: cutShort(name, LONGEST_TITLE),
  email: email && cutShort(email, LONGEST_TITLE),
  title: title && cutShort(title, LONGEST_TITLE),
  side,
  attended,
});
