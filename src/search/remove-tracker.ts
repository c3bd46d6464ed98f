import { checkAdmin } from '../access/check-admin.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { deleteTracker } from '../store/trackers-store.ts';
import type { Viewer } from '../viewer.ts';
import { knownTracker } from './known-tracker.ts';

/** Removes a tracker with its counts. @throws AppError `forbidden`, `not_found`. */
export async function removeTracker(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  trackerId: string,
): Promise<void> {
  checkAdmin(viewer);
  const tracker = await knownTracker(db, viewer, trackerId);
  await db.transaction(async (tx) => {
    await deleteTracker(tx, viewer.organizationId, tracker);
    const details = { name: tracker.name };
    await recordAudit(tx, viewer, { action: 'tracker.deleted', subject: trackerId, details }, now());
  });
}
