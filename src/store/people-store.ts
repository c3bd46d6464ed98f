import { and, asc, eq, ilike, inArray, or, sql } from 'drizzle-orm';
import type { Person } from '../account.ts';
import type { GongUser, OrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { gongUsers, people } from './schema.ts';

export type PersonEntry = Omit<Person, 'id'>;

/** Adds or refreshes people by email. Answers their ids by email; safe to repeat. */
export async function savePeople(
  db: Db,
  organizationId: OrganizationId,
  entries: PersonEntry[],
): Promise<Map<string, string>> {
  const unique = [...new Map(entries.map((entry) => [entry.email, entry])).values()];
  if (unique.length === 0) return new Map();
  const rows = await db
    .insert(people)
    .values(unique.map((entry) => ({ organizationId, id: newId('per'), ...entry })))
    .onConflictDoUpdate({
      target: [people.organizationId, people.email],
      set: {
        name: sql`excluded.name`,
        title: sql`coalesce(excluded.title, ${people.title})`,
        kind: sql`excluded.kind`,
        accountId: sql`excluded.account_id`,
      },
    })
    .returning({ id: people.id, email: people.email });
  return new Map(rows.map((row) => [row.email, row.id]));
}

/** People whose name or email holds the text (all where it is empty), in order of name. */
export async function findPeople(
  db: Db,
  scope: Scope,
  { text, ids, limit }: { text?: string; ids?: string[]; limit: number },
): Promise<Person[]> {
  const like = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .select()
    .from(people)
    .where(
      and(
        eq(people.organizationId, scope.organizationId),
        ids ? inArray(people.id, ids) : undefined,
        text ? or(ilike(people.name, like), ilike(people.email, like)) : undefined,
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(limit);
  return rows.map(({ organizationId: _, ...person }) => person);
}

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

export async function listGongUsers(db: Db, organizationId: OrganizationId): Promise<GongUser[]> {
  const rows = await db.select().from(gongUsers).where(eq(gongUsers.organizationId, organizationId));
  return rows.map(({ organizationId: _, ...user }) => user);
}
