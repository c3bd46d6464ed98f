import type { OrganizationId } from '../call.ts';
import type { SegmentIndex } from '../search/segment-index.ts';
import { toDocuments } from '../search/to-documents.ts';
import { forgetRemovedCall, markIndexed, readCallsToIndex, readRemovedCalls } from '../store/calls-to-index.ts';
import type { Db } from '../store/db.ts';

type Deps = { db: Db; index: SegmentIndex };

/** Calls in one put: enough to fill a bulk, few enough that memory stays flat. */
const BATCH = 20;

export type CallsIndexer = {
  index: (signal: AbortSignal, organizationId?: OrganizationId) => Promise<number>;
};

/** Indexes one after another what several runs of this process want indexed at the same time. */
export function makeCallsIndexer(deps: Deps): CallsIndexer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    index(signal, organizationId) {
      const result = last.then(() => indexCalls(deps, signal, organizationId));
      last = result.catch(() => {});
      return result;
    },
  };
}

/**
 * Brings search up to the store: what changed is put, what was removed leaves. The store's marks are cleared only after the index took
 * the batch, so a crash in between repeats it, and a repeated put changes nothing. Answers how many calls were put.
 * @throws AppError `index_unavailable`; what is not indexed stays marked.
 */
export async function indexCalls(deps: Deps, signal: AbortSignal, organizationId?: OrganizationId): Promise<number> {
  for (
    let removed = await readRemovedCalls(deps.db, 100);
    removed.length > 0;
    removed = await readRemovedCalls(deps.db, 100)
  ) {
    for (const call of removed) {
      await deps.index.removeCalls(call.organizationId, [call.callId]);
      await forgetRemovedCall(deps.db, call.organizationId, call.callId);
    }
  }
  let put = 0;
  while (true) {
    signal.throwIfAborted();
    const calls = await readCallsToIndex(deps.db, BATCH, organizationId);
    if (calls.length === 0) return put;
    await deps.index.put(calls.map(toDocuments));
    // A call that another process removed in between must not come back.
    for (const call of await markIndexed(deps.db, calls))
      await deps.index.removeCalls(call.organizationId, [call.callId]);
    put += calls.length;
  }
}
