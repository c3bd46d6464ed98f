import type { Tracker } from '../tracker.ts';
import type { SegmentQuery } from './segment-index.ts';

/**
 * The query narrowed to what every one of the trackers finds: its terms stand in the segment's own text, as words in any form or as phrases, and
 * its side and accounts fit. Null where that cannot be, as with a side that the query does not want.
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
      anyOf: [...(narrowed.anyOf ?? []), terms],
      ...(side && { side }),
      ...(accountIds.length > 0 && { accountIds: wanted.length > 0 ? both : accountIds }),
    };
  }
  return narrowed;
}
