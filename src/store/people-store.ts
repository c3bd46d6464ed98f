import { and, asc, eq, ilike, inArray, or, sql } from 'drizzle-orm';
import type { Person } from '../account.ts';
import type { GongUser, OrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { callParties, gongUsers, people, segments } from './schema.ts';

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

/** People whose whole name, of two words or more, stands in the text, whatever its case. */
export async function findPeopleNamedIn(db: Db, scope: Scope, text: string): Promise<Person[]> {
  const rows = await db
    .select()
    .from(people)
    .where(
      and(
        eq(people.organizationId, scope.organizationId),
        sql`strpos(${people.name}, ' ') > 0 and strpos(${text.toLowerCase()}, lower(${people.name})) > 0`,
      ),
    )
    .limit(50);
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

/** Ids of the users who are new, gone, or not as they were saved. */
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

/** On how many calls someone of that address or name was: as a linked person, and only by a name without an address. */
export async function findParties(
  db: Db,
  organizationId: OrganizationId,
  text: string,
): Promise<{ linked: number; spoke: number; unlinked: number; withoutAddress: number }> {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const isMeant = sql`(${callParties.email} ilike ${like} or ${callParties.name} ilike ${like})`;
  const hasSpoken = sql`exists (select 1 from ${segments} s where s.organization_id = ${callParties.organizationId}
    and s.call_id = ${callParties.callId} and s.speaker_id = ${callParties.speakerId})`;
  const calls = (where: ReturnType<typeof sql>) => sql<number>`(count(distinct call_id) filter (where ${where}))::int`;
  const [row] = await db
    .select({
      linked: calls(sql`${isMeant} and ${callParties.personId} is not null`),
      spoke: calls(sql`${isMeant} and ${callParties.personId} is not null and ${hasSpoken}`),
      unlinked: calls(sql`${isMeant} and ${callParties.personId} is null`),
      withoutAddress: sql<number>`(count(*) filter (where ${callParties.email} is null))::int`,
    })
    .from(callParties)
    .where(eq(callParties.organizationId, organizationId));
  return row ?? { linked: 0, spoke: 0, unlinked: 0, withoutAddress: 0 };
}
