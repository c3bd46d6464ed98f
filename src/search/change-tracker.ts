import { checkAdmin } from '../access/check-admin.ts';
import type { TrackerWish } from '../tracker.ts';
import type { Viewer } from '../viewer.ts';
import { type KeepDeps, keepTracker } from './keep-tracker.ts';
import { knownTracker } from './known-tracker.ts';
import type { CountedTracker } from './show-trackers.ts';

/**
 * Changes the members given and leaves all others; past calls are counted anew in the background.
 * @throws AppError `forbidden`, `not_found`, `invalid_input`.
 */
export async function changeTracker(
  deps: KeepDeps,
  viewer: Viewer,
  { trackerId, ...changes }: { trackerId: string } & Partial<TrackerWish>,
): Promise<CountedTracker> {
  checkAdmin(viewer);
  return keepTracker(deps, viewer, { ...(await knownTracker(deps.db, viewer, trackerId)), ...changes });
}
