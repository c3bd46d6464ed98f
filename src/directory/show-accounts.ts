import { scopeOf } from '../access/scope.ts';
import type { AccountWithCalls, ShownAccountState } from '../account.ts';
import { findAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Accounts with the text in a name, alias or domain: those called just so, then latest calls first. Ignored accounts
 * are left out.
 */
export const showAccounts = (
  { db }: { db: Db },
  viewer: Viewer,
  wish: { text?: string; state?: ShownAccountState; limit: number },
): Promise<AccountWithCalls[]> => findAccounts(db, scopeOf(viewer), wish);
