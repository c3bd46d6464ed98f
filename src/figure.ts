import { z } from 'zod';

/** A number of an answer with its unit. */
export const figureSchema = z.object({
  value: z.number(),
  unit: z.enum(['mentions', 'calls', 'minutes', 'days', 'percent', 'people']),
});
export type Figure = z.infer<typeof figureSchema>;
