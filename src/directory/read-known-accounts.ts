import { setImmediate } from 'node:timers/promises';
import type { Account } from '../account.ts';
import type { OrganizationId } from '../call.ts';
import { accountPages } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';

/** Every account of the organization, read in pages: ten thousand at once keep the event loop for 350 ms. */
export async function readKnownAccounts(db: Db, organizationId: OrganizationId): Promise<Account[]> {
  const known: Account[] = [];
  for await (const page of accountPages(db, organizationId)) {
    known.push(...page);
    await setImmediate();
  }
  return known;
}
