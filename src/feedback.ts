import { z } from 'zod';

/** Whether an answer helped its asker, and why in their words. */
export const feedbackSchema = z.object({
  isHelpful: z.boolean(),
  reason: z.string().max(2000).nullable().default(null),
});
export type Feedback = z.infer<typeof feedbackSchema>;
