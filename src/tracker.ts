import { z } from 'zod';
import { sideSchema } from './call.ts';
import type { Given } from './given.ts';

/**
 * What a question about a topic looks for: a `figure`, such as a price, or a `concern` somebody has, as opposed to a
 * denied concern.
 */
export const TRACKER_WANTS = ['figure', 'concern'] as const;
const terms = z
  .array(z.string().min(1).max(100))
  .max(500)
  .meta({
    example: ['discount', 'list price'],
    description: 'Words, found in every form, and phrases, whose words stand next to each other.',
  });

/** A named topic and the terms for it. */
export const trackerSchema = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(100),
  terms: terms.min(1),
  cues: terms.meta({ description: 'Words by which a question names the topic.' }),
  side: sideSchema.nullable().meta({ description: 'Only what this side says counts; null: whoever says it.' }),
  accountIds: z
    .array(z.string())
    .max(100)
    .meta({ description: 'Only calls with these accounts count; empty: all calls.' }),
  wants: z.enum(TRACKER_WANTS).nullable().meta({
    description:
      'What an asker about the topic wants to read: `figure` puts sums and shares first, `concern` makes the question one about concerns and puts denied ones last; null: whatever is said.',
  }),
});
export type Tracker = z.infer<typeof trackerSchema>;
export type TrackerWants = (typeof TRACKER_WANTS)[number];

/** A tracker as someone makes it. */
export const trackerWishSchema = trackerSchema
  .omit({ id: true })
  .partial({ cues: true, side: true, accountIds: true, wants: true });
export type TrackerWish = Given<z.infer<typeof trackerWishSchema>>;
