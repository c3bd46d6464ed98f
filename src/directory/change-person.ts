import { checkAdmin } from '../access/check-admin.ts';
import type { Person, PersonWish } from '../person.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { confirmKnown } from './confirm-known.ts';
import type { Relink } from './relink.ts';
import { showPerson } from './show-person.ts';

/**
 * Corrects a person. Absent members stay, except that an unknown kind becomes `contact`. Links past calls anew.
 * @throws AppError `forbidden`, `not_found`.
 */
export async function changePerson(
  { db, relink, now }: { db: Db; relink: Relink; now: () => Date },
  viewer: Viewer,
  { personId, ...changes }: PersonWish & { personId: string },
): Promise<Person> {
  checkAdmin(viewer);
  const { email, kind } = await showPerson({ db }, viewer, personId);
  await db.transaction(async (tx) => {
    await confirmKnown(tx, viewer, { kind: kind === 'teammate' ? kind : 'contact', ...changes, email });
    const details = { given: Object.keys(changes) };
    await recordAudit(tx, viewer, { action: 'person.changed', subject: personId, details }, now());
  });
  await relink(viewer.organizationId);
  return showPerson({ db }, viewer, personId);
}
