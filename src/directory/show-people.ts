import { scopeOf } from '../access/scope.ts';
import type { Person, PersonWithCalls } from '../person.ts';
import type { Db } from '../store/db.ts';
import { countCallsOfPeople, findPeople } from '../store/people-store.ts';
import type { Viewer } from '../viewer.ts';

/** People, those called just so first, then in order of name, with counts of the calls readable by the viewer. */
export async function showPeople(
  { db }: { db: Db },
  viewer: Viewer,
  wish: { text?: string; kind?: Person['kind']; accountId?: string; limit: number },
): Promise<PersonWithCalls[]> {
  const scope = scopeOf(viewer);
  const found = await findPeople(db, scope, wish);
  const counts = await countCallsOfPeople(
    db,
    scope,
    found.map(({ id }) => id),
  );
  return found.map((person) => ({ ...person, ...(counts.get(person.id) ?? { calls: 0, lastCallAt: null }) }));
}
