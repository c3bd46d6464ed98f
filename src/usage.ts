import { z } from 'zod';

/** A model's use for an answer, as requests, tokens and cost. */
export const usageSchema = z.object({
  requests: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cost: z.number().nullable().meta({ description: 'By the prices set; null where none are.' }),
});
export type Usage = z.infer<typeof usageSchema>;

/** What many answers used, and what their readers thought. */
export const usageSumsSchema = usageSchema.extend({
  answers: z.number(),
  byModel: z.number(),
  helpful: z.number(),
  unhelpful: z.number(),
});
export type UsageSums = z.infer<typeof usageSumsSchema>;
