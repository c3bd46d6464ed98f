import type { OrganizationId } from '../call.ts';
import type { Scope, Viewer } from '../viewer.ts';

/**
 * The calls a viewer may read: every kept call of their organization, except private calls. `asOf` leaves out calls
 * that started later. A `Scope` is made only in this file.
 */
export function scopeOf(viewer: Viewer, asOf?: Date): Scope {
  return { organizationId: viewer.organizationId, privateCalls: 'hidden', until: asOf ?? null } as Scope;
}

/**
 * Every kept call of an organization except private calls, for counts made ahead. Readers join the counts with the
 * viewer's own scope.
 */
export function scopeOfOrganization(organizationId: OrganizationId): Scope {
  return { organizationId, privateCalls: 'hidden', until: null } as Scope;
}
