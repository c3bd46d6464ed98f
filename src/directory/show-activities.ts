import { z } from 'zod';
import { scopeOf } from '../access/scope.ts';
import type { CallKind } from '../call.ts';
import type { CallSummary } from '../call-summary.ts';
import { namedSchema } from '../named.ts';
import { type PageOfCalls, type PageWish, pageOfCalls } from '../search/page-of-calls.ts';
import type { Db } from '../store/db.ts';
import { readTrackerCounts, readTrackers } from '../store/trackers-store.ts';
import type { Viewer } from '../viewer.ts';
import { showAccount } from './show-account.ts';

export const activityTopicsSchema = z
  .array(namedSchema.extend({ mentions: z.number() }))
  .meta({ description: 'Trackers that came up, the most mentioned first.' });
export type Activity = CallSummary & { topics: z.infer<typeof activityTopicsSchema> };

/** An account's calls, newest first, each with its topics. @throws AppError `not_found`, `invalid_input`. */
export async function showActivities(
  { db }: { db: Db },
  viewer: Viewer,
  wish: { accountId: string; kind?: CallKind; personId?: string; from?: Date; to?: Date } & PageWish,
): Promise<PageOfCalls<Activity>> {
  const { accountId, personId, limit, cursor, ...narrowed } = wish;
  await showAccount({ db }, viewer, accountId);
  const filter = { accountIds: [accountId], ...(personId && { personIds: [personId] }), ...narrowed };
  const page = await pageOfCalls(db, scopeOf(viewer), filter, { limit, ...(cursor && { cursor }) });
  const ids = page.calls.map(({ id }) => id);
  const counts = await readTrackerCounts(db, viewer.organizationId, ids);
  const names = new Map((await readTrackers(db, viewer.organizationId)).map(({ id, name }) => [id, name]));
  const topicsOf = (callId: string) =>
    counts
      .filter((count) => count.callId === callId && names.has(count.trackerId))
      .map(({ trackerId, segments }) => ({ id: trackerId, name: names.get(trackerId) ?? '', mentions: segments }))
      .sort((a, b) => b.mentions - a.mentions || a.name.localeCompare(b.name));
  return { ...page, calls: page.calls.map((call) => ({ ...call, topics: topicsOf(call.id) })) };
}
