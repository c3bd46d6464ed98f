import type { OrganizationId } from './call.ts';

export const ROLES = ['admin', 'member'] as const;
export type Role = (typeof ROLES)[number];

/** Who is reading: a member of one organization, however they proved it. */
export type Viewer = {
  organizationId: OrganizationId;
  memberId: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
};

declare const scopeBrand: unique symbol;

/**
 * Which calls a viewer may read. Every read of calls, segments and people demands one, and only `access/scope.ts` makes one
 * (test/architecture.test.ts holds that), so a query that forgets permissions does not type-check.
 * @property until calls that started at or after this moment are not seen; null when nothing is held back.
 */
export type Scope = {
  readonly [scopeBrand]: true;
  readonly organizationId: OrganizationId;
  readonly privateCalls: 'hidden';
  readonly until: Date | null;
};
