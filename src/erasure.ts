import { z } from 'zod';

/** What an erasure removed: people, their calls or the call itself, stretches of words, and answers. */
export const erasureSchema = z.object({
  people: z.number(),
  calls: z.number(),
  segments: z.number(),
  answers: z.number(),
});
export type Erasure = z.infer<typeof erasureSchema>;
