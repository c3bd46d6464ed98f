import { checkAdmin } from '../access/check-admin.ts';
import type { AccountEntry, AccountWithCalls } from '../account.ts';
import { saveAccount } from '../store/accounts-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { knownAccount } from './known-account.ts';
import type { Relink } from './relink.ts';

type Deps = { db: Db; relink: Relink; now: () => Date };

/**
 * Adds an account, or changes the account of the same name. A proposed account with a given domain becomes the account.
 * Links past calls anew.
 * @throws AppError `forbidden`, `conflict` for a domain of another account.
 */
export async function addAccount(deps: Deps, viewer: Viewer, entry: AccountEntry): Promise<AccountWithCalls> {
  const { db, relink, now } = deps;
  checkAdmin(viewer);
  const accountId = await db.transaction(async (tx) => {
    const { id, isNew } = await saveAccount(tx, viewer.organizationId, entry, now());
    const details = { given: Object.keys(entry) };
    await recordAudit(tx, viewer, { action: isNew ? 'account.added' : 'account.changed', subject: id, details }, now());
    return id;
  });
  await relink(viewer.organizationId);
  return knownAccount(db, viewer, accountId);
}
