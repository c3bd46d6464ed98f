import PQueue from 'p-queue';
import type { CallId, OrganizationId } from '../call.ts';
import type { IndexMark } from '../search-index.ts';
import {
  forgetRemovedCall,
  type MarkedCall,
  markIndexed,
  readCallsToIndex,
  readRemovedCalls,
} from '../store/calls-to-index.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import { readSearchIndex } from '../store/search-indexes-store.ts';
import { countTrackers, recountTrackers } from './count-trackers.ts';
import { ensureLiveIndex } from './live-index.ts';
import type { SearchEngine, SegmentIndex } from './segment-index.ts';
import { toDocuments } from './to-documents.ts';

export type IndexDeps = {
  db: Db;
  engine: SearchEngine;
  now: () => Date;
  /** Recordings of removed calls are removed too. */
  media?: { remove: (organizationId: OrganizationId, callIds: readonly CallId[]) => Promise<void> };
};

/** Calls read and put at a time. Small batches keep memory flat and let competing users of the store in between. */
const BATCH = 20;
/** Batches per flush: making calls searchable costs more than a batch. */
const BATCHES_PER_FLUSH = 5;

export type CallsIndexer = {
  index: (signal: AbortSignal, organizationId?: OrganizationId) => Promise<number>;
  /** Counts edited trackers over past calls. */
  recount: (organizationId: OrganizationId) => Promise<void>;
};

/** Runs this process's indexing requests one after another. */
export function makeCallsIndexer(deps: IndexDeps): CallsIndexer {
  const queue = new PQueue({ concurrency: 1 });
  const counting = { db: deps.db, index: deps.engine.live, now: deps.now };
  return {
    index: (signal, organizationId) => queue.add(() => indexCalls(deps, signal, organizationId)),
    recount: (organizationId) =>
      queue.add(() => recountTrackers(counting, organizationId, new AbortController().signal)),
  };
}

/**
 * Brings search up to the store: puts changed calls, drops removed calls, counts trackers. Marks in the store are
 * cleared only when a batch can be found, so a crash repeats the batch; repeating changes nothing. Answers how many
 * calls were put.
 * @throws AppError `index_unavailable`; calls not indexed stay marked.
 */
export async function indexCalls(
  deps: IndexDeps,
  signal: AbortSignal,
  organizationId?: OrganizationId,
): Promise<number> {
  const { db, engine, now } = deps;
  const { name } = await ensureLiveIndex(deps);
  await dropRemoved(deps);
  const counting = { db, index: engine.open(name), now };
  const put = await putCalls(
    deps,
    { mark: 'live', name, signal, ...(organizationId && { organizationId }) },
    async (done) => {
      for (const [organizationId, calls] of Map.groupBy(done, (call) => call.organizationId))
        await countTrackers(
          counting,
          organizationId,
          calls.map(({ callId }) => callId),
        );
    },
  );
  const organizations = organizationId ? [organizationId] : (await listOrganizations(db)).map(({ id }) => id);
  for (const id of organizations) await recountTrackers(counting, id, signal);
  return put;
}

/**
 * Puts all calls missing from an index. `onFindable` gets each batch once searchable, before marking. Ends early when
 * the index is no longer the live or building index. Answers how many calls were put.
 */
export async function putCalls(
  { db, engine }: Pick<IndexDeps, 'db' | 'engine'>,
  wish: {
    mark: IndexMark;
    name: string;
    signal: AbortSignal;
    organizationId?: OrganizationId;
  },
  onFindable: (done: readonly MarkedCall[]) => Promise<void>,
): Promise<number> {
  const { mark, name, signal, organizationId } = wish;
  const index = engine.open(name);
  let put = 0;
  for (let isMore = true; isMore; ) {
    const done: MarkedCall[] = [];
    for (let n = 0; n < BATCHES_PER_FLUSH && isMore; n += 1) {
      signal.throwIfAborted();
      const calls = await readCallsToIndex(db, mark, BATCH, organizationId, done);
      isMore = calls.length === BATCH;
      if (calls.length === 0) break;
      await index.put(calls.map(toDocuments));
      done.push(...calls.map(({ organizationId, callId, revision }) => ({ organizationId, callId, revision })));
    }
    if (done.length === 0) return put;
    await index.flush();
    await onFindable(done);
    const gone = await markIndexed(db, mark, name, done);
    if (gone === null) return put;
    // A call removed by another process in between must not come back.
    await removeFromIndex(index, gone);
    put += done.length;
  }
  return put;
}

/** Calls that left the store leave the live index, and the building index beside it. */
async function dropRemoved({ db, engine, media }: IndexDeps): Promise<void> {
  for (let removed = await readRemovedCalls(db, 100); removed.length > 0; removed = await readRemovedCalls(db, 100)) {
    // An index made live or begun in between must drop the calls too.
    for (let done = ''; ; ) {
      const names = await usedNames(db, engine);
      if (names.join() === done) break;
      for (const name of names) await removeFromIndex(engine.open(name), removed);
      done = names.join();
    }
    for (const call of removed) {
      await media?.remove(call.organizationId, [call.callId]);
      await forgetRemovedCall(db, call.organizationId, call.callId);
    }
  }
}

/** Indexes that are read now or will be. */
async function usedNames(db: Db, engine: SearchEngine): Promise<string[]> {
  const names: string[] = [];
  for (const state of ['live', 'building'] as const) {
    const row = await readSearchIndex(db, state);
    if (row?.engine === engine.kind && (await engine.has(row.name))) names.push(row.name);
  }
  return names.sort();
}

async function removeFromIndex(
  index: SegmentIndex,
  calls: readonly Pick<MarkedCall, 'organizationId' | 'callId'>[],
): Promise<void> {
  if (calls.length === 0) return;
  for (const [organizationId, group] of Map.groupBy(calls, (call) => call.organizationId))
    await index.removeCalls(
      organizationId,
      group.map(({ callId }) => callId),
    );
  await index.flush();
}
