import { checkAdmin } from '../access/check-admin.ts';
import type { AccountChanges, AccountWithCalls } from '../account.ts';
import { AppError } from '../errors.ts';
import { mergeAccounts, updateAccount } from '../store/accounts-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { knownAccount } from './known-account.ts';
import type { Relink } from './relink.ts';

/**
 * Changes, accepts or ignores an account. With `mergeInto`, merges the account into a second account and answers the
 * second. Links past calls anew.
 * @throws AppError `forbidden`, `not_found`, `conflict` for a name or domain of another account.
 */
export async function changeAccount(
  { db, relink, now }: { db: Db; relink: Relink; now: () => Date },
  viewer: Viewer,
  { accountId, mergeInto, ...changes }: { accountId: string; mergeInto?: string } & AccountChanges,
): Promise<AccountWithCalls> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  await db.transaction(async (tx) => {
    if (mergeInto !== undefined) {
      if (!(await mergeAccounts(tx, organizationId, accountId, mergeInto)))
        throw new AppError('not_found', 'There are no two such accounts.');
      const merged = { action: 'accounts.merged', subject: accountId, details: { into: mergeInto } } as const;
      return recordAudit(tx, viewer, merged, now());
    }
    if (!(await updateAccount(tx, organizationId, accountId, changes)))
      throw new AppError('not_found', 'There is no such account.');
    const { state } = changes;
    const details = { given: Object.keys(changes), ...(state && { state }) };
    return recordAudit(tx, viewer, { action: 'account.changed', subject: accountId, details }, now());
  });
  await relink(organizationId);
  return knownAccount(db, viewer, mergeInto ?? accountId);
}
