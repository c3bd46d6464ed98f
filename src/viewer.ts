import { z } from 'zod';
import type { OrganizationId } from './call.ts';
import type { Calendar } from './time-window.ts';

const ROLES = ['admin', 'member'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** The reader: a member of one organization, by any sign-in, with the organization's calendar. */
export type Viewer = Calendar & {
  organizationId: OrganizationId;
  memberId: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
  /** Set when the operator acts as the member: by a command, or in making an organization. */
  isOperator?: true;
};

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
};
