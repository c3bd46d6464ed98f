import { z } from 'zod';
import { domainSchema } from './company-domain.ts';
import { emailSchema } from './email-address.ts';
import type { Given } from './given.ts';
import { isoDate } from './iso-date.ts';

/** Counts only calls readable by the viewer; `lastCallAt` is the start of the latest. */
export const withCalls = { calls: z.number(), lastCallAt: isoDate.nullable() };

/** `proposed`: found by its domain on calls, and not yet confirmed by an admin. */
export const ACCOUNT_STATES = ['active', 'proposed', 'ignored'] as const;
export const accountStateSchema = z.enum(ACCOUNT_STATES);
/** States of accounts that readers can look for. */
export const shownAccountStateSchema = accountStateSchema.exclude(['ignored']);
export type ShownAccountState = z.infer<typeof shownAccountStateSchema>;

/** A customer company. Domains are in lower case; aliases are trimmed and keep their case. */
const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  domains: z.array(z.string()),
  crmId: z.string().nullable(),
  ownerEmail: z.string().nullable(),
  state: accountStateSchema,
});
export type Account = z.infer<typeof accountSchema>;

export const accountWithCallsSchema = accountSchema.extend(withCalls).meta({ id: 'Account' });
export type AccountWithCalls = z.infer<typeof accountWithCallsSchema>;

/** An account as entered; absent members stay as they are. */
export const accountEntrySchema = z.object({
  name: z.string().trim().min(1).max(200),
  aliases: z.array(z.string().trim().min(1).max(200)).optional(),
  domains: z.array(domainSchema).optional(),
  crmId: accountSchema.shape.crmId.optional(),
  ownerEmail: emailSchema.nullable().optional(),
});
export type AccountEntry = Given<z.infer<typeof accountEntrySchema>>;

export const accountChangesSchema = accountEntrySchema
  .partial()
  .extend({ state: accountStateSchema.exclude(['proposed']).optional() });
export type AccountChanges = Given<z.infer<typeof accountChangesSchema>>;
