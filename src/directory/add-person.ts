import { checkAdmin } from '../access/check-admin.ts';
import type { Person, SaidPerson } from '../person.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { confirmKnown } from './confirm-known.ts';
import type { Relink } from './relink.ts';
import { showPerson } from './show-person.ts';

/**
 * Adds a person by address, or corrects a known person. Links past calls anew.
 * @throws AppError `forbidden`, `not_found` for an unknown account.
 */
export async function addPerson(
  { db, relink, now }: { db: Db; relink: Relink; now: () => Date },
  viewer: Viewer,
  wish: SaidPerson,
): Promise<Person> {
  checkAdmin(viewer);
  const personId = await db.transaction(async (tx) => {
    const { id, isNew } = await confirmKnown(tx, viewer, wish);
    const details = { given: Object.keys(wish) };
    await recordAudit(tx, viewer, { action: isNew ? 'person.added' : 'person.changed', subject: id, details }, now());
    return id;
  });
  await relink(viewer.organizationId);
  return showPerson({ db }, viewer, personId);
}
