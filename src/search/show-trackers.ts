import { z } from 'zod';
import { scopeOf } from '../access/scope.ts';
import { isBuiltInTracker } from '../built-in-trackers.ts';
import type { Db } from '../store/db.ts';
import { listUncountedTrackers, readTrackers, readTrackerTotals } from '../store/trackers-store.ts';
import { trackerSchema } from '../tracker.ts';
import type { Viewer } from '../viewer.ts';

/**
 * A tracker with its totals over calls that the viewer may read. `isCounted` is false while a recount after an edit
 * runs.
 */
export const countedTrackerSchema = trackerSchema
  .extend({
    isBuiltIn: z.boolean(),
    segments: z.number().meta({ description: 'Segments in which it finds something, counted by the index.' }),
    calls: z.number(),
    isCounted: z.boolean().meta({ description: 'False while past calls are counted anew after an edit.' }),
  })
  .meta({ id: 'Tracker' });
export type CountedTracker = z.infer<typeof countedTrackerSchema>;

export async function showTrackers({ db }: { db: Db }, viewer: Viewer): Promise<CountedTracker[]> {
  const totals = await readTrackerTotals(db, scopeOf(viewer));
  const uncounted = new Set((await listUncountedTrackers(db, viewer.organizationId)).map(({ id }) => id));
  return (await readTrackers(db, viewer.organizationId)).map((tracker) => ({
    ...tracker,
    isBuiltIn: isBuiltInTracker(tracker.id),
    ...(totals.get(tracker.id) ?? { segments: 0, calls: 0 }),
    isCounted: !uncounted.has(tracker.id),
  }));
}
