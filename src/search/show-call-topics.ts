import { z } from 'zod';
import { scopeOf } from '../access/scope.ts';
import type { CallId } from '../call.ts';
import { namedSchema } from '../named.ts';
import { toSegmentId } from '../segment.ts';
import { readSegments } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Viewer } from '../viewer.ts';
import type { SegmentReader } from './segment-index.ts';
import { showCall } from './show-call.ts';
import { withTrackers } from './tracker-query.ts';

/** Where a tracker finds something in one call, in order of time; `startMs` is a segment's start. */
export const callTopicSchema = namedSchema.extend({ moments: z.array(z.object({ startMs: z.number() })) });
export type CallTopic = z.infer<typeof callTopicSchema>;

/** A transcript of three hours has fewer segments. */
const MOST_MOMENTS = 2000;

/**
 * A call's moments by tracker, trackers with the most moments first. Trackers without a moment are left out.
 * @throws AppError `not_found`, `index_unavailable`.
 */
export async function showCallTopics(
  { db, index }: { db: Db; index: SegmentReader },
  viewer: Viewer,
  callId: CallId,
): Promise<CallTopic[]> {
  await showCall({ db }, viewer, callId);
  const scope = scopeOf(viewer);
  const topics = await Promise.all(
    (await readTrackers(db, scope.organizationId)).map(async (tracker) => {
      const query = withTrackers({ scope, words: [], callIds: [callId] }, [tracker]);
      const hits = query && tracker.terms.length > 0 ? await index.search(query, { limit: MOST_MOMENTS }) : [];
      return { id: tracker.id, name: tracker.name, hits };
    }),
  );
  const segments = new Map(
    (
      await readSegments(
        db,
        scope,
        topics.flatMap(({ hits }) => hits),
      )
    ).map((segment) => [toSegmentId(segment), segment]),
  );
  return topics
    .map(({ hits, ...topic }) => ({
      ...topic,
      moments: hits
        .flatMap((hit) => segments.get(toSegmentId(hit)) ?? [])
        .sort((a, b) => a.startMs - b.startMs)
        .map(({ startMs }) => ({ startMs })),
    }))
    .filter(({ moments }) => moments.length > 0)
    .sort((a, b) => b.moments.length - a.moments.length);
}
