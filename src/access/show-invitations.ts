import type { Invitation } from '../member.ts';
import type { Db } from '../store/db.ts';
import { listInvitations } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';

/** Open invitations, newest first. @throws AppError `forbidden`. */
export async function showInvitations({ db, now }: { db: Db; now: () => Date }, viewer: Viewer): Promise<Invitation[]> {
  checkAdmin(viewer);
  return listInvitations(db, viewer.organizationId, now());
}
