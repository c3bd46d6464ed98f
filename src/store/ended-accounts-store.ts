import { and, eq, inArray, sql } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import { asJson } from './as-json.ts';
import type { Db } from './db.ts';
import { readAccessPolicy, saveAccessPolicy } from './organizations-store.ts';
import { accountDomains, accounts, callAccounts, calls, people } from './schema.ts';

/** An account that ends, and the account that it goes into. */
export type EndedAccount = { from: string; into: string };

/**
 * Ends accounts: domains, people and calls go into others, and what is left of their links follows by relinking. A
 * closed account stays closed under both ids until `forgetEnded`, as long as search knows it by the old one. To call in
 * a transaction. Both accounts are there, and no account that others go into ends itself.
 */
export async function endAccounts(
  tx: Db,
  organizationId: OrganizationId,
  ended: readonly EndedAccount[],
): Promise<void> {
  if (ended.length === 0) return;
  const pairs = sql`jsonb_to_recordset(${asJson(ended)}) as pair("from" text, "into" text)`;
  for (const table of [accountDomains, people])
    await tx.execute(sql`update ${table} set account_id = pair."into" from ${pairs}
      where organization_id = ${organizationId} and account_id = pair."from"`);
  // Their calls would be nobody's until they are linked anew, and so open.
  await tx.execute(sql`update ${calls} set revision = revision + 1 where organization_id = ${organizationId}
    and id in (select call_id from ${callAccounts} its join ${pairs} on its.account_id = pair."from"
      where its.organization_id = ${organizationId})`);
  await tx.execute(sql`insert into ${callAccounts} (organization_id, call_id, account_id)
    select its.organization_id, its.call_id, pair."into" from ${callAccounts} its
      join ${pairs} on its.account_id = pair."from" where its.organization_id = ${organizationId}
    on conflict do nothing`);
  await moveRules(tx, organizationId, new Map(ended.map(({ from, into }) => [from, into])));
  const ids = ended.map(({ from }) => from);
  await tx.delete(accounts).where(and(eq(accounts.organizationId, organizationId), inArray(accounts.id, ids)));
}

async function moveRules(tx: Db, organizationId: OrganizationId, intoOf: ReadonlyMap<string, string>): Promise<void> {
  const policy = await readAccessPolicy(tx, organizationId);
  if (!policy.rules.some(({ accountIds }) => accountIds.some((id) => intoOf.has(id)))) return;
  const rules = policy.rules.map((rule) => {
    const moved = rule.accountIds.flatMap((id) => {
      const into = intoOf.get(id);
      if (into === undefined) return [id];
      return rule.effect === 'close' ? [id, into] : [into];
    });
    return { ...rule, accountIds: [...new Set(moved)] };
  });
  await saveAccessPolicy(tx, organizationId, { ...policy, rules });
}

/** Takes accounts that ended out of the rules, once search has their calls under the others. */
export async function forgetEnded(db: Db, organizationId: OrganizationId): Promise<void> {
  await db.transaction(async (tx) => {
    const policy = await readAccessPolicy(tx, organizationId);
    const ruled = [...new Set(policy.rules.flatMap(({ accountIds }) => accountIds))];
    if (ruled.length === 0) return;
    const rows = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.organizationId, organizationId), inArray(accounts.id, ruled)));
    if (rows.length === ruled.length) return;
    const known = new Set(rows.map(({ id }) => id));
    const rules = policy.rules.map((rule) => ({ ...rule, accountIds: rule.accountIds.filter((id) => known.has(id)) }));
    await saveAccessPolicy(tx, organizationId, { ...policy, rules });
  });
}
