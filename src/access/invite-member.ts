import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Invitation, InvitationWish } from '../member.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { listMembers, saveInvitation } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { INVITATION_DAYS } from './auth.ts';
import { checkAdmin } from './check-admin.ts';
import { checkEmail } from './check-email.ts';
import { showInvitation } from './show-invitation.ts';

/**
 * Invites a person. No e-mail is sent: the admin passes on the link with the id.
 * @throws AppError `forbidden`, `invalid_input`, `conflict`.
 */
export async function inviteMember(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { email: text, role }: InvitationWish,
): Promise<Invitation> {
  checkAdmin(viewer);
  const email = text.trim().toLowerCase();
  checkEmail(email);
  const { organizationId, userId: inviterId } = viewer;
  if ((await listMembers(db, organizationId)).some((member) => member.email === email))
    throw new AppError('conflict', `${email} is a member already.`);
  const id = newId('inv');
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + INVITATION_DAYS * 86_400_000);
  await db.transaction(async (tx) => {
    await saveInvitation(tx, { id, organizationId, email, role, expiresAt, createdAt, inviterId });
    await recordAudit(tx, viewer, { action: 'member.invited', subject: id, details: { email, role } }, createdAt);
  });
  return showInvitation({ db, now }, id);
}
