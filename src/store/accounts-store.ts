import { and, eq, inArray } from 'drizzle-orm';
import type { Account, AccountChanges, AccountEntry } from '../account.ts';
import type { OrganizationId } from '../call.ts';
import { toCompanyName } from '../company-domain.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { nameKeysOf } from '../language/name-keys.ts';
import { listAccounts } from './accounts-reader.ts';
import type { Db } from './db.ts';
import { endAccounts } from './ended-accounts-store.ts';
import { accountDomains, accounts } from './schema.ts';

/**
 * Adds the account, or changes the account of the same name; absent members stay as they are. A proposed account with
 * one of the domains becomes this account.
 * @returns its id, and whether the account is new.
 * @throws AppError `conflict` when another active account owns one of the domains.
 */
export async function saveAccount(
  db: Db,
  organizationId: OrganizationId,
  entry: AccountEntry,
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  const existing = await listAccounts(db, organizationId);
  const named = existing.find((account) => account.name.toLowerCase() === entry.name.toLowerCase());
  const owners = existing.filter((account) => account.domains.some((domain) => entry.domains?.includes(domain)));
  const proposed = owners.find((account) => account.state === 'proposed' && account.id !== named?.id);
  const rival = owners.find((account) => account.state !== 'proposed' && account.id !== named?.id);
  if (rival) {
    const domain = rival.domains.find((name) => entry.domains?.includes(name));
    throw new AppError('conflict', `The domain ${domain} belongs to the account "${rival.name}" already.`);
  }
  const given = {
    name: entry.name,
    state: 'active' as const,
    ...(entry.aliases && { aliases: entry.aliases }),
    ...(entry.crmId && { crmId: entry.crmId }),
    ...(entry.ownerEmail && { ownerEmail: entry.ownerEmail }),
  };
  const kept = named ?? proposed;
  const keys = nameKeysOf(entry.name, ...(entry.aliases ?? kept?.aliases ?? []));
  const id = kept?.id ?? newId('acc');
  if (kept) {
    await db
      .update(accounts)
      .set({ ...given, ...keys })
      .where(and(eq(accounts.organizationId, organizationId), eq(accounts.id, id)));
  } else {
    await db.insert(accounts).values({ organizationId, id, createdAt: now, ...given, ...keys });
  }
  for (const domain of entry.domains ?? []) await giveDomain(db, organizationId, domain, id);
  if (named && proposed) await endAccounts(db, organizationId, [{ from: proposed.id, into: id }]);
  await endProposedBelow(db, organizationId, entry.domains ?? [], id);
  return { id, isNew: !kept };
}

/**
 * Proposes an account for a company's unowned domain, for an admin to confirm: `brightwater-dairy.example` →
 * "Brightwater Dairy". An account proposed for a part of the domain only (`eu.acme.com`) gets the whole domain. Answers
 * the account's id.
 */
export async function proposeAccount(
  db: Db,
  organizationId: OrganizationId,
  domain: string,
  now: Date,
): Promise<string> {
  const [part] = await listProposedBelow(db, organizationId, [domain]);
  if (part) {
    await giveDomain(db, organizationId, domain, part.id);
    return part.id;
  }
  const name = toCompanyName(domain);
  const id = newId('acc');
  const values = { organizationId, id, state: 'proposed' as const, createdAt: now };
  const [row] = await db
    .insert(accounts)
    .values({ ...values, name, ...nameKeysOf(name) })
    .onConflictDoNothing()
    .returning();
  // Another company has the same name already: the domain tells them apart.
  const other = `${name} (${domain})`;
  if (!row) await db.insert(accounts).values({ ...values, name: other, ...nameKeysOf(other) });
  await giveDomain(db, organizationId, domain, id);
  return id;
}

/**
 * Ends proposed accounts of domains below those of an account. They were only proposed because nobody owned the domain
 * above; their calls go by the longest owned domain.
 */
async function endProposedBelow(
  db: Db,
  organizationId: OrganizationId,
  domains: readonly string[],
  accountId: string,
): Promise<void> {
  if (domains.length === 0) return;
  const all = await listProposedBelow(db, organizationId, domains);
  const ids = all.map(({ id }) => id).filter((id) => id !== accountId);
  await dropDomains(db, organizationId, ids);
  const ended = ids.map((from) => ({ from, into: accountId }));
  await endAccounts(db, organizationId, ended);
}

