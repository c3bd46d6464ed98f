import { z } from '@hono/zod-openapi';
import { INHERITABLE } from '../ask/follow-up.ts';
import { ADDITION_KINDS } from '../ask/plan-question.ts';
import { CENSUS_OF, QUESTION_TYPES } from '../ask/question-type.ts';
import { citationSchema, idName, sideSchema, speakerSchema } from './schemas.ts';

const rangeSchema = z.object({ from: z.string().nullable(), to: z.string().nullable(), label: z.string() });

/** A plan as an answer carries it, and as it is sent back to ask by it. */
export const planSchema = z
  .object({
    type: z.enum(QUESTION_TYPES),
    census: z.enum(CENSUS_OF).openapi({ description: 'What a list or a count is of.' }),
    accounts: z.array(idName),
    people: z.array(idName),
    from: z.string().nullable(),
    to: z.string().nullable(),
    when: z.string().nullable(),
    ranges: z.array(rangeSchema).openapi({ description: 'The stretches searched; `from` and `to` hold all of them.' }),
    side: sideSchema.nullable(),
    trackers: z.array(idName),
    phrases: z.array(z.string()),
    terms: z.array(z.string()),
    runs: z.array(z.string()).openapi({ description: 'Terms that stand together: what a list or a count looks for.' }),
    meaning: z.string(),
    added: z.array(z.object({ kind: z.enum(ADDITION_KINDS), text: z.string(), of: z.string().optional() })).openapi({
      description:
        'What was added: by a model, the words that the calls in scope are most about where no topic is named, or other words for those of the question, which `of` names.',
    }),
    inherited: z.array(z.enum(INHERITABLE)).openapi({ description: 'What was taken over from the question before.' }),
    warnings: z.array(z.string()),
  })
  .openapi('Plan');

const censusSchema = z.object({
  of: z.enum(CENSUS_OF),
  mentions: z.number(),
  calls: z.number(),
  accounts: z.number(),
  people: z.number().nullable(),
  rows: z.array(
    z.object({
      callId: z.string(),
      callTitle: z.string(),
      startedAt: z.string(),
      accounts: z.array(idName),
      mentions: z.number(),
    }),
  ),
});

export const usageSchema = z.object({
  requests: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cost: z.number().nullable().openapi({ description: 'By the prices set; null where none are.' }),
});

export const answerSchema = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    question: z.string(),
    status: z.enum(['answered', 'partial', 'not_found', 'needs_choice']),
    text: z.string(),
    claims: z.array(z.object({ text: z.string(), citations: z.array(z.number()) })),
    removed: z.array(z.object({ text: z.string(), reason: z.string() })),
    choices: z
      .array(
        z.object({
          mention: z.string(),
          candidates: z.array(z.object({ id: z.string(), name: z.string(), domains: z.array(z.string()) })),
        }),
      )
      .optional(),
    suggestions: z.array(z.string()),
    citations: z.array(citationSchema),
    nearest: citationSchema
      .nullable()
      .openapi({ description: 'The moment that came nearest, where nothing was found.' }),
    census: censusSchema.nullable().openapi({ description: 'Exact counts, with every call.' }),
    plan: planSchema,
    searched: z.object({
      calls: z.number(),
      segments: z.number().openapi({ description: 'At most 10,000 are counted.' }),
      inScope: z.number(),
      withoutTranscript: z.number(),
    }),
    model: z
      .string()
      .nullable()
      .openapi({ description: 'The model that worded it; null where the answer quotes or counts.' }),
    usage: usageSchema.nullable(),
    notes: z
      .array(z.string())
      .openapi({ description: 'What happened on the way: a model that failed, an answer cut off.' }),
    timingsMs: z.record(z.string(), z.number()),
  })
  .openapi('Answer');

export const shownEvidenceSchema = z.object({
  callId: z.string(),
  callTitle: z.string(),
  startedAt: z.string(),
  speaker: speakerSchema,
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  score: z.number(),
});
