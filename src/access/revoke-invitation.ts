import { AppError } from '../errors.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { cancelInvitation } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';

/** Takes an invitation back: its link opens nothing any more. @throws AppError `forbidden`, `not_found`. */
export async function revokeInvitation(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  invitationId: string,
): Promise<void> {
  checkAdmin(viewer);
  await db.transaction(async (tx) => {
    if (!(await cancelInvitation(tx, viewer.organizationId, invitationId)))
      throw new AppError('not_found', 'There is no such invitation.');
    await recordAudit(tx, viewer, { action: 'invitation.revoked', subject: invitationId }, now());
  });
}
