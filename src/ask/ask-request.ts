import { z } from 'zod';
import { instantSchema, type WithInstants } from '../asked-range.ts';
import { sideSchema } from '../call.ts';
import type { Given } from '../given.ts';
import { answerPlanSchema } from './answer-plan.ts';

export const LONGEST_QUESTION = 4000;

/** A question and its filters, as they are sent. */
export const askRequestSchema = z
  .object({
    question: z.string().max(LONGEST_QUESTION).meta({ example: 'What did we discuss with @Acme about pricing?' }),
    conversationId: z
      .string()
      .optional()
      .meta({ description: 'Makes it a follow-up: what it leaves open is taken over from the question before.' }),
    accountIds: z.array(z.string()).optional().meta({ description: 'Narrows what the mentions say.' }),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    side: sideSchema.optional(),
    asOf: instantSchema
      .optional()
      .meta({ description: 'Asks as if at that moment: relative dates count from it, later calls are not seen.' }),
    plan: answerPlanSchema.optional(),
  })
  .meta({ id: 'AskRequest' });
export type AskRequest = Given<WithInstants<z.infer<typeof askRequestSchema>>> & {
  /** The answer's id when the caller already follows the answer by id. */
  answerId?: string;
  /** A model adds words of its own to the given plan, as it does to a plan made anew. */
  addsWords?: boolean;
};
