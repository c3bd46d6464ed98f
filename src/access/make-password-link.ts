import { operatorOf } from '../audit.ts';
import { AppError } from '../errors.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { findMember, findUserId, listMemberships } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';
import { isAdminOfAll, type PasswordLink, savePasswordLink } from './password-link.ts';

type Deps = { db: Db; now: () => Date; publicUrl: () => string };

/**
 * Makes a link by which a member chooses a new password. No e-mail is sent: the admin hands it on.
 * @throws AppError `forbidden`, `not_found`, `conflict` for a member of an organization that the admin does not
 * administer: the new password would be good there too.
 */
export async function makePasswordLink(
  { db, now, publicUrl }: Deps,
  viewer: Viewer,
  memberId: string,
): Promise<PasswordLink> {
  checkAdmin(viewer);
  return db.transaction(async (tx) => {
    const member = await findMember(tx, memberId);
    if (member?.organizationId !== viewer.organizationId) throw new AppError('not_found', 'There is no such member.');
    const { userId, email } = member;
    if (!(await isAdminOfAll(tx, { userId, adminId: viewer.userId })))
      throw new AppError(
        'conflict',
        `${email} belongs to another organization too. Whoever runs this server makes the link: colloquy password link ${email}`,
      );
    const entry = { action: 'member.password_link_made', subject: memberId, details: { email } } as const;
    await recordAudit(tx, viewer, entry, now());
    return savePasswordLink(tx, { userId, madeBy: viewer.userId, publicUrl: publicUrl() }, now());
  });
}

/** The same for any user. For operators. @throws AppError `not_found`. */
export async function makePasswordLinkFor({ db, now, publicUrl }: Deps, email: string): Promise<PasswordLink> {
  const userId = await findUserId(db, email.trim().toLowerCase());
  const memberships = userId === null ? [] : await listMemberships(db, userId);
  if (userId === null || memberships.length === 0)
    throw new AppError('not_found', `${email} is a member of no organization here.`);
  return db.transaction(async (tx) => {
    for (const { organizationId, memberId, email: address } of memberships) {
      const entry = { action: 'member.password_link_made', subject: memberId, details: { email: address } } as const;
      await recordAudit(tx, operatorOf(organizationId), entry, now());
    }
    return savePasswordLink(tx, { userId, madeBy: null, publicUrl: publicUrl() }, now());
  });
}
