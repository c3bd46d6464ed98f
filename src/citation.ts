import { z } from 'zod';
import { type CallId, callIdSchema, sideSchema } from './call.ts';
import { namedSchema } from './named.ts';

export const speakerSchema = z.object({ name: z.string(), side: sideSchema });

/** The pointer from a claim to call, speaker, start, end and verbatim quote. */
export const citationSchema = z
  .object({
    n: z.number().int(),
    callId: callIdSchema,
    callTitle: z.string(),
    startedAt: z.string(),
    accounts: z.array(namedSchema),
    speaker: speakerSchema.extend({
      title: z.string().nullable().optional().meta({ description: 'Their job; absent in older answers.' }),
    }),
    startMs: z.number(),
    endMs: z.number(),
    quote: z.string().meta({ description: 'Whole sentences joined by one space, word for word.' }),
    url: z.string().meta({ description: 'Our page at that moment, relative to the server unless PUBLIC_URL is set.' }),
    gongUrl: z.string().nullable(),
    source: z.enum(['same', 'moved', 'changed', 'gone']).meta({
      description:
        'Where the quote stands in the transcript of today: where it was, elsewhere, in other words (`quoteNow`), or ' +
        'nowhere that the reader may read.',
    }),
    quoteNow: z.string().optional(),
  })
  .meta({ id: 'Citation' });
export type Citation = z.infer<typeof citationSchema>;

/** What a claim's text is made of. */
export const claimFormSchema = z.enum(['worded', 'quoted', 'changed']).meta({
  description:
    '`worded`: a sentence that its citations carry. `quoted`: the words of its citations, turns that follow each ' +
    'other. `changed`: the words of all but the last, then what the last said before. Absent in answers of older versions.',
});
export type ClaimForm = z.infer<typeof claimFormSchema>;

/** A statement of an answer; `citations` are numbers of the answer's citations and never empty. */
export const claimSchema = z.object({
  text: z.string(),
  citations: z.array(z.number()),
  form: claimFormSchema.optional(),
});
export type Claim = z.infer<typeof claimSchema>;

/** A citation before any proof: words that an excerpt should hold, or its sentences from `first` to `last`, from 1. */
const proposedCitationSchema = z.union([
  z.object({ evidenceId: z.string(), quote: z.string() }),
  z.object({ evidenceId: z.string(), first: z.number(), last: z.number() }),
]);
export type ProposedCitation = z.infer<typeof proposedCitationSchema>;

/** What a judge found: whether a claim's quotes carry it, or carry another wording of it. */
const judgedVerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('carried') }),
  z.object({ kind: z.literal('reworded'), text: z.string() }),
  z.object({ kind: z.literal('not_carried') }),
]);
export type JudgedVerdict = z.infer<typeof judgedVerdictSchema>;

/** A claim before any proof: its citations may name and quote anything. */
export const proposedClaimSchema = z.object({
  text: z.string(),
  citations: z.array(proposedCitationSchema),
  /** The part of the answer that it belongs to: "lead", or the heading of a section. */
  part: z.string().optional(),
  /** Kept with a reading of a call. */
  verdict: judgedVerdictSchema.optional(),
});
export type ProposedClaim = z.infer<typeof proposedClaimSchema>;

export const removedClaimSchema = z.object({ text: z.string(), reason: z.string() });
export type RemovedClaim = z.infer<typeof removedClaimSchema>;

/** The page of a call with a stretch marked; `publicUrl` has no trailing slash. */
export const toMomentUrl = (
  publicUrl: string,
  callId: CallId,
  { startMs, endMs }: { startMs: number; endMs: number },
): string => `${publicUrl}/calls/${callId}?at=${startMs}&to=${endMs}`;
