import { and, isNotNull, isNull, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { nameKeysOf } from '../language/name-keys.ts';
import { asJson } from './as-json.ts';
import type * as schema from './schema.ts';
import { accounts, callParties, people } from './schema.ts';

/** `Db`, whose file imports this one. */
type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

const PAGE_SIZE = 500;

/**
 * Gives keys to names that have none, in rows of older versions. Belongs to the migration that made the columns: no
 * SQL folds names as `language/` does. Safe to repeat, and to break off.
 */
export async function fillNameKeys(db: Db): Promise<void> {
  while ((await fillAccounts(db)) === PAGE_SIZE);
  while ((await fillPeople(db)) === PAGE_SIZE);
  while ((await fillParties(db)) === PAGE_SIZE);
}

/** Whether a name has no keys yet, so nobody finds it. */
export async function hasNamesWithoutKeys(db: Db): Promise<boolean> {
  const pages = [
    await db.select({ name: accounts.name }).from(accounts).where(isNull(accounts.nameWords)).limit(1),
    await db.select({ name: people.name }).from(people).where(isNull(people.nameWords)).limit(1),
    await db.select({ name: callParties.name }).from(callParties).where(partyWithoutKeys).limit(1),
  ];
  return pages.some((page) => page.length > 0);
}

const partyWithoutKeys = and(isNull(callParties.personId), isNotNull(callParties.name), isNull(callParties.nameWords));

async function fillAccounts(db: Db): Promise<number> {
  const page = await db.select().from(accounts).where(isNull(accounts.nameWords)).limit(PAGE_SIZE);
  const rows = page.map(({ organizationId, id, name, aliases }) => ({
    ...{ organizationId, id },
    ...nameKeysOf(name, ...aliases),
  }));
  await db.execute(sql`update accounts a set name_words = v."nameWords", name_starts = v."nameStarts"
    from jsonb_to_recordset(${asJson(rows)}) as v("organizationId" text, id text, "nameWords" text[], "nameStarts" text[])
    where a.organization_id = v."organizationId" and a.id = v.id`);
  return page.length;
}

async function fillPeople(db: Db): Promise<number> {
  const page = await db.select().from(people).where(isNull(people.nameWords)).limit(PAGE_SIZE);
  const rows = page.map(({ organizationId, id, name }) => ({ organizationId, id, ...nameKeysOf(name) }));
  await db.execute(sql`update people p set name_words = v."nameWords", name_starts = v."nameStarts"
    from jsonb_to_recordset(${asJson(rows)}) as v("organizationId" text, id text, "nameWords" text[], "nameStarts" text[])
    where p.organization_id = v."organizationId" and p.id = v.id`);
  return page.length;
}

async function fillParties(db: Db): Promise<number> {
  const page = await db.select().from(callParties).where(partyWithoutKeys).limit(PAGE_SIZE);
  const rows = page.map(({ organizationId, callId, position, name }) => ({
    ...{ organizationId, callId, position },
    nameWords: nameKeysOf(name ?? '').nameWords,
  }));
  await db.execute(sql`update call_parties p set name_words = v."nameWords"
    from jsonb_to_recordset(${asJson(rows)}) as v("organizationId" text, "callId" text, position int, "nameWords" text[])
    where p.organization_id = v."organizationId" and p.call_id = v."callId" and p.position = v.position`);
  return page.length;
}
