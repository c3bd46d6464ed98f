import { z } from 'zod';
import { isoDate, timeWindowSchema } from './iso-date.ts';
import { namedSchema } from './named.ts';

export const ENGAGEMENT_BY = ['account', 'teammate', 'week'] as const;
export type EngagementBy = (typeof ENGAGEMENT_BY)[number];

/** Counts of calls with customers in a period. */
const countedSchema = z.object({
  calls: z.number(),
  minutes: z.number(),
  /** Different contacts on these calls. */
  contacts: z.number(),
  /** Our share of the talk by us and customers, 0 to 1. Null if neither side spoke. */
  talkRatio: z.number().nullable(),
});

const measuresSchema = countedSchema.extend({ callsPerWeek: z.number() });
export type Measures = z.infer<typeof measuresSchema>;

/** An account, a person, or a week by its Monday (YYYY-MM-DD); the name of a week is empty. */
const subjectSchema = namedSchema.extend({ lastCallAt: isoDate.nullable() });

export type EngagementRow = z.infer<typeof subjectSchema> & z.infer<typeof countedSchema>;

/** Talk with customers, in the order of a table's columns. Each row stands beside the equally long period before. */
export const engagementSchema = z
  .object({
    by: z.enum(ENGAGEMENT_BY),
    period: timeWindowSchema,
    before: timeWindowSchema,
    rows: z.array(
      subjectSchema.extend({
        /**
         * Whole days from the last call to the end of the period, or to now if earlier. Null for weeks, and without any
         * call.
         */
        daysSinceLastContact: z.number().nullable(),
        ...measuresSchema.shape,
        before: measuresSchema,
      }),
    ),
  })
  .meta({ id: 'Engagement' });
export type Engagement = z.infer<typeof engagementSchema>;
