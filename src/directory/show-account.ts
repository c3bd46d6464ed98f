import { scopeOf } from '../access/scope.ts';
import type { AccountWithCalls } from '../account.ts';
import { AppError } from '../errors.ts';
import { findAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** An active or proposed account. @throws AppError `not_found`. */
export async function showAccount({ db }: { db: Db }, viewer: Viewer, accountId: string): Promise<AccountWithCalls> {
  const [account] = await findAccounts(db, scopeOf(viewer), { ids: [accountId], limit: 1 });
  if (!account) throw new AppError('not_found', 'There is no such account.');
  return account;
}
