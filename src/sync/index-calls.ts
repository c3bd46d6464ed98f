import type { OrganizationId } from '../call.ts';
import { countTrackers, recountTrackers } from '../search/count-trackers.ts';
import type { SegmentIndex } from '../search/segment-index.ts';
import { toDocuments } from '../search/to-documents.ts';
import {
  forgetRemovedCall,
  type MarkedCall,
  markIndexed,
  readCallsToIndex,
  readRemovedCalls,
} from '../store/calls-to-index.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';

type Deps = { db: Db; index: SegmentIndex; now: () => Date };

/** Calls read and put at a time: few enough that others who use the store in between do not wait, and memory stays flat. */
const BATCH = 20;
/** Batches after which what was put is made searchable, which costs more than a batch. */
const BATCHES_PER_FLUSH = 5;

export type CallsIndexer = {
  index: (signal: AbortSignal, organizationId?: OrganizationId) => Promise<number>;
  /** Counts trackers that were edited over past calls. */
  recount: (organizationId: OrganizationId) => Promise<void>;
};

/** Indexes one after another what several runs of this process want indexed at the same time. */
export function makeCallsIndexer(deps: Deps): CallsIndexer {
  let last: Promise<unknown> = Promise.resolve();
  const after = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  return {
    index: (signal, organizationId) => after(() => indexCalls(deps, signal, organizationId)),
    recount: (organizationId) => after(() => recountTrackers(deps, organizationId, new AbortController().signal)),
  };
}

/**
 * Brings search up to the store: what changed is put, what was removed leaves, and trackers count it. The store's marks are cleared only after the
 * index took a batch and it can be found, so a crash in between repeats it, and a repeated put changes nothing. Answers how many calls were put.
 * @throws AppError `index_unavailable`; what is not indexed stays marked.
 */
export async function indexCalls(deps: Deps, signal: AbortSignal, organizationId?: OrganizationId): Promise<number> {
  await dropRemoved(deps);
  let put = 0;
  for (let isMore = true; isMore; ) {
    const batches: MarkedCall[] = [];
    for (let n = 0; n < BATCHES_PER_FLUSH && isMore; n += 1) {
      signal.throwIfAborted();
      const calls = await readCallsToIndex(deps.db, BATCH, organizationId, batches);
      isMore = calls.length === BATCH;
      if (calls.length === 0) break;
      await deps.index.put(calls.map(toDocuments));
      batches.push(...calls.map(({ organizationId, callId, revision }) => ({ organizationId, callId, revision })));
    }
    if (batches.length === 0) break;
    await settle(deps, batches);
    put += batches.length;
  }
  if (organizationId) await recountTrackers(deps, organizationId, signal);
  else for (const { id } of await listOrganizations(deps.db)) await recountTrackers(deps, id, signal);
  return put;
}

async function dropRemoved({ db, index }: Deps): Promise<void> {
  for (let removed = await readRemovedCalls(db, 100); removed.length > 0; removed = await readRemovedCalls(db, 100)) {
    await removeFromIndex(index, removed);
    for (const call of removed) await forgetRemovedCall(db, call.organizationId, call.callId);
  }
}

/** What was put is made searchable, counted and marked as done. */
async function settle(deps: Deps, done: readonly MarkedCall[]): Promise<void> {
  await deps.index.flush();
  for (const [organizationId, calls] of Map.groupBy(done, (call) => call.organizationId))
    await countTrackers(
      deps,
      organizationId,
      calls.map(({ callId }) => callId),
    );
  // A call that another process removed in between must not come back.
  const gone = await markIndexed(deps.db, done);
  if (gone.length > 0) await removeFromIndex(deps.index, gone);
}

async function removeFromIndex(
  index: SegmentIndex,
  calls: readonly Pick<MarkedCall, 'organizationId' | 'callId'>[],
): Promise<void> {
  for (const [organizationId, group] of Map.groupBy(calls, (call) => call.organizationId))
    await index.removeCalls(
      organizationId,
      group.map(({ callId }) => callId),
    );
  await index.flush();
}
