import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { isoDate } from '../iso-date.ts';
import type { Db } from '../store/db.ts';
import { listMemberships } from '../store/members-store.ts';
import { readVerification, saveVerification } from '../store/verifications-store.ts';

/** Hours that a link works. */
const PASSWORD_LINK_HOURS = 24;

/**
 * Whose password a link sets. `madeBy` is the admin's user id, null for an operator; `organizationIds` are all that the
 * user belonged to then.
 */
const particularsSchema = z.object({
  userId: z.string(),
  madeBy: z.string().nullable(),
  organizationIds: z.array(z.string()),
});
type Particulars = z.infer<typeof particularsSchema>;

/** Opens the page for a new password. It is shown once, as only its token's hash is kept. */
export const passwordLinkSchema = z.object({ url: z.string(), expiresAt: isoDate });
export type PasswordLink = z.infer<typeof passwordLinkSchema>;

export async function savePasswordLink(
  tx: Db,
  { userId, madeBy, publicUrl }: Pick<Particulars, 'userId' | 'madeBy'> & { publicUrl: string },
  now: Date,
): Promise<PasswordLink> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + PASSWORD_LINK_HOURS * 3_600_000);
  const organizationIds = (await listMemberships(tx, userId)).map(({ organizationId }) => organizationId);
  const value = JSON.stringify({ userId, madeBy, organizationIds } satisfies Particulars);
  await saveVerification(tx, { id: passwordLinkId(token), identifier: passwordLinksOf(userId), value, expiresAt }, now);
  // What follows `#` stays in the browser, so no server's or proxy's log has the token.
  return { url: `${publicUrl}/new-password#${token}`, expiresAt };
}

/**
 * The user whose password the link may set now. A link ends when the user joins another organization or leaves all, and
 * when the admin who made it is no longer an admin of every one: nobody comes by it into what was not theirs.
 * @throws AppError `not_found`.
 */
export async function readPasswordLink(db: Db, token: string, now: Date): Promise<{ userId: string; email: string }> {
  const kept = await readVerification(db, passwordLinkId(token));
  if (kept && kept.expiresAt > now) {
    const { userId, madeBy, organizationIds } = particularsSchema.parse(JSON.parse(kept.value));
    const [first, ...others] = await listMemberships(db, userId);
    const isSame = [first, ...others].every((one) => one && organizationIds.includes(one.organizationId));
    if (first && isSame && (madeBy === null || (await isAdminOfAll(db, { userId, adminId: madeBy }))))
      return { userId, email: first.email };
  }
  throw passwordLinkIsOver();
}

/** Whether one user is an admin of every organization that another belongs to. */
export async function isAdminOfAll(db: Db, { userId, adminId }: { userId: string; adminId: string }): Promise<boolean> {
  const administered = (await listMemberships(db, adminId)).filter(({ role }) => role === 'admin');
  const theirs = await listMemberships(db, userId);
  return theirs.every(({ organizationId }) => administered.some((one) => one.organizationId === organizationId));
}

/** What all links of a user are kept under. */
export const passwordLinksOf = (userId: string): string => `password:${userId}`;

export const passwordLinkId = (token: string): string =>
  `pwl_${createHash('sha256').update(token).digest('base64url')}`;

export const passwordLinkIsOver = (): AppError =>
  new AppError('not_found', 'This link is used up or over. Ask an admin for a new one.');
