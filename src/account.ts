import { z } from 'zod';
import { domainSchema } from './company-domain.ts';
import type { Given } from './given.ts';
import { isoDate } from './iso-date.ts';

/** Counts only calls readable by the viewer; `lastCallAt` is the start of the latest. */
const withCalls = { calls: z.number(), lastCallAt: isoDate.nullable() };

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

const email = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^@\s]+@[^@\s]+$/, 'must be an address');

/** An account as entered; absent members stay as they are. */
export const accountEntrySchema = z.object({
  name: z.string().trim().min(1).max(200),
  aliases: z.array(z.string().trim().min(1).max(200)).optional(),
  domains: z.array(domainSchema).optional(),
  crmId: accountSchema.shape.crmId.optional(),
  ownerEmail: email.nullable().optional(),
});
export type AccountEntry = Given<z.infer<typeof accountEntrySchema>>;

export const accountChangesSchema = accountEntrySchema
  .partial()
  .extend({ state: accountStateSchema.exclude(['proposed']).optional() });
export type AccountChanges = Given<z.infer<typeof accountChangesSchema>>;

export const PERSON_KINDS = ['teammate', 'contact', 'unknown'] as const;
export const personKindSchema = z.enum(PERSON_KINDS);
export type PersonKind = z.infer<typeof personKindSchema>;

/** A person, known by address: a `teammate` is ours, a `contact` a customer's. */
export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    title: z.string().nullable(),
    kind: personKindSchema,
    accountId: z.string().nullable(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

export const personWithCallsSchema = personSchema.extend(withCalls);
export type PersonWithCalls = z.infer<typeof personWithCallsSchema>;

/** The kinds an admin can give a person. */
export const saidKindSchema = personKindSchema.exclude(['unknown']);

/** An admin's word on a person. Outranks Gong's word, except for the title on a call. */
export const personWishSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  title: z.string().max(200).nullable().optional(),
  kind: saidKindSchema.optional(),
  accountId: personSchema.shape.accountId.optional(),
});
export type PersonWish = Given<z.infer<typeof personWishSchema>>;

/** The same for a known or a new person, by address. */
export const saidPersonSchema = personWishSchema.extend({ email });
export type SaidPerson = Given<z.infer<typeof saidPersonSchema>>;
