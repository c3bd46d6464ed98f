import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Tracker } from '../tracker.ts';
import type { Viewer } from '../viewer.ts';

/** @throws AppError `not_found`. */
export async function knownTracker(db: Db, viewer: Viewer, trackerId: string): Promise<Tracker> {
  const tracker = (await readTrackers(db, viewer.organizationId)).find(({ id }) => id === trackerId);
  if (!tracker) throw new AppError('not_found', `There is no tracker ${trackerId}.`);
  return tracker;
}
