import { z } from 'zod';
import type { OrganizationId } from './call.ts';
import { isoDate } from './iso-date.ts';
import { roleSchema } from './viewer.ts';

/** A member as other members see them. */
export const memberSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), role: roleSchema });
export type Member = z.infer<typeof memberSchema>;

/** An open invitation. Its id is its secret: whoever has it may read and accept it. */
export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  expiresAt: isoDate,
  organizationName: z.string(),
});
export type Invitation = z.infer<typeof invitationSchema> & { organizationId: OrganizationId };

/** Who is invited, as an admin says it. */
export const invitationWishSchema = z.object({ email: z.string(), role: roleSchema.default('member') });
export type InvitationWish = z.infer<typeof invitationWishSchema>;

/** Who accepts an invitation: someone new gives both, a signed-in user neither. */
export const newcomerSchema = z.object({
  name: z.string().max(200).optional(),
  password: z.string().max(200).optional(),
});