/** Leaves accounts without a domain. */
export async function dropDomains(
  db: Db,
  organizationId: OrganizationId,
  accountIds: readonly string[],
): Promise<void> {
  if (accountIds.length > 0)
    await db
      .delete(accountDomains)
      .where(
        and(eq(accountDomains.organizationId, organizationId), inArray(accountDomains.accountId, [...accountIds])),
      );
}

async function listProposedBelow(
  db: Db,
  organizationId: OrganizationId,
  domains: readonly string[],
): Promise<Account[]> {
  const isBelow = (domain: string) => domains.some((owned) => domain.endsWith(`.${owned}`));
  return (await listAccounts(db, organizationId)).filter(
    (account) => account.state === 'proposed' && account.domains.length > 0 && account.domains.every(isBelow),
  );
}

async function giveDomain(db: Db, organizationId: OrganizationId, domain: string, accountId: string): Promise<void> {
  await db
    .insert(accountDomains)
    .values({ organizationId, domain, accountId })
    .onConflictDoUpdate({ target: [accountDomains.organizationId, accountDomains.domain], set: { accountId } });
}

/**
 * Changes an account by id; absent members stay, and domains are replaced as a whole. Null for an unknown id.
 * @throws AppError `conflict` for a name or domain of another account.
 */
export async function updateAccount(
  db: Db,
  organizationId: OrganizationId,
  id: string,
  changes: AccountChanges,
): Promise<Account | null> {
  const all = await listAccounts(db, organizationId);
  const account = all.find((one) => one.id === id);
  if (!account) return null;
  const others = all.filter((one) => one.id !== id);
  const namesake = others.find(({ name }) => name.toLowerCase() === changes.name?.toLowerCase());
  if (namesake)
    throw new AppError('conflict', `There is an account "${namesake.name}" already. Merge the two instead.`);
  for (const domain of changes.domains ?? []) {
    const owner = others.find(({ domains }) => domains.includes(domain));
    if (owner) throw new AppError('conflict', `The domain ${domain} belongs to the account "${owner.name}" already.`);
  }
  const { domains, ...columns } = changes;
  await db.transaction(async (tx) => {
    if (Object.keys(columns).length > 0)
      await tx
        .update(accounts)
        .set({ ...columns, ...nameKeysOf(columns.name ?? account.name, ...(columns.aliases ?? account.aliases)) })
        .where(and(eq(accounts.organizationId, organizationId), eq(accounts.id, id)));
    if (!domains) return;
    await tx
      .delete(accountDomains)
      .where(and(eq(accountDomains.organizationId, organizationId), eq(accountDomains.accountId, id)));
    for (const domain of domains) await giveDomain(tx, organizationId, domain, id);
    await endProposedBelow(tx, organizationId, domains, id);
  });
  return (await listAccounts(db, organizationId)).find((one) => one.id === id) ?? null;
}

/**
 * Merges an account into another, which gets its name as an alias. What is left of its links follows by relinking.
 * Answers whether both accounts were there.
 */
export async function mergeAccounts(
  db: Db,
  organizationId: OrganizationId,
  fromId: string,
  intoId: string,
): Promise<boolean> {
  const all = await listAccounts(db, organizationId);
  const [from, into] = [fromId, intoId].map((id) => all.find((one) => one.id === id));
  if (!from || !into || from === into) return false;
  await db.transaction(async (tx) => {
    const of = (table: typeof accounts) => and(eq(table.organizationId, organizationId), eq(table.id, into.id));
    const aliases = [...new Set([...into.aliases, from.name, ...from.aliases])].filter(
      (alias) => alias.toLowerCase() !== into.name.toLowerCase(),
    );
    await tx
      .update(accounts)
      .set({ aliases, ...nameKeysOf(into.name, ...aliases), ...(!into.crmId && from.crmId && { crmId: from.crmId }) })
      .where(of(accounts));
    await endAccounts(tx, organizationId, [{ from: from.id, into: into.id }]);
  });
  return true;
}
