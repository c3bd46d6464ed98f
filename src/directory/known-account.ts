import { scopeOf } from '../access/scope.ts';
import type { AccountWithCalls } from '../account.ts';
import { AppError } from '../errors.ts';
import { findAccounts, listAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** An account in any state, for admins: ignored accounts are found too. @throws AppError `not_found`. */
export async function knownAccount(db: Db, admin: Viewer, accountId: string): Promise<AccountWithCalls> {
  const account = (await listAccounts(db, admin.organizationId)).find(({ id }) => id === accountId);
  if (!account) throw new AppError('not_found', 'There is no such account.');
  const [shown] = await findAccounts(db, scopeOf(admin), { ids: [accountId], limit: 1 });
  return shown ?? { ...account, calls: 0, lastCallAt: null };
}
