import { z } from 'zod';
import { withCalls } from './account.ts';
import { emailSchema } from './email-address.ts';
import type { Given } from './given.ts';

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
export const saidPersonSchema = personWishSchema.extend({ email: emailSchema });
export type SaidPerson = Given<z.infer<typeof saidPersonSchema>>;
