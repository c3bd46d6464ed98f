import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { closeInvitation, findUserId, saveMember } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { addUser, readyUser } from './add-user.ts';
import type { Auth } from './auth.ts';
import { readMember } from './read-member.ts';
import { invitationIsOver, showInvitation } from './show-invitation.ts';

type Deps = {
  db: Db;
  auth: Auth;
  /** Membership marks speakers as colleagues, on past calls too. */
  relink: (organizationId: OrganizationId) => Promise<unknown>;
  now: () => Date;
};

/**
 * Accepts an invitation. A new user gives name and password; a known user must be signed in as `user`. Past calls are
 * linked anew.
 * @throws AppError `not_found`, `unauthenticated`, `forbidden`, `invalid_input`.
 */
export async function acceptInvitation(
  deps: Deps,
  user: { userId: string } | null,
  { invitationId, name = '', password }: { invitationId: string; name?: string; password?: string },
): Promise<Viewer> {
  const { db, now } = deps;
  if (!user && password === undefined)
    throw new AppError('invalid_input', 'password: required for someone who is new here.');
  const { email, organizationId, role } = await showInvitation(deps, invitationId);
  const known = await findUserId(db, email);
  if (user && known !== user.userId)
    throw new AppError('forbidden', `This invitation is for ${email}. Sign in with that address.`);
  if (!user && known)
    throw new AppError('unauthenticated', `${email} has an account already. Sign in first, then open the link again.`);
  const newcomer = user ? null : await readyUser(deps, { email, name, password: password ?? '' });
  const joined = await db.transaction(async (tx) => {
    if (!(await closeInvitation(tx, invitationId))) throw invitationIsOver();
    const userId = newcomer ? await addUser(tx, newcomer, now()) : (user?.userId ?? '');
    await saveMember(tx, { id: newId('mem'), organizationId, userId, role, createdAt: now() });
    const member = await readMember({ db: tx, now }, organizationId, email);
    const details = { invitationId, role: member.role };
    await recordAudit(tx, member, { action: 'member.joined', subject: member.memberId, details }, now());
    return member;
  });
  await deps.relink(organizationId);
  return joined;
}
