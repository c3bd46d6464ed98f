import type { Call, OrganizationId } from '../call.ts';
import { type AppError, describeError, isAppError } from '../errors.ts';
import type { GongClient } from '../gong/gong-client.ts';
import type { Log } from '../log.ts';
import type { SegmentIndex } from '../search/segment-index.ts';
import { cutSegments } from '../segment.ts';
import {
  listPendingTranscripts,
  removeCall,
  saveCall,
  saveMissingTranscripts,
  saveTranscript,
} from '../store/calls-store.ts';
import type { Db } from '../store/db.ts';
import { saveConnectionError } from '../store/gong-connections-store.ts';
import { saveGongUsers } from '../store/people-store.ts';
import {
  countInRun,
  finishSyncRun,
  finishWindow,
  listOpenWindows,
  readSyncRun,
  type SyncCounts,
  type SyncRun,
  startSyncRun,
} from '../store/sync-runs-store.ts';
import type { TimeWindow } from '../time-window.ts';
import { indexCalls } from './index-calls.ts';
import { linkCalls, readDirectory } from './link-calls.ts';

export type RunSyncDeps = {
  db: Db;
  index: SegmentIndex;
  gong: GongClient;
  now: () => Date;
  log: Log;
  /** Requests sent to Gong since it was asked last. */
  takeRequestCount: () => number;
};

/** A transcript that has not come within this many days is not coming (docs/gong-api.md §3.5 knows of a day at worst). */
const GIVE_UP_AFTER_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Works a planned run through, window by window. Safe to kill at any moment and to call again with the same run: finished windows are
 * not read again, saves are idempotent, and what search does not have yet stays marked in the store.
 * A failure ends the run as `failed` with the reason in words; what was saved stays saved. Aborting leaves the run to be resumed.
 */
export async function runSync(deps: RunSyncDeps, run: SyncRun, signal: AbortSignal): Promise<SyncRun> {
  const { db, log } = deps;
  await startSyncRun(db, run.id);
  let end: { state: 'done' | 'failed'; error: string | null } = { state: 'done', error: null };
  try {
    await saveGongUsers(db, run.organizationId, await deps.gong.fetchUsers(signal));
    const windows = await listOpenWindows(db, run.id);
    for (const [at, window] of windows.entries()) {
      await syncWindow(deps, run, window, signal);
      await finishWindow(db, run.id, window.position);
      const so = await readSyncRun(db, run.id);
      log.info(
        { run: run.id, window: `${at + 1}/${windows.length}`, calls: so?.asked, requests: so?.requests },
        'sync: window done',
      );
    }
    await fetchTranscripts(
      deps,
      run,
      { from: new Date(deps.now().getTime() - GIVE_UP_AFTER_DAYS * DAY_MS), to: deps.now() },
      signal,
    );
  } catch (error) {
    if (signal.aborted) throw error;
    if (!isAppError(error)) log.error({ run: run.id, err: error }, 'sync: failed');
    end = { state: 'failed', error: describeError(error as AppError) };
  }
  await countInRun(db, run.id, { requests: deps.takeRequestCount() });
  try {
    await indexCalls(deps, signal, run.organizationId);
  } catch (error) {
    if (signal.aborted) throw error;
    end = { state: 'failed', error: end.error ?? describeError(error) };
  }
  await saveConnectionError(db, run.organizationId, end.error);
  const pending = await countPending(db, run.organizationId, run.window);
  await finishSyncRun(db, run.id, { ...end, pending, now: deps.now() });
  return (await readSyncRun(db, run.id)) ?? run;
}

async function syncWindow(deps: RunSyncDeps, run: SyncRun, window: TimeWindow, signal: AbortSignal): Promise<void> {
  let directory = await readDirectory(deps.db, run.organizationId);
  for await (const { calls: page, unreadable } of deps.gong.callPages(window, signal)) {
    const shared = page.filter((call) => !call.isPrivate);
    const linked = await linkCalls(deps.db, run.organizationId, directory, shared, deps.now());
    directory = linked.directory;
    const counts: Partial<SyncCounts> & { asked: number } = { asked: page.length + unreadable, failed: unreadable };
    for (const [at, call] of shared.entries()) {
      const saved = await saveCall(
        deps.db,
        run.organizationId,
        { call, ...(linked.links[at] ?? { parties: [], accountIds: [] }) },
        deps.now(),
      );
      counts[saved] = (counts[saved] ?? 0) + 1;
    }
    counts.removed = await removePrivateCalls(deps, run.organizationId, page);
    await countInRun(deps.db, run.id, { ...counts, requests: deps.takeRequestCount() });
  }
  await fetchTranscripts(deps, run, window, signal);
}

/** Private calls are never stored, and leave when they turn private. Answers how many left. */
async function removePrivateCalls(
  deps: RunSyncDeps,
  organizationId: OrganizationId,
  page: readonly Call[],
): Promise<number> {
  let removed = 0;
  for (const call of page) {
    if (call.isPrivate && (await removeCall(deps.db, organizationId, call.id, deps.now()))) removed += 1;
  }
  return removed;
}

/** Asks for every transcript still to come in the stretch, full pages at a time, and makes each batch searchable. */
async function fetchTranscripts(
  deps: RunSyncDeps,
  run: SyncRun,
  range: TimeWindow,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps;
  const giveUpBefore = new Date(deps.now().getTime() - GIVE_UP_AFTER_DAYS * DAY_MS);
  const limit = 1000;
  let after: Awaited<ReturnType<typeof listPendingTranscripts>>[number] | undefined;
  do {
    const ids = await listPendingTranscripts(db, run.organizationId, range, { limit, ...(after && { after }) });
    for await (const { asked, found } of deps.gong.transcriptBatches(ids, signal)) {
      for (const [callId, turns] of found) await saveTranscript(db, run.organizationId, callId, turns, cutSegments);
      await saveMissingTranscripts(
        db,
        run.organizationId,
        asked.filter((id) => !found.has(id)),
        giveUpBefore,
      );
      await countInRun(db, run.id, { requests: deps.takeRequestCount() });
      await indexCalls(deps, signal, run.organizationId);
    }
    after = ids.length === limit ? ids.at(-1) : undefined;
  } while (after);
}

async function countPending(db: Db, organizationId: OrganizationId, range: TimeWindow): Promise<number> {
  const limit = 100_000;
  return (await listPendingTranscripts(db, organizationId, range, { limit })).length;
}
