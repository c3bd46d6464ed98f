import type { OrganizationId } from '../call.ts';
import type { Scope, Viewer } from '../viewer.ts';

/**
 * Which calls the viewer may read: every call of their organization that is kept, except private ones, and with `asOf` only those that
 * had started by then. The only place where a `Scope` is made.
 */
export function scopeOf(viewer: Viewer, asOf?: Date): Scope {
  return { organizationId: viewer.organizationId, privateCalls: 'hidden', until: asOf ?? null } as Scope;
}

/** Every call of an organization that is kept: for counts that are made ahead, and joined with a viewer's own scope when they are read. */
export function scopeOfOrganization(organizationId: OrganizationId): Scope {
  return { organizationId, privateCalls: 'hidden', until: null } as Scope;
}
