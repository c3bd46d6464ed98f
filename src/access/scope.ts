import type { Scope, Viewer } from '../viewer.ts';

/**
 * Which calls the viewer may read: every call of their organization that is kept, except private ones, and with `asOf` only those that
 * had started by then. The only place where a `Scope` is made.
 */
export function scopeOf(viewer: Viewer, asOf?: Date): Scope {
  return { organizationId: viewer.organizationId, privateCalls: 'hidden', until: asOf ?? null } as Scope;
}
