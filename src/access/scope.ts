import { EVERY_CALL, isEveryCall, NO_CALL } from '../access-filter.ts';
import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Scope, Viewer } from '../viewer.ts';

/**
 * The calls a viewer may read: every kept call that their access opens, except private calls. `asOf` leaves out calls
 * that started later. A `Scope` is made only in this file.
 * @throws AppError `access_unknown`: Gong's rights decide, and were not read for longer than a day.
 */
export function scopeOf({ organizationId, role, access }: Viewer, asOf?: Date): Scope {
  if (access.open === 'unknown') throw unknownAccess(access.readAt);
  const directory = role === 'admin' || isEveryCall(access) ? 'whole' : 'of_calls';
  return { organizationId, privateCalls: 'hidden', until: asOf ?? null, access, directory } as Scope;
}

/** As `scopeOf`, for pages that admins need to mend what is unknown: no call is shown on them then. */
export const scopeOfPage = (viewer: Viewer): Scope =>
  scopeOf(viewer.access.open === 'unknown' ? { ...viewer, access: NO_CALL } : viewer);

/**
 * Every kept call of an organization except private calls, for counts made ahead. Readers join the counts with the
 * viewer's own scope.
 */
export function scopeOfOrganization(organizationId: OrganizationId): Scope {
  return { organizationId, privateCalls: 'hidden', until: null, access: EVERY_CALL, directory: 'whole' } as Scope;
}

const unknownAccess = (readAt: Date | null): AppError =>
  new AppError(
    'access_unknown',
    `Your organization shows calls as Gong does, and Gong's permissions ${readAt ? `were last read ${readAt.toISOString()}` : 'have not been read yet'}. No call is shown until they are read again. An admin finds the reason under Settings → Access.`,
  );
