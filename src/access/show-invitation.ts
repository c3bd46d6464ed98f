import { AppError } from '../errors.ts';
import type { Invitation } from '../member.ts';
import type { Db } from '../store/db.ts';
import { findInvitation } from '../store/members-store.ts';

/** An open invitation, for the holder of its link. @throws AppError `not_found` if unknown, used or expired. */
export async function showInvitation({ db, now }: { db: Db; now: () => Date }, id: string): Promise<Invitation> {
  const invitation = await findInvitation(db, id);
  if (invitation && invitation.expiresAt > now()) return invitation;
  throw invitationIsOver();
}

export const invitationIsOver = (): AppError =>
  new AppError('not_found', 'This invitation is used up or over. Ask an admin for a new one.');
