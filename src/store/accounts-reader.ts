import { and, asc, desc, eq, gt, ilike, inArray, ne, or, sql } from 'drizzle-orm';
import type { Account, AccountWithCalls, ShownAccountState } from '../account.ts';
import type { OrganizationId } from '../call.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { accountDomains, accounts, callAccounts, calls } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';
import { visibleAccounts } from './visible-names.ts';

/** Every account of the organization with its domains, those ignored too, in order of name. */
export async function listAccounts(db: Db, organizationId: OrganizationId): Promise<Account[]> {
  const [rows, domains] = [
    await db.select().from(accounts).where(eq(accounts.organizationId, organizationId)).orderBy(asc(accounts.name)),
    await db.select().from(accountDomains).where(eq(accountDomains.organizationId, organizationId)),
  ];
  const byAccount = Map.groupBy(domains, (row) => row.accountId);
  return rows.map((row) => toAccount(row, byAccount.get(row.id)?.map((entry) => entry.domain) ?? []));
}

/** The names of those of the accounts that the viewer may know of, by their ids. */
export async function readAccountNames(db: Db, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: accounts.id, name: accounts.name })
    .from(accounts)
    .where(
      and(
        eq(accounts.organizationId, scope.organizationId),
        visibleAccounts(db, scope),
        inArray(accounts.id, [...ids]),
      ),
    );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The ids of the accounts whose owner has this address. */
export async function listOwnedAccountIds(db: Db, organizationId: OrganizationId, email: string): Promise<string[]> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.organizationId, organizationId), eq(sql`lower(${accounts.ownerEmail})`, email.toLowerCase())),
    )
    .orderBy(asc(accounts.id));
  return rows.map(({ id }) => id);
}

/** The same page by page in order of id, for whoever lets others in between. */
export async function* accountPages(db: Db, organizationId: OrganizationId, pageSize = 500): AsyncGenerator<Account[]> {
  for (let after = ''; ; ) {
    const page = await db
      .select()
      .from(accounts)
      .where(and(eq(accounts.organizationId, organizationId), gt(accounts.id, after)))
      .orderBy(asc(accounts.id))
      .limit(pageSize);
    const last = page.at(-1);
    if (!last) return;
    yield await withDomains(db, organizationId, page);
    after = last.id;
  }
}

async function withDomains(
  db: Db,
  organizationId: OrganizationId,
  rows: (typeof accounts.$inferSelect)[],
): Promise<Account[]> {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  const domains = await listDomains(
    db,
    organizationId,
    unique.map(({ id }) => id),
  );
  const byAccount = new Map(domains.map((row) => [row.accountId, row.domains]));
  return unique.map((row) => toAccount(row, byAccount.get(row.id) ?? []));
}

/**
 * Accounts whose name, alias or domain holds the text (all accounts for an empty text): first those that are called so,
 * else no page might hold them, then latest calls first. Counts cover only calls that the viewer may read.
 */
export async function findAccounts(
  db: Db,
  scope: Scope,
  { text, ids, state, limit }: { text?: string; ids?: string[]; state?: ShownAccountState; limit: number },
): Promise<AccountWithCalls[]> {
  const like = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const holdsText = or(
    ilike(accounts.name, like),
    sql`exists (select 1 from unnest(${accounts.aliases}) alias where alias ilike ${like})`,
    sql`exists (select 1 from account_domains d where d.organization_id = ${accounts.organizationId} and d.account_id = ${accounts.id} and d.domain ilike ${like})`,
  );
  const named = (text ?? '').trim().toLowerCase();
  const isCalledSo = sql`(lower(${accounts.name}) = ${named} or exists (select 1 from unnest(${accounts.aliases}) alias where lower(alias) = ${named}) or exists (select 1 from account_domains d where d.organization_id = ${accounts.organizationId} and d.account_id = ${accounts.id} and lower(d.domain) = ${named}))`;
  const count = sql<number>`count(${calls.id})::int`;
  const last = sql<string | null>`max(${calls.startedAt})`;
  const rows = await db
    .select({ account: accounts, count, last })
    .from(accounts)
    .leftJoin(
      callAccounts,
      and(eq(callAccounts.organizationId, accounts.organizationId), eq(callAccounts.accountId, accounts.id)),
    )
    .leftJoin(
      calls,
      and(
        eq(calls.organizationId, callAccounts.organizationId),
        eq(calls.id, callAccounts.callId),
        visibleCalls(scope),
      ),
    )
    .where(
      and(
        eq(accounts.organizationId, scope.organizationId),
        visibleAccounts(db, scope),
        state ? eq(accounts.state, state) : ne(accounts.state, 'ignored'),
        ids ? inArray(accounts.id, ids) : undefined,
        text ? holdsText : undefined,
      ),
    )
    .groupBy(accounts.organizationId, accounts.id)
    .orderBy(
      ...(named ? [desc(isCalledSo)] : []),
      desc(sql`max(${calls.startedAt}) is not null`),
      desc(sql`max(${calls.startedAt})`),
      asc(accounts.name),
    )
    .limit(limit);
  const found = new Map(
    (
      await listDomains(
        db,
        scope.organizationId,
        rows.map((row) => row.account.id),
      )
    ).map((row) => [row.accountId, row.domains]),
  );
  return rows.map((row) => ({
    ...toAccount(row.account, found.get(row.account.id) ?? []),
    calls: row.count,
    lastCallAt: row.last ? new Date(row.last) : null,
  }));
}

async function listDomains(db: Db, organizationId: OrganizationId, accountIds: string[]) {
  if (accountIds.length === 0) return [];
  const rows = await db
    .select()
    .from(accountDomains)
    .where(and(eq(accountDomains.organizationId, organizationId), inArray(accountDomains.accountId, accountIds)))
    .orderBy(asc(accountDomains.domain));
  return [...Map.groupBy(rows, (row) => row.accountId)].map(([accountId, group]) => ({
    accountId,
    domains: group.map((row) => row.domain),
  }));
}

const toAccount = (row: typeof accounts.$inferSelect, domains: string[]): Account => ({
  id: row.id,
  name: row.name,
  aliases: row.aliases,
  domains,
  crmId: row.crmId,
  ownerEmail: row.ownerEmail,
  state: row.state,
});
