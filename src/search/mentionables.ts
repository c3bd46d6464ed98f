import { listAccounts } from '../store/accounts-store.ts';
import type { Db } from '../store/db.ts';
import { findPeople } from '../store/people-store.ts';
import type { Scope } from '../viewer.ts';
import type { Mentionable } from './find-mentions.ts';

const MOST_PEOPLE = 20_000;

/** Everything that a text may mention: accounts that are not ignored, and people. Only read where the text has a sign of a mention. */
export async function readMentionables(db: Db, scope: Scope, text: string): Promise<Mentionable[]> {
  if (!/@|\baccount:/i.test(text)) return [];
  const accounts = (await listAccounts(db, scope.organizationId)).filter((account) => account.state !== 'ignored');
  const people = await findPeople(db, scope, { limit: MOST_PEOPLE });
  return [
    ...accounts.map(({ id, name, aliases, domains }) => ({
      kind: 'account' as const,
      id,
      name,
      names: aliases,
      domains,
    })),
    ...people.map(({ id, name, email }) => ({ kind: 'person' as const, id, name, names: [email], domains: [] })),
  ];
}
