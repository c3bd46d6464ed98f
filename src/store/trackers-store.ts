import { createHash } from 'node:crypto';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { BUILT_IN_TRACKERS, isBuiltInTracker } from '../built-in-trackers.ts';
import type { CallId, OrganizationId } from '../call.ts';
import type { Tracker } from '../tracker.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { calls, trackerCounts, trackerRecounts, trackers } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';

/**
 * The built-in trackers, each replaced by the organization's tracker of the same id, then the organization's further
 * trackers by name.
 */
export async function readTrackers(db: Db, organizationId: OrganizationId): Promise<Tracker[]> {
  const rows = await db
    .select()
    .from(trackers)
    .where(eq(trackers.organizationId, organizationId))
    .orderBy(asc(trackers.name), asc(trackers.id));
  const byId = new Map<string, Tracker>(BUILT_IN_TRACKERS.map((tracker) => [tracker.id, tracker]));
  for (const { organizationId: _, isDeleted, ...tracker } of rows) {
    if (isDeleted) byId.delete(tracker.id);
    else byId.set(tracker.id, tracker);
  }
  return [...byId.values()];
}

export async function saveTracker(db: Db, organizationId: OrganizationId, tracker: Tracker): Promise<void> {
  const { id, ...set } = { ...tracker, isDeleted: false };
  await db
    .insert(trackers)
    .values({ organizationId, id, ...set })
    .onConflictDoUpdate({ target: [trackers.organizationId, trackers.id], set });
}

/** Removes a tracker with its counts. A built-in tracker stays away until saved again. */
export async function deleteTracker(db: Db, organizationId: OrganizationId, tracker: Tracker): Promise<void> {
  await db.transaction(async (tx) => {
    for (const table of [trackerCounts, trackerRecounts])
      await tx.delete(table).where(and(eq(table.organizationId, organizationId), eq(table.trackerId, tracker.id)));
    if (isBuiltInTracker(tracker.id)) {
      await saveTracker(tx, organizationId, tracker);
      await tx.update(trackers).set({ isDeleted: true }).where(ofTracker(organizationId, tracker.id));
    } else await tx.delete(trackers).where(ofTracker(organizationId, tracker.id));
  });
}

const ofTracker = (organizationId: OrganizationId, id: string) =>
  and(eq(trackers.organizationId, organizationId), eq(trackers.id, id));

/** A short text for the tracker's terms, side and accounts, changing with them; names and cues do not matter. */
export const definitionOf = ({ terms, side, accountIds }: Tracker): string =>
  createHash('sha256')
    .update(JSON.stringify([[...terms].sort(), side, [...accountIds].sort()]))
    .digest('base64url');

/** Trackers whose counts are missing or of an earlier definition. */
export async function listUncountedTrackers(db: Db, organizationId: OrganizationId): Promise<Tracker[]> {
  const rows = await db.select().from(trackerRecounts).where(eq(trackerRecounts.organizationId, organizationId));
  const counted = new Map(rows.map((row) => [row.trackerId, row.definition]));
  return (await readTrackers(db, organizationId)).filter(
    (tracker) => counted.get(tracker.id) !== definitionOf(tracker),
  );
}

export type TrackerCount = { callId: CallId; segments: number };

/** Replaces a tracker's counts on the given calls or on all calls. Calls that left the store meanwhile are skipped. */
export async function saveTrackerCounts(
  db: Db,
  organizationId: OrganizationId,
  trackerId: string,
  counts: readonly TrackerCount[],
  ofCalls: readonly CallId[] | 'all',
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .delete(trackerCounts)
      .where(
        and(
          eq(trackerCounts.organizationId, organizationId),
          eq(trackerCounts.trackerId, trackerId),
          ofCalls === 'all' ? undefined : inArray(trackerCounts.callId, [...ofCalls]),
        ),
      );
    if (counts.length === 0) return;
    await tx.execute(sql`
      insert into ${trackerCounts} (organization_id, tracker_id, call_id, segments)
      select ${organizationId}, ${trackerId}, counted."callId", counted.segments
      from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as counted("callId" text, segments int)
      where exists (select 1 from ${calls} where organization_id = ${organizationId} and id = counted."callId")
      on conflict (organization_id, tracker_id, call_id) do update set segments = excluded.segments`);
  });
}

/** Notes that all calls were counted by this definition. */
export async function noteRecount(
  db: Db,
  organizationId: OrganizationId,
  trackerId: string,
  definition: string,
  now: Date,
): Promise<void> {
  await db
    .insert(trackerRecounts)
    .values({ organizationId, trackerId, definition, countedAt: now })
    .onConflictDoUpdate({
      target: [trackerRecounts.organizationId, trackerRecounts.trackerId],
      set: { definition, countedAt: now },
    });
}

/** Each tracker's segments and calls with a match, within calls that the viewer may read. */
export async function readTrackerTotals(
  db: Db,
  scope: Scope,
): Promise<Map<string, { segments: number; calls: number }>> {
  const rows = await db
    .select({
      trackerId: trackerCounts.trackerId,
      segments: sql<number>`sum(${trackerCounts.segments})::int`,
      calls: sql<number>`count(*)::int`,
    })
    .from(trackerCounts)
    .innerJoin(calls, and(eq(calls.organizationId, trackerCounts.organizationId), eq(calls.id, trackerCounts.callId)))
    .where(and(eq(trackerCounts.organizationId, scope.organizationId), visibleCalls(scope)))
    .groupBy(trackerCounts.trackerId);
  return new Map(rows.map(({ trackerId, segments, calls }) => [trackerId, { segments, calls }]));
}

/** Matching segments by call and tracker; pairs without a match are left out. */
export async function readTrackerCounts(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<{ callId: string; trackerId: string; segments: number }[]> {
  if (callIds.length === 0) return [];
  return db
    .select({ callId: trackerCounts.callId, trackerId: trackerCounts.trackerId, segments: trackerCounts.segments })
    .from(trackerCounts)
    .where(and(eq(trackerCounts.organizationId, organizationId), inArray(trackerCounts.callId, [...callIds])));
}
