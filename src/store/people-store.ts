import { and, asc, eq, ilike, inArray, or, sql } from 'drizzle-orm';
import type { Account, Person } from '../account.ts';
import { type CallId, type GongUser, type OrganizationId, type Side, toCallId } from '../call.ts';
import { newId } from '../ids.ts';
import type { Scope } from '../viewer.ts';
import { visibleCalls } from './calls-reader.ts';
import { type Db, rowsOf } from './db.ts';
import { callParties, calls, gongUsers, partyLinks, people, segments } from './schema.ts';

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
        name: sql`case when ${people.isConfirmed} then ${people.name} else excluded.name end`,
        title: sql`coalesce(excluded.title, ${people.title})`,
        kind: sql`case when ${people.isConfirmed} then ${people.kind} else excluded.kind end`,
        accountId: sql`case when ${people.isConfirmed} then ${people.accountId} else excluded.account_id end`,
      },
    })
    .returning({ id: people.id, email: people.email });
  return new Map(rows.map((row) => [row.email, row.id]));
}

export type PeopleFilter = { text?: string; ids?: string[]; kind?: Person['kind']; accountId?: string };

/** People whose name or email holds the text (all where it is empty), in order of name. */
export async function findPeople(
  db: Db,
  scope: Scope,
  { text, ids, kind, accountId, limit }: PeopleFilter & { limit: number },
): Promise<Person[]> {
  const like = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .select()
    .from(people)
    .where(
      and(
        eq(people.organizationId, scope.organizationId),
        ids ? inArray(people.id, ids) : undefined,
        kind ? eq(people.kind, kind) : undefined,
        accountId ? eq(people.accountId, accountId) : undefined,
        text ? or(ilike(people.name, like), ilike(people.email, like)) : undefined,
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(limit);
  return rows.map(toPerson);
}

/** On how many calls people were that the viewer may read, and when last. */
export async function countCallsOfPeople(
  db: Db,
  scope: Scope,
  personIds: string[],
): Promise<Map<string, { calls: number; lastCallAt: Date | null }>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .select({
      id: callParties.personId,
      calls: sql<number>`count(distinct ${calls.id})::int`,
      last: sql<string | null>`max(${calls.startedAt})`,
    })
    .from(callParties)
    .innerJoin(calls, and(eq(calls.organizationId, callParties.organizationId), eq(calls.id, callParties.callId)))
    .where(and(visibleCalls(scope), inArray(callParties.personId, personIds)))
    .groupBy(callParties.personId);
  return new Map(
    rows.map((row) => [row.id ?? '', { calls: row.calls, lastCallAt: row.last ? new Date(row.last) : null }]),
  );
}

/** Adds someone, or says of someone known who they are; linking leaves that. Answers the id and whether they were there. */
export async function confirmPerson(
  db: Db,
  organizationId: OrganizationId,
  {
    email,
    ...given
  }: { email: string; name?: string; title?: string | null; kind?: Person['kind']; accountId?: string | null },
): Promise<{ id: string; isNew: boolean }> {
  const address = email.toLowerCase();
  const kind = given.kind ?? 'contact';
  const changes = Object.fromEntries(Object.entries({ ...given, kind }).filter(([, value]) => value !== undefined));
  const values = {
    name: address,
    ...changes,
    organizationId,
    id: newId('per'),
    email: address,
    kind,
    isConfirmed: true,
  };
  const [row] = await db
    .insert(people)
    .values(values)
    .onConflictDoUpdate({ target: [people.organizationId, people.email], set: { ...changes, isConfirmed: true } })
    .returning({ id: people.id });
  return { id: row?.id ?? values.id, isNew: row?.id === values.id };
}

export async function listConfirmedPeople(db: Db, organizationId: OrganizationId): Promise<Person[]> {
  const rows = await db
    .select()
    .from(people)
    .where(and(eq(people.organizationId, organizationId), eq(people.isConfirmed, true)));
  return rows.map(toPerson);
}

/** Says who a participant without an address is. A later word replaces it. */
export async function savePartyLink(
  db: Db,
  organizationId: OrganizationId,
  link: { callId: CallId; partyKey: string; personId: string },
): Promise<void> {
  await db
    .insert(partyLinks)
    .values({ organizationId, ...link })
    .onConflictDoUpdate({
      target: [partyLinks.organizationId, partyLinks.callId, partyLinks.partyKey],
      set: { personId: link.personId },
    });
}

export async function listPartyLinks(
  db: Db,
  organizationId: OrganizationId,
): Promise<{ callId: string; partyKey: string; person: Person }[]> {
  const rows = await db
    .select({ callId: partyLinks.callId, partyKey: partyLinks.partyKey, person: people })
    .from(partyLinks)
    .innerJoin(people, and(eq(people.organizationId, partyLinks.organizationId), eq(people.id, partyLinks.personId)))
    .where(eq(partyLinks.organizationId, organizationId));
  return rows.map(({ person, ...link }) => ({ ...link, person: toPerson(person) }));
}

export type UnlinkedParty = {
  callId: CallId;
  position: number;
  name: string | null;
  email: string | null;
  side: Side;
  accountState: Account['state'] | null;
  calls: number;
  lastCallAt: Date;
};

/** Participants that are no teammate and of no account, one row for each address or name, those on most calls first, each with its latest call. */
export async function listUnlinkedParties(db: Db, scope: Scope, limit: number): Promise<UnlinkedParty[]> {
  const who = sql`coalesce(${callParties.email}, lower(${callParties.name}), '')`;
  const rows = rowsOf<{
    call_id: string;
    position: number;
    name: string | null;
    email: string | null;
    side: Side;
    calls: number;
    last_at: string;
    account_state: Account['state'] | null;
  }>(
    await db.execute(sql`
      select * from (
        select ${callParties.callId} as call_id, ${callParties.position} as position, ${callParties.name} as name, ${callParties.email} as email, ${callParties.side} as side,
          count(*) over (partition by ${who})::int as calls, ${calls.startedAt} as last_at,
          row_number() over (partition by ${who} order by ${calls.startedAt} desc, ${calls.id}, ${callParties.position}) as place,
          (select a.state from account_domains d join accounts a on a.organization_id = d.organization_id and a.id = d.account_id
            where d.organization_id = ${callParties.organizationId} and d.domain = split_part(${callParties.email}, '@', 2)) as account_state
        from ${callParties}
        join ${calls} on ${calls.organizationId} = ${callParties.organizationId} and ${calls.id} = ${callParties.callId}
        left join ${people} on ${people.organizationId} = ${callParties.organizationId} and ${people.id} = ${callParties.personId}
        where ${visibleCalls(scope)} and ${callParties.side} <> 'us' and ${people.accountId} is null
      ) ranked where place = 1 order by calls desc, last_at desc, call_id limit ${limit}`),
  );
  return rows.map((row) => ({
    callId: toCallId(row.call_id),
    position: row.position,
    name: row.name,
    email: row.email,
    side: row.side,
    accountState: row.account_state,
    calls: row.calls,
    lastCallAt: new Date(row.last_at),
  }));
}

/** One participant of a call, as Gong told it. Null where there is none. */
export async function readParty(db: Db, organizationId: OrganizationId, callId: CallId, position: number) {
  const [row] = await db
    .select()
    .from(callParties)
    .where(
      and(
        eq(callParties.organizationId, organizationId),
        eq(callParties.callId, callId),
        eq(callParties.position, position),
      ),
    );
  return row ?? null;
}

const toPerson = ({ organizationId: _, isConfirmed: __, ...person }: typeof people.$inferSelect): Person => person;

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
  return rows.map(toPerson);
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
  const callsWhere = (where: ReturnType<typeof sql>) =>
    sql<number>`(count(distinct call_id) filter (where ${where}))::int`;
  const [row] = await db
    .select({
      linked: callsWhere(sql`${isMeant} and ${callParties.personId} is not null`),
      spoke: callsWhere(sql`${isMeant} and ${callParties.personId} is not null and ${hasSpoken}`),
      unlinked: callsWhere(sql`${isMeant} and ${callParties.personId} is null`),
      withoutAddress: sql<number>`(count(*) filter (where ${callParties.email} is null))::int`,
    })
    .from(callParties)
    .where(eq(callParties.organizationId, organizationId));
  return row ?? { linked: 0, spoke: 0, unlinked: 0, withoutAddress: 0 };
}
