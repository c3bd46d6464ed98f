import { EVERY_CALL } from '../access-filter.ts';
import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { findMemberOf } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { withAccess } from './with-access.ts';

/**
 * The member a command acts as: the organization's first admin, or the member with the given address.
 * @throws AppError `not_found`.
 */
export async function readMember(
  { db, now }: { db: Db; now: () => Date },
  organizationId: string,
  email?: string,
): Promise<Viewer> {
  const member = await findMemberOf(db, organizationId, email);
  if (member) return withAccess({ db, now }, member);
  const problem = email
    ? `${email} is not a member of organization ${organizationId}.`
    : `There is no organization ${organizationId}.`;
  throw new AppError('not_found', problem);
}

/**
 * The organization's first admin with every call open but private ones, whatever the policy: for measures alone, whose
 * answers nobody is shown. @throws AppError `not_found`.
 */
export const readMeasurer = async (deps: { db: Db; now: () => Date }, organizationId: string): Promise<Viewer> => ({
  ...(await readMember(deps, organizationId)),
  access: EVERY_CALL,
});
