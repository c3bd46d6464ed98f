import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { setMemberRole } from '../store/members-store.ts';
import type { Role, Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';
import { checkSomeAdminStays } from './check-some-admin-stays.ts';
import { endInvitationsOf } from './end-invitations.ts';

/**
 * Gives a member another role. With an admin's role end the invitations that they made.
 * @throws AppError `forbidden`, `not_found`, `conflict` where no admin would be left.
 */
export async function changeRole(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { memberId, role }: { memberId: string; role: Role },
): Promise<void> {
  checkAdmin(viewer);
  await db.transaction(async (tx) => {
    const { email, userId } = await checkSomeAdminStays(tx, viewer, memberId, role);
    await setMemberRole(tx, viewer.organizationId, memberId, role);
    if (role !== 'admin') await endInvitationsOf(tx, viewer, userId, now());
    const details = { email, role };
    await recordAudit(tx, viewer, { action: 'member.role_changed', subject: memberId, details }, now());
  });
}
