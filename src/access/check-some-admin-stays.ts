import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { listMembers, lockMembers, type Membership } from '../store/members-store.ts';
import type { Role, Viewer } from '../viewer.ts';

/**
 * To be asked, in the transaction, before a member becomes `role` or goes. Others who ask wait for the transaction's
 * end: two admins cannot end each other's role at once. Answers the member.
 * @throws AppError `not_found`, `conflict`.
 */
export async function checkSomeAdminStays(tx: Db, admin: Viewer, memberId: string, role: Role): Promise<Membership> {
  await lockMembers(tx, admin.organizationId);
  const all = await listMembers(tx, admin.organizationId);
  const found = all.find((member) => member.memberId === memberId);
  if (!found) throw new AppError('not_found', 'There is no such member.');
  if (role !== 'admin' && !all.some((member) => member.role === 'admin' && member.memberId !== memberId))
    throw new AppError('conflict', 'The organization needs an admin: make someone else one first.');
  return found;
}
