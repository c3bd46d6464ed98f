import { z } from 'zod';
import { timeWindowSchema } from './iso-date.ts';
import { namedSchema } from './named.ts';

const countSchema = z.object({ mentions: z.number(), calls: z.number() });
export type TrackerCounts = z.infer<typeof countSchema>;

const monthSchema = countSchema.extend({ month: z.string() });
const accountSchema = namedSchema.extend(countSchema.shape);
/** A tracker's counts in a month (`2026-11`), and with an account. */
export const trackerMonthSchema = monthSchema.extend({ trackerId: z.string() });
export type TrackerMonth = z.infer<typeof trackerMonthSchema>;
export const trackerAccountSchema = accountSchema.extend({ trackerId: z.string() });
export type TrackerAccount = z.infer<typeof trackerAccountSchema>;

/** How often each tracker came up, against the stretch of equal length before. */
export const trackerReportSchema = z
  .object({
    period: timeWindowSchema,
    before: timeWindowSchema,
    trackers: z.array(
      namedSchema.extend({
        ...countSchema.shape,
        before: countSchema,
        months: z.array(monthSchema),
        accounts: z.array(accountSchema),
      }),
    ),
  })
  .meta({ id: 'TrackerReport' });
export type TrackerReport = z.infer<typeof trackerReportSchema>;
