import { z } from 'zod';
import { organizationIdSchema } from './call.ts';
import { domainSchema } from './company-domain.ts';
import type { Rules } from './exclusions.ts';
import type { Given } from './given.ts';
import { isTimeZone } from './time-window.ts';

export const timeZoneSchema = z.string().refine(isTimeZone, 'must be an IANA time zone like Europe/Berlin');

/** What every member sees of their organization. */
export const organizationSchema = z
  .object({
    id: organizationIdSchema,
    name: z.string(),
    domains: z.array(z.string()),
    timeZone: z.string().meta({ example: 'Europe/Berlin' }),
    fiscalYearStartMonth: z.number().int().min(1).max(12),
    dataSyncEnabled: z.boolean(),
  })
  .meta({ id: 'Organization' });

/** A tenant. Its rules are for admins. */
export type Organization = z.infer<typeof organizationSchema> & Rules;

/** Settings as an admin changes them: what is absent is left alone. */
export const organizationChangesSchema = organizationSchema
  .omit({ id: true })
  .extend({
    name: z.string().min(1).max(200),
    domains: z.array(domainSchema),
    timeZone: timeZoneSchema,
  })
  .partial();
export type OrganizationChanges = Given<z.infer<typeof organizationChangesSchema>>;
