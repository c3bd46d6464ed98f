import { findAccountsNamedIn, listAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import { findPeople, findPeopleNamedIn } from '../store/people-store.ts';
import type { Scope } from '../viewer.ts';
import type { Mentionable } from './find-mentions.ts';

const MOST_PEOPLE = 20_000;

/**
 * Everything that a text may mention: accounts that are not ignored, and people. Without a sign of a mention, only those whose names stand in the text, and
 * none unless bare names count.
 */
export async function readMentionables(
  db: Db,
  scope: Scope,
  text: string,
  { bareNames = false }: { bareNames?: boolean } = {},
): Promise<Mentionable[]> {
  const hasSign = /@|\baccount:/i.test(text);
  if (!hasSign && !bareNames) return [];
  const accounts = hasSign
    ? await listAccounts(db, scope.organizationId)
    : await findAccountsNamedIn(db, scope.organizationId, text);
  const people = hasSign
    ? await findPeople(db, scope, { limit: MOST_PEOPLE })
    : await findPeopleNamedIn(db, scope, text);
  return [
    ...accounts
      .filter((account) => account.state !== 'ignored')
      .map(({ id, name, aliases, domains }) => ({ kind: 'account' as const, id, name, names: aliases, domains })),
    ...people.map(({ id, name, email }) => ({ kind: 'person' as const, id, name, names: [email], domains: [] })),
  ];
}
