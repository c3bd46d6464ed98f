import type { OrganizationId } from '../call.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { deleteMember } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';
import { checkSomeAdminStays } from './check-some-admin-stays.ts';
import { endInvitationsOf } from './end-invitations.ts';

/** Members decide who is one of us, on past calls too. */
type Deps = { db: Db; relink: (organizationId: OrganizationId) => Promise<unknown>; now: () => Date };

/**
 * Ends a membership, with the member's keys, conversations, answers and open invitations. Past calls are linked anew.
 * @throws AppError `forbidden`, `not_found`, `conflict` where no admin would be left.
 */
export async function removeMember({ db, relink, now }: Deps, viewer: Viewer, memberId: string): Promise<void> {
  checkAdmin(viewer);
  await db.transaction(async (tx) => {
    const { email, userId } = await checkSomeAdminStays(tx, viewer, memberId, 'member');
    await deleteMember(tx, viewer.organizationId, memberId);
    await recordAudit(tx, viewer, { action: 'member.removed', subject: memberId, details: { email } }, now());
    await endInvitationsOf(tx, viewer, userId, now());
  });
  await relink(viewer.organizationId);
}
