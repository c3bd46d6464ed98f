import { eq } from 'drizzle-orm';
import type { GongUser, OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { gongUsers } from './schema.ts';

/** Replaces the copy of Gong's users. */
export async function saveGongUsers(db: Db, organizationId: OrganizationId, users: GongUser[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(gongUsers).where(eq(gongUsers.organizationId, organizationId));
    for (let start = 0; start < users.length; start += 500) {
      const batch = users.slice(start, start + 500).map((user) => ({ organizationId, ...user }));
      await tx.insert(gongUsers).values(batch);
    }
  });
}

/** Ids of users that are new, gone or changed against the saved copy. */
export async function changedGongUsers(
  db: Db,
  organizationId: OrganizationId,
  users: readonly GongUser[],
): Promise<string[]> {
  const toKey = ({ id, email, otherEmails, name, title, isActive }: GongUser) =>
    JSON.stringify([id, email, otherEmails, name, title, isActive]);
  const before = new Map((await listGongUsers(db, organizationId)).map((user) => [user.id, toKey(user)]));
  const after = new Map(users.map((user) => [user.id, toKey(user)]));
  return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
}

export async function listGongUsers(db: Db, organizationId: OrganizationId): Promise<GongUser[]> {
  const rows = await db.select().from(gongUsers).where(eq(gongUsers.organizationId, organizationId));
  return rows.map(({ organizationId: _, ...user }) => user);
}
