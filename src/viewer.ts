import { z } from 'zod';
import type { AccessFilter } from './access-filter.ts';
import type { OrganizationId } from './call.ts';
import type { Calendar } from './time-window.ts';

const ROLES = ['admin', 'member'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** A member of one organization, with the organization's calendar. */
export type OrganizationMember = Calendar & {
  organizationId: OrganizationId;
  memberId: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
};

/** The reader: a member, by any sign-in, with what they may read, decided when they asked. */
export type Viewer = OrganizationMember & {
  access: Access;
  /** Set when the operator acts as the member: by a command, or in making an organization. */
  isOperator?: true;
};

/** What may be read, or why nobody can tell: Gong's rights were never read, or too long ago (`readAt`). */
export type Access = AccessFilter | { open: 'unknown'; readAt: Date | null };

declare const scopeBrand: unique symbol;

/**
 * The calls a viewer may read. Every read of calls, segments and people demands a scope, and only `access/scope.ts`
 * makes scopes (test/architecture.test.ts checks). So a query without permissions does not type-check.
 * @property until hides calls started at or after this moment; null hides nothing.
 */
export type Scope = {
  readonly [scopeBrand]: true;
  readonly organizationId: OrganizationId;
  readonly privateCalls: 'hidden';
  readonly until: Date | null;
  readonly access: AccessFilter;
  /** `of_calls`: accounts and people are known by the calls that may be read. Admins keep the whole directory. */
  readonly directory: 'whole' | 'of_calls';
};
