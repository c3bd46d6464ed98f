import type { SaidPerson } from '../person.ts';
import type { Db } from '../store/db.ts';
import { confirmPerson } from '../store/people-store.ts';
import type { Viewer } from '../viewer.ts';
import { knownAccount } from './known-account.ts';

/**
 * Saves a person. A contact's account must exist; a teammate belongs to no account. Answers the id and whether the
 * person is new.
 * @throws AppError `not_found`.
 */
export async function confirmKnown(db: Db, admin: Viewer, wish: SaidPerson): Promise<{ id: string; isNew: boolean }> {
  if (wish.kind !== 'teammate' && wish.accountId) await knownAccount(db, admin, wish.accountId);
  const said = wish.kind === 'teammate' ? { ...wish, accountId: null } : wish;
  return confirmPerson(db, admin.organizationId, said);
}
