import type { OrganizationId } from '../call.ts';
import { AppError, isAppError } from '../errors.ts';
import type { MediaStore } from '../media/media-store.ts';
import { countTrackers, recountTrackers } from '../search/count-trackers.ts';
import { addVectors, type Embedder } from '../search/embedder.ts';
import { ensureLiveIndex } from '../search/live-index.ts';
import type { SearchEngine, SegmentIndex } from '../search/segment-index.ts';
import { toDocuments } from '../search/to-documents.ts';
import {
  forgetRemovedCall,
  type IndexMark,
  type MarkedCall,
  markIndexed,
  readCallsToIndex,
  readRemovedCalls,
} from '../store/calls-to-index.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import { readSearchIndex } from '../store/search-indexes-store.ts';

export type IndexDeps = {
  db: Db;
  engine: SearchEngine;
  embedder: Embedder | null;
  now: () => Date /** Recordings of calls that leave go with them. */;
  media?: MediaStore;
};

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
export function makeCallsIndexer(deps: IndexDeps): CallsIndexer {
  let last: Promise<unknown> = Promise.resolve();
  const after = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  const counting = { db: deps.db, index: deps.engine.live, now: deps.now };
  return {
    index: (signal, organizationId) => after(() => indexCalls(deps, signal, organizationId)),
    recount: (organizationId) => after(() => recountTrackers(counting, organizationId, new AbortController().signal)),
  };
}

/**
 * Brings search up to the store: what changed is put, what was removed leaves, and trackers count it. The store's marks are cleared only after the
 * index took a batch and it can be found, so a crash in between repeats it, and a repeated put changes nothing. Answers how many calls were put.
 * @throws AppError `index_unavailable`; what is not indexed stays marked.
 */
export async function indexCalls(
  deps: IndexDeps,
  signal: AbortSignal,
  organizationId?: OrganizationId,
): Promise<number> {
  const { db, engine, now } = deps;
  const { name, embeddingModel } = await ensureLiveIndex(deps);
  await dropRemoved(deps);
  const counting = { db, index: engine.open(name), now };
  const put = await putCalls(
    deps,
    { mark: 'live', name, embeddingModel, signal, ...(organizationId && { organizationId }) },
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
 * Puts into an index what the store has and it has not, until nothing is left; `onFindable` is called with what can be found by then, before it is
 * marked. Ends early where the index is not in its place any more. Answers how many calls were put.
 */
export async function putCalls(
  { db, engine, embedder }: Pick<IndexDeps, 'db' | 'engine' | 'embedder'>,
  wish: {
    mark: IndexMark;
    name: string;
    embeddingModel: string | null;
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
      const documents = calls.map(toDocuments);
      // An index made without vectors, or with another model's, is not given some: `colloquy reindex` gives it all.
      if (embedder && embedder.name === wish.embeddingModel) await waitingFor(addVectors(embedder, calls, documents));
      await index.put(documents);
      done.push(...calls.map(({ organizationId, callId, revision }) => ({ organizationId, callId, revision })));
    }
    if (done.length === 0) return put;
    await index.flush();
    await onFindable(done);
    const gone = await markIndexed(db, mark, name, done);
    if (gone === null) return put;
    // A call that another process removed in between must not come back.
    await removeFromIndex(index, gone);
    put += done.length;
  }
  return put;
}

/** An embeddings endpoint that is away keeps calls from search as an engine does: they wait in the store. */
const waitingFor = (vectors: Promise<void>): Promise<void> =>
  vectors.catch((error) => {
    if (!isAppError(error, 'model_unavailable')) throw error;
    throw new AppError('index_unavailable', error.message, { cause: error });
  });

/** What left the store leaves search, and an index that is being made beside it. */
async function dropRemoved({ db, engine, media }: IndexDeps): Promise<void> {
  for (let removed = await readRemovedCalls(db, 100); removed.length > 0; removed = await readRemovedCalls(db, 100)) {
    // Where an index was made live, or begun, in between, the one that took its place must be rid of them too.
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

/** The indexes that are read, or will be. */
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
