import { z } from 'zod';
import { sideSchema } from '../call.ts';
import type { Given } from '../given.ts';
import { answerPlanSchema } from './answer-plan.ts';

export const LONGEST_QUESTION = 4000;

/** A question and its filters. */
export const askRequestSchema = z.object({
  question: z.string().max(LONGEST_QUESTION).meta({ example: 'What did we discuss with @Acme about pricing?' }),
  conversationId: z
    .string()
    .optional()
    .meta({ description: 'Makes it a follow-up: what it leaves open is taken over from the question before.' }),
  accountIds: z.array(z.string()).optional().meta({ description: 'Narrows what the mentions say.' }),
  from: z.date().optional(),
  to: z.date().optional(),
  side: sideSchema.optional(),
  asOf: z.date().optional(),
  plan: answerPlanSchema.optional(),
});
export type AskRequest = Given<z.infer<typeof askRequestSchema>> & {
  /** The answer's id when the caller already follows the answer by id. */
  answerId?: string;
  /** A model adds words of its own to the given plan, as it does to a plan made anew. */
  addsWords?: boolean;
};
