import type { AuditActor } from '../audit.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { listMemberships, savePasswordHash } from '../store/members-store.ts';
import { dropVerifications } from '../store/verifications-store.ts';
import type { OrganizationMember } from '../viewer.ts';
import type { Auth } from './auth.ts';
import { checkPassword } from './check-password.ts';
import { passwordLinksOf } from './password-link.ts';

type Deps = { db: Db; auth: Auth; now: () => Date };

/**
 * Gives a user another password. All their sessions end, on every device, and links for another password too; API keys
 * go on. Each of the user's organizations records it as done by whom `actorOf` names. `unless` is asked within the
 * transaction, and may throw.
 * @throws AppError `invalid_input`.
 */
export async function replacePassword(
  { db, auth, now }: Deps,
  { userId, email, password }: { userId: string; email: string; password: string },
  actorOf: (member: OrganizationMember) => AuditActor,
  unless: (tx: Db) => Promise<void> = async () => {},
): Promise<void> {
  await checkPassword(password, { email });
  const context = await (await auth()).$context;
  const hash = await context.password.hash(password);
  await db.transaction(async (tx) => {
    await unless(tx);
    await savePasswordHash(tx, userId, hash, now());
    await dropVerifications(tx, passwordLinksOf(userId));
    for (const member of await listMemberships(tx, userId)) {
      const details = { email: member.email };
      const entry = { action: 'member.password_set', subject: member.memberId, details } as const;
      await recordAudit(tx, actorOf(member), entry, now());
    }
  });
}
