import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Account } from '../account.ts';
import type { OrganizationId } from '../call.ts';
import { nameKeysOf } from '../language/name-keys.ts';
import { dropDomains } from './accounts-store.ts';
import { asJson } from './as-json.ts';
import type { Db } from './db.ts';
import { rowsOf } from './db.ts';
import type { EndedAccount } from './ended-accounts-store.ts';
import { accountDomains, accounts } from './schema.ts';

/** An account as an import leaves it. `oldName` is its name in the store; domains are only added. */
export type AccountWrite = Omit<Account, 'state'> & { isNew: boolean; oldName: string | null; newDomains: string[] };

/**
 * Adds and changes accounts of an import, all active, in a few statements whatever their number. Answers false when
 * the store is no longer as the import was planned for; then roll back and plan anew.
 */
export async function saveImportedAccounts(
  db: Db,
  organizationId: OrganizationId,
  writes: readonly AccountWrite[],
  now: Date,
): Promise<boolean> {
  const known = writes.filter(({ isNew }) => !isNew);
  const renamed = known.filter(({ name, oldName }) => name.toLowerCase() !== oldName?.toLowerCase());
  // Two accounts may swap names: no two have the same one at any moment.
  if (renamed.length > 0)
    await db
      .update(accounts)
      .set({ name: sql`${accounts.id}` })
      .where(and(eq(accounts.organizationId, organizationId), inArray(accounts.id, idsOf(renamed))));
  const taken = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.organizationId, organizationId),
        sql`lower(${accounts.name}) in (select lower(value) from jsonb_array_elements_text(${asJson(namesOf([...renamed, ...writes.filter(({ isNew }) => isNew)]))}))`,
      ),
    );
  if (taken.length > 0) return false;
  if (known.length > 0) {
    const rows = known.map(({ id, name, aliases, crmId, ownerEmail }) => ({
      ...{ id, name, aliases, crmId, ownerEmail },
      ...nameKeysOf(name, ...aliases),
    }));
    const updated = rowsOf(
      z.object({ id: z.string() }),
      await db.execute(sql`
        update accounts a set name = v.name, aliases = v.aliases, name_words = v."nameWords", name_starts = v."nameStarts", crm_id = v."crmId", owner_email = v."ownerEmail", state = 'active'
        from jsonb_to_recordset(${asJson(rows)}) as v(id text, name text, aliases text[], "nameWords" text[], "nameStarts" text[], "crmId" text, "ownerEmail" text)
        where a.organization_id = ${organizationId} and a.id = v.id
        returning a.id`),
    );
    if (updated.length < known.length) return false;
  }
  const added = writes.filter(({ isNew }) => isNew);
  if (added.length > 0)
    await db.insert(accounts).values(
      added.map(({ id, name, aliases, crmId, ownerEmail }) => ({
        ...{ organizationId, id, name, aliases, crmId, ownerEmail },
        ...{ ...nameKeysOf(name, ...aliases), state: 'active' as const, createdAt: now },
      })),
    );
  const domains = writes.flatMap(({ id, newDomains }) =>
    newDomains.map((domain) => ({ organizationId, domain, accountId: id })),
  );
  for (let start = 0; start < domains.length; start += MOST_VALUES) {
    const some = domains.slice(start, start + MOST_VALUES);
    const given = await db.insert(accountDomains).values(some).onConflictDoNothing().returning();
    if (given.length < some.length) return false;
  }
  return true;
}

/** Rows of one statement: Postgres takes 65,535 parameters. */
const MOST_VALUES = 5000;

/**
 * Frees the names and domains of proposed accounts that are about to end. Answers which of them are still only
 * proposed: an account that was accepted meanwhile stays as it is.
 */
export async function freeProposals(
  db: Db,
  organizationId: OrganizationId,
  ended: readonly EndedAccount[],
): Promise<EndedAccount[]> {
  if (ended.length === 0) return [];
  const ids = ended.map(({ from }) => from);
  const freed = await db
    .update(accounts)
    .set({ name: sql`${accounts.id}` })
    .where(and(eq(accounts.organizationId, organizationId), eq(accounts.state, 'proposed'), inArray(accounts.id, ids)))
    .returning({ id: accounts.id });
  const isFreed = new Set(freed.map(({ id }) => id));
  await dropDomains(db, organizationId, [...isFreed]);
  return ended.filter(({ from }) => isFreed.has(from));
}

const idsOf = (writes: readonly AccountWrite[]): string[] => writes.map(({ id }) => id);
const namesOf = (writes: readonly AccountWrite[]): string[] => writes.map(({ name }) => name);
