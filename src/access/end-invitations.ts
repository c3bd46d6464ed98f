import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { cancelInvitationsOf } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';

/** Takes back what somebody invited as an admin, who is one no more: their links would let them in again. */
export async function endInvitationsOf(tx: Db, viewer: Viewer, userId: string, now: Date): Promise<void> {
  for (const subject of await cancelInvitationsOf(tx, viewer.organizationId, userId))
    await recordAudit(tx, viewer, { action: 'invitation.revoked', subject }, now);
}
