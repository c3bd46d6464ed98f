import type { Tracker } from '../tracker.ts';
import type { SegmentQuery } from './segment-index.ts';

/**
 * The query narrowed by all of the trackers: terms stand in the segment's own text, as words in any form or as phrases,
 * and side and accounts fit. Null for an impossible combination, such as two different sides.
 */
export function withTrackers(query: SegmentQuery, trackers: readonly Tracker[]): SegmentQuery | null {
  let narrowed = query;
  for (const { terms, side, accountIds } of trackers) {
    if (side && narrowed.side && narrowed.side !== side) return null;
    const wanted = narrowed.accountIds ?? [];
    const both = wanted.filter((id) => accountIds.includes(id));
    if (accountIds.length > 0 && wanted.length > 0 && both.length === 0) return null;
    narrowed = {
      ...narrowed,
      topics: [...(narrowed.topics ?? []), terms],
      ...(side && { side }),
      ...(accountIds.length > 0 && { accountIds: wanted.length > 0 ? both : accountIds }),
    };
  }
  return narrowed;
}
