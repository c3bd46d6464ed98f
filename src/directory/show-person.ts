import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import type { Person } from '../person.ts';
import type { Db } from '../store/db.ts';
import { findPeople } from '../store/people-store.ts';
import type { Viewer } from '../viewer.ts';

/** @throws AppError `not_found`. */
export async function showPerson({ db }: { db: Db }, viewer: Viewer, personId: string): Promise<Person> {
  const [person] = await findPeople(db, scopeOf(viewer), { ids: [personId], limit: 1 });
  if (!person) throw new AppError('not_found', 'There is no such person.');
  return person;
}
