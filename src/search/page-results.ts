import type { CallId } from '../call.ts';
import { toSegmentId } from '../segment.ts';
import { findMoments, MOST_RANKED } from './find-moments.ts';
import { APART, type Moment, sharesOfBest } from './rank-moments.ts';
import { type SearchCursor, shownName } from './search-cursor.ts';
import type { GroupBy } from './search-request.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';

/** A result is a single moment, or a call with its best moments. */
export type ResultPage = { results: Moment[][]; next: SearchCursor | null };

const MOMENTS_OF_A_CALL = 3;
/** Calls searched at a time once the ranked results are used up. */
const CALLS_AT_ONCE = 20;
/** More segments than the longest call has. */
const MOST_SEGMENTS = 10_000;

type Grouping = {
  /** Turns moments of any number of calls, best first, into results. */
  toResults: (moments: readonly Moment[]) => Moment[][];
  nameOf: (result: Moment[]) => string;
};

const GROUPINGS: Record<GroupBy, Grouping> = {
  segment: {
    toResults: (moments) => moments.map((moment) => [moment]),
    nameOf: ([moment]) => (moment ? toSegmentId(moment) : ''),
  },
  call: {
    toResults: (moments) => [...Map.groupBy(moments, (moment) => moment.callId).values()].map(bestOfCall),
    nameOf: ([moment]) => moment?.callId ?? '',
  },
};

/**
 * The next results: first the ranked, best first, then all remaining matches, newest calls first. Following the cursor
 * to its end shows each result once.
 */
export async function pageResults(
  index: SegmentReader,
  query: SegmentQuery,
  { groupBy, limit, cursor }: { groupBy: GroupBy; limit: number; cursor: SearchCursor | null },
): Promise<ResultPage> {
  const { toResults, nameOf } = GROUPINGS[groupBy];
  const shown = new Set(cursor?.shown);
  const results: Moment[][] = [];
  const isNew = (result: Moment[]) => !shown.has(shownName(nameOf(result)));
  let after = cursor?.after ?? null;

  if (after === null && shown.size < MOST_RANKED) {
    // A page of calls needs moments of as many calls; several times as many moments usually suffice.
    const depth = (groupBy === 'call' ? 6 : 1) * (shown.size + limit);
    for (const result of toResults(sharesOfBest(await findMoments(index, query, depth))).filter(isNew)) {
      if (results.length === limit) return { results, next: { shown, after } };
      results.push(result);
      shown.add(shownName(nameOf(result)));
    }
  }
  while (true) {
    const calls = await index.calls(query, { limit: CALLS_AT_ONCE, ...(after && { after }) });
    for (const call of calls) {
      // Only the current call's results join the cursor: `after` already excludes passed calls, so the cursor stays
      // short.
      const ofCall = new Set<string>();
      for (const result of toResults(await momentsOf(index, query, call.callId)).filter(isNew)) {
        if (results.length === limit) return { results, next: { shown: shown.union(ofCall), after } };
        results.push(result);
        ofCall.add(shownName(nameOf(result)));
      }
      after = { startedAt: call.startedAt, callId: call.callId };
    }
    if (calls.length < CALLS_AT_ONCE) return { results, next: null };
  }
}

/** All matches in a call, in the call's order, which no score made. */
async function momentsOf(index: SegmentReader, query: SegmentQuery, callId: CallId): Promise<Moment[]> {
  const ofCall: SegmentQuery = { ...query, callIds: [callId] };
  const hits = await index.search(ofCall, { limit: MOST_SEGMENTS });
  const isAroundToo = query.words.length > 0 && (query.wordsIn ?? 'everywhere') === 'everywhere';
  const own = isAroundToo ? await index.search({ ...ofCall, wordsIn: 'text' }, { limit: MOST_SEGMENTS }) : hits;
  const direct = new Set(own.map(({ position }) => position));
  return hits
    .sort((a, b) => a.position - b.position)
    .map((hit) => ({ ...hit, score: 0, isDirect: direct.has(hit.position) }));
}

/** A call's best moments, apart from each other. */
function bestOfCall(moments: readonly Moment[]): Moment[] {
  const best: Moment[] = [];
  for (const moment of moments) {
    if (best.length === MOMENTS_OF_A_CALL) break;
    if (best.every((other) => Math.abs(other.position - moment.position) > APART)) best.push(moment);
  }
  return best;
}
