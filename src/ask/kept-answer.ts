import { z } from 'zod';
import { citationSchema } from '../citation.ts';
import { isoDate } from '../iso-date.ts';
import type { AnswerRecord } from '../store/answers-store.ts';
import { withOlder } from '../with-older.ts';
import { type Answer, answerSchema, mentionChoiceSchema, searchedSchema } from './answer.ts';
import { type AnswerPlan, keptPlanSchema } from './answer-plan.ts';
import { olderParts } from './older-parts.ts';

/** The evidence of an answer, best first. */
export const keptEvidenceSchema = z.array(z.object({ segmentId: z.string(), score: z.number() }));
/** The request apart from question and plan. */
export const keptRequestSchema = z.object({ accountIds: z.array(z.string()), asOf: isoDate.nullable() });

const candidateSchema = mentionChoiceSchema.shape.candidates.element;
const keptCitationSchema = withOlder({ source: 'same' }, citationSchema);

/** An answer as saved by this version or an older version. */
const keptAnswerSchema = withOlder(
  { suggestions: [], nearest: null, census: null, usage: null, notes: [] },
  answerSchema.extend({
    parts: answerSchema.shape.parts.optional(),
    choices: z
      .array(mentionChoiceSchema.extend({ candidates: z.array(candidateSchema.partial({ question: true })) }))
      .optional(),
    citations: z.array(keptCitationSchema),
    nearest: keptCitationSchema.nullable(),
    plan: keptPlanSchema,
    searched: withOlder({ withoutTranscript: 0, choice: null }, searchedSchema.partial({ inScope: true })),
  }),
).transform(({ parts, ...older }): Answer => {
  const { choices, searched, question } = older;
  const answer = {
    ...older,
    searched: { ...searched, inScope: searched.inScope ?? searched.calls },
    choices: choices?.map(({ mention, candidates }) => ({
      mention,
      candidates: candidates.map((one) => ({ ...one, question: one.question ?? ask(question, mention, one.name) })),
    })),
  };
  return { ...answer, parts: parts ?? olderParts(answer) };
});

const ask = (question: string, mention: string, name: string): string => question.replace(mention, () => `@"${name}"`);

const keptSchema = z.object({
  answer: keptAnswerSchema,
  evidence: keptEvidenceSchema,
  request: keptRequestSchema.nullable(),
});
export type KeptAnswer = z.output<typeof keptSchema>;

/** Parses a row of the store. Null when this version cannot read the row. */
export const readKept = ({ answer, evidence, request }: AnswerRecord): KeptAnswer | null =>
  keptSchema.safeParse({ answer, evidence, request }).data ?? null;

export const UNREADABLE = 'This answer was kept in a form that cannot be read any more. Ask its question again.';

/** Takes an unreadable answer's place, so the rest of the conversation can still be shown. */
export const unreadableAnswer = ({ id, conversationId, question }: AnswerRecord): Answer => ({
  id,
  conversationId,
  question,
  status: 'not_found',
  text: UNREADABLE,
  parts: [{ kind: 'lead', text: UNREADABLE }],
  claims: [],
  removed: [],
  suggestions: [],
  citations: [],
  nearest: null,
  census: null,
  plan: NO_PLAN,
  searched: { calls: 0, segments: 0, inScope: 0, withoutTranscript: 0, choice: null },
  model: null,
  usage: null,
  notes: [],
  timingsMs: {},
});

/** Names nobody and nothing. */
export const NO_PLAN: AnswerPlan = keptPlanSchema.parse({
  accounts: [],
  people: [],
  from: null,
  to: null,
  when: null,
  side: null,
  trackers: [],
  phrases: [],
  terms: [],
  warnings: [],
});
