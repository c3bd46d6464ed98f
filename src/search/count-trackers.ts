import { scopeOfOrganization } from '../access/scope.ts';
import type { CallId, OrganizationId } from '../call.ts';
import type { Db } from '../store/db.ts';
import {
  definitionOf,
  listUncountedTrackers,
  noteRecount,
  readTrackers,
  saveTrackerCounts,
  type TrackerCount,
} from '../store/trackers-store.ts';
import type { Tracker } from '../tracker.ts';
import type { CallKey, SegmentQuery, SegmentReader } from './segment-index.ts';
import { withTrackers } from './tracker-query.ts';

type Deps = { db: Db; index: SegmentReader; now: () => Date };

/** Calls counted per request to the index. */
const PAGE = 10_000;

/** Counts all trackers on calls that the index has just taken up. */
export async function countTrackers(
  deps: Deps,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<void> {
  if (callIds.length === 0) return;
  for (const tracker of await readTrackers(deps.db, organizationId)) {
    const counts = await countForTracker(deps.index, organizationId, tracker, { callIds: [...callIds] });
    await saveTrackerCounts(deps.db, organizationId, tracker.id, counts, callIds);
  }
}

/**
 * Counts new trackers, and trackers edited since their last count, over all calls. A crash in between repeats the
 * count. A call indexed meanwhile is counted on indexing, by the tracker's terms at the time, so no count stays behind.
 */
export async function recountTrackers(deps: Deps, organizationId: OrganizationId, signal: AbortSignal): Promise<void> {
  for (const tracker of await listUncountedTrackers(deps.db, organizationId)) {
    signal.throwIfAborted();
    const counts = await countForTracker(deps.index, organizationId, tracker, {});
    await saveTrackerCounts(deps.db, organizationId, tracker.id, counts, 'all');
    await noteRecount(deps.db, organizationId, tracker.id, definitionOf(tracker), deps.now());
  }
}

async function countForTracker(
  index: SegmentReader,
  organizationId: OrganizationId,
  tracker: Tracker,
  within: Pick<SegmentQuery, 'callIds'>,
): Promise<TrackerCount[]> {
  const query = withTrackers({ scope: scopeOfOrganization(organizationId), words: [], ...within }, [tracker]);
  if (!query || tracker.terms.length === 0) return [];
  const counts: TrackerCount[] = [];
  for (let after: CallKey | undefined, isMore = true; isMore; ) {
    const page = await index.calls(query, { limit: PAGE, ...(after && { after }) });
    counts.push(...page.map(({ callId, segments }) => ({ callId, segments })));
    after = page.at(-1);
    isMore = page.length === PAGE;
  }
  return counts;
}
