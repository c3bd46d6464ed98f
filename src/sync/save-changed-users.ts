import type { GongUser, OrganizationId } from '../call.ts';
import { relinkCalls } from '../directory/link-calls.ts';
import type { Db } from '../store/db.ts';
import { noteRelinkOwed, settleRelink } from '../store/gong-connections-store.ts';
import { changedGongUsers, saveGongUsers } from '../store/gong-users-store.ts';

/**
 * Saves Gong's users as they are now and links the calls of changed ones again. `save` runs the given writes in one
 * transaction, with others of the caller's if it likes. The calls are owed until all are linked: what a crash cut off,
 * the next reading of users does for all calls, since nobody looks changed by then.
 */
export async function saveChangedUsers(
  { db, now }: { db: Db; now: () => Date },
  organizationId: OrganizationId,
  users: GongUser[],
  save: (write: (tx: Db) => Promise<void>) => Promise<void> = (write) => db.transaction(write),
): Promise<void> {
  const changed = await changedGongUsers(db, organizationId, users);
  const mark = now();
  let isCutOff = false;
  await save(async (tx) => {
    await saveGongUsers(tx, organizationId, users);
    isCutOff = await noteRelinkOwed(tx, organizationId, { hasChanges: changed.length > 0, mark });
  });
  if (changed.length === 0 && !isCutOff) return;
  await relinkCalls(db, organizationId, now(), isCutOff ? undefined : changed);
  await settleRelink(db, organizationId, mark);
}
