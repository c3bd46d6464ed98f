import { z } from 'zod';
import {
  type Citation,
  type ClaimForm,
  citationSchema,
  claimSchema,
  removedClaimSchema,
  speakerSchema,
} from '../citation.ts';
import { CENSUS_OF } from '../language/census-of.ts';
import { namedSchema } from '../named.ts';
import { usageSchema } from '../usage.ts';
import { answerPartSchema } from './answer-parts.ts';
import { type AnswerPlan, answerPlanSchema } from './answer-plan.ts';

export const mentionChoiceSchema = z.object({
  mention: z.string(),
  candidates: z.array(
    namedSchema.extend({
      domains: z.array(z.string()).meta({ description: 'The domains of an account; the address of a person.' }),
      question: z.string().meta({ description: 'What was asked, asked about this one.' }),
    }),
  ),
});
export type MentionChoice = z.infer<typeof mentionChoiceSchema>;

/** An exact count by the index: every call with a mention, newest first. */
export const censusSchema = z.object({
  of: z.enum(CENSUS_OF),
  mentions: z.number(),
  calls: z.number(),
  accounts: z.number(),
  people: z.number().nullable().meta({
    description: 'People who said it; null where it was said too often to look at each.',
  }),
  rows: z.array(
    z.object({
      callId: z.string(),
      callTitle: z.string(),
      startedAt: z.string(),
      accounts: z.array(namedSchema),
      mentions: z.number(),
    }),
  ),
});
export type Census = z.infer<typeof censusSchema>;

/** Size of the search: calls in scope, calls with a transcript (`calls`) and segments. */
export const searchedSchema = z.object({
  calls: z.number(),
  segments: z.number().meta({ description: 'At most 10,000 are counted.' }),
  inScope: z.number(),
  withoutTranscript: z.number(),
  choice: z.object({ read: z.number(), answering: z.number() }).nullable().meta({
    description: 'How many moments a model read, and how many of them it found to answer; null where none did.',
  }),
});
export type Searched = z.infer<typeof searchedSchema>;

/** The reply as shown, sent and kept. */
export const answerSchema = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    question: z.string(),
    status: z.enum(['answered', 'partial', 'not_found', 'needs_choice']),
    text: z.string().meta({ description: 'The parts as one text, with citations by number.' }),
    parts: z.array(answerPartSchema),
    claims: z.array(claimSchema),
    removed: z.array(removedClaimSchema),
    choices: z.array(mentionChoiceSchema).optional(),
    suggestions: z.array(z.string()).meta({
      description: 'Questions that are worth asking next, or instead where this one found nothing.',
    }),
    citations: z.array(citationSchema),
    nearest: z.union([citationSchema, z.null()]).meta({
      description: 'The moment that came nearest, where nothing was found.',
    }),
    census: censusSchema.nullable().meta({ description: 'Exact counts, with every call.' }),
    plan: answerPlanSchema,
    searched: searchedSchema,
    model: z.string().nullable().meta({
      description: 'The model that worded it; null where the answer quotes or counts.',
    }),
    usage: usageSchema.nullable(),
    notes: z.array(z.string()).meta({
      description: 'What happened on the way: a model that failed, an answer that was cut off or stopped.',
    }),
    timingsMs: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof answerSchema>;

/** A segment searched for the answer; lists are best first. */
export const shownEvidenceSchema = z.object({
  callId: z.string(),
  callTitle: z.string(),
  startedAt: z.string(),
  speaker: speakerSchema,
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  score: z.number().meta({ description: 'From 0 to 1: a share of the best piece.' }),
});
export type ShownEvidence = z.infer<typeof shownEvidenceSchema>;

/**
 * Events of an answer in the making, in this order. `plan` may come again with added words. A `delta` is one checked
 * claim. `progress` counts the calls read one by one.
 */
export type AnswerEvent =
  | { type: 'plan'; answerId: string; conversationId: string; plan: AnswerPlan }
  | { type: 'evidence'; evidence: ShownEvidence[]; searched: Searched }
  | { type: 'progress'; done: number; of: number }
  | { type: 'delta'; text: string; citations: Citation[]; form: ClaimForm }
  | { type: 'answer'; answer: Answer };
