import { and, asc, desc, eq, getTableColumns, gt, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { OrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import { nameKeysOf } from '../language/name-keys.ts';
import type { Person, SaidPerson } from '../person.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { callParties, calls, people } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';
import { visiblePeople } from './visible-names.ts';

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
    .values(unique.map((entry) => ({ organizationId, id: newId('per'), ...entry, ...nameKeysOf(entry.name) })))
    .onConflictDoUpdate({
      target: [people.organizationId, people.email],
      set: {
        name: unlessConfirmed(people.name, sql`excluded.name`),
        nameWords: unlessConfirmed(people.nameWords, sql`excluded.name_words`),
        nameStarts: unlessConfirmed(people.nameStarts, sql`excluded.name_starts`),
        title: sql`coalesce(excluded.title, ${people.title})`,
        kind: unlessConfirmed(people.kind, sql`excluded.kind`),
        accountId: unlessConfirmed(people.accountId, sql`excluded.account_id`),
      },
    })
    .returning({ id: people.id, email: people.email });
  return new Map(rows.map((row) => [row.email, row.id]));
}

const unlessConfirmed = (kept: PgColumn, seen: SQL): SQL =>
  sql`case when ${people.isConfirmed} then ${kept} else ${seen} end`;

export type PeopleFilter = { text?: string; ids?: string[]; kind?: Person['kind']; accountId?: string };

/** People whose name or email holds the text (all for an empty text): those called just so first, then by name. */
export async function findPeople(
  db: Db,
  scope: Scope,
  { text, ids, kind, accountId, limit }: PeopleFilter & { limit: number },
): Promise<Person[]> {
  const like = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const named = (text ?? '').trim().toLowerCase();
  const isCalledSo = sql`(lower(${people.name}) = ${named} or lower(${people.email}) = ${named})`;
  const rows = await db
    .select()
    .from(people)
    .where(
      and(
        eq(people.organizationId, scope.organizationId),
        visiblePeople(db, scope),
        ids ? inArray(people.id, ids) : undefined,
        kind ? eq(people.kind, kind) : undefined,
        accountId ? eq(people.accountId, accountId) : undefined,
        text ? or(ilike(people.name, like), ilike(people.email, like)) : undefined,
      ),
    )
    .orderBy(...(named ? [desc(isCalledSo)] : []), asc(people.name), asc(people.id))
    .limit(limit);
  return rows.map(toPerson);
}

/** How many calls each person was on, and the last time; only calls that the viewer may read. */
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

/**
 * Adds a person, or corrects a known person; linking leaves a confirmed person alone. Answers the id and whether the
 * person is new.
 */
export async function confirmPerson(
  db: Db,
  organizationId: OrganizationId,
  { email, ...given }: SaidPerson,
): Promise<{ id: string; isNew: boolean }> {
  const address = email.toLowerCase();
  const kind = given.kind ?? 'contact';
  const changes = Object.fromEntries(Object.entries({ ...given, kind }).filter(([, value]) => value !== undefined));
  const keys = given.name === undefined ? {} : nameKeysOf(given.name);
  const values = {
    name: address,
    ...nameKeysOf(address),
    ...changes,
    ...keys,
    organizationId,
    id: newId('per'),
    email: address,
    kind,
    isConfirmed: true,
  };
  const [row] = await db
    .insert(people)
    .values(values)
    .onConflictDoUpdate({
      target: [people.organizationId, people.email],
      set: { ...changes, ...keys, isConfirmed: true },
    })
    .returning({ id: people.id });
  return { id: row?.id ?? values.id, isNew: row?.id === values.id };
}

const { id, email, name, title, kind, accountId } = getTableColumns(people);
/** A person's columns, without those that only looking up by name needs. */
export const PERSON_COLUMNS = { id, email, name, title, kind, accountId };

const PEOPLE_PER_PAGE = 250;

/** All of them, read page by page: an import brings tens of thousands, and others need the store meanwhile. */
export async function listConfirmedPeople(db: Db, organizationId: OrganizationId): Promise<Person[]> {
  const found: Person[] = [];
  for (let after = ''; ; ) {
    const page = await db
      .select(PERSON_COLUMNS)
      .from(people)
      .where(and(eq(people.organizationId, organizationId), eq(people.isConfirmed, true), gt(people.id, after)))
      .orderBy(asc(people.id))
      .limit(PEOPLE_PER_PAGE);
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PEOPLE_PER_PAGE) return found;
    after = last.id;
  }
}

export const toPerson = ({
  organizationId: _,
  isConfirmed: __,
  nameWords: ___,
  nameStarts: ____,
  ...person
}: typeof people.$inferSelect): Person => person;

/** The person with this address; null for nobody. */
export async function findPersonByEmail(db: Db, scope: Scope, email: string): Promise<Person | null> {
  const [row] = await db
    .select()
    .from(people)
    .where(
      and(
        eq(people.organizationId, scope.organizationId),
        visiblePeople(db, scope),
        eq(people.email, email.toLowerCase()),
      ),
    );
  return row ? toPerson(row) : null;
}

/** The id of the person with this address, whoever asks; null for nobody. */
export async function findPersonId(db: Db, organizationId: OrganizationId, email: string): Promise<string | null> {
  const [row] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.organizationId, organizationId), eq(people.email, email.toLowerCase())));
  return row?.id ?? null;
}
