import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import { saveConnectionError, updateGongConnection } from '../store/gong-connections-store.ts';
import {
  addRunWindows,
  changeRunState,
  countInRun,
  readSyncRun,
  saveFailed,
  startSyncRun,
} from '../store/sync-runs-store.ts';
import { countPendingTranscripts, countTranscriptsAside } from '../store/transcripts-store.ts';
import { toStoreFailure } from '../store-failure.ts';
import { clipWindows, type TimeWindow } from '../time-window.ts';
import { applyRules } from '../upkeep/leave-out.ts';
import { askForSeen, checkLongestUnseen, findGrownWindows, settleMissing } from './check-calls.ts';
import { fetchDueTranscripts, makeTranscriptFetcher, refreshTranscripts } from './fetch-transcripts.ts';
import { readWindows } from './read-windows.ts';
import { saveChangedUsers } from './save-changed-users.ts';
import { type RunContext, RunPutDown, writeInRun } from './sync-context.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Retries of an import after a failure of Gong or search, waiting 1, 2, 4 … minutes, at most an hour. */
const MOST_TRIES = 12;

export type RunDeps = Omit<RunContext, 'missing' | 'changed'> & {
  /** The last time Gong's users were read. */
  usersReadAt: Date | null;
  /** Stretches of call dates read before. */
  covered: readonly TimeWindow[];
  indexer: CallsIndexer;
  /** Takes removed words out of all files, where a scrub is owed. */
  scrub: (organizationId: OrganizationId) => Promise<void>;
};

/**
 * Works a planned run through. The run may be killed at any moment and called again: finished windows are not read
 * again, saves are idempotent, and the store lists transcripts to fetch and calls to index. A spent rate limit leaves
 * any run waiting. Other failures that time may heal leave an import waiting and end other runs as `failed`, since the
 * next run is near. Saved calls stay saved. Aborting leaves the run to be resumed.
 */
export async function runSync(deps: RunDeps): Promise<void> {
  const { db, run, now, log } = deps;
  if (!(await startSyncRun(db, run.id, now()))) return;
  const halt = new AbortController();
  const context: RunContext = {
    ...deps,
    run: { ...run },
    missing: new Set(),
    changed: new Set(),
    signal: AbortSignal.any([deps.signal, halt.signal]),
  };
  let failure: unknown = null;
  try {
    await work(deps, context, halt);
  } catch (error) {
    failure = error;
  }
  if (deps.signal.aborted) throw deps.signal.reason;
  await countInRun(db, run.id, { requests: deps.takeRequestCount() });
  if (failure instanceof RunPutDown) return;
  try {
    await deps.indexer.index(deps.signal, run.organizationId);
  } catch (error) {
    if (deps.signal.aborted) throw error;
    failure ??= error;
  }
  if (failure !== null && !isAppError(failure)) log.error({ run: run.id, err: failure }, 'sync: failed');
  await end(deps, failure);
}

async function work(deps: RunDeps, context: RunContext, halt: AbortController): Promise<void> {
  const { run } = context;
  await readUsers(deps, context);
  const indexing = startIndexing(deps, context);
  let lessWaits = Promise.withResolvers<void>();
  const transcripts = makeTranscriptFetcher(context, () => {
    lessWaits.resolve();
    lessWaits = Promise.withResolvers();
    indexing.wake();
  });
  // The first part to fail ends all parts.
  let failure: { error: unknown } | null = null;
  const stopAll = (error: unknown) => {
    failure ??= { error };
    halt.abort(new Error('another part of the run failed'));
    lessWaits.resolve();
    transcripts.wake();
    indexing.wake();
  };
  transcripts.done.catch(stopAll);
  indexing.done.catch(stopAll);
  const reading = async () => {
    if (run.asksAll) await fetchDueTranscripts(context, { isAsked: true });
    let countedApart = 0;
    if (run.kind === 'wide') {
      const older = clipWindows(deps.covered, { from: new Date(0), to: run.window.from });
      const { grown, counted } = await findGrownWindows(context, older);
      await addRunWindows(context.db, run.id, grown);
      countedApart = counted;
    }
    await readWindows(context, {
      onPage: transcripts.wake,
      waiting: transcripts.waiting,
      less: () => lessWaits.promise,
    });
    if (run.kind === 'wide') {
      const read = await readSyncRun(context.db, run.id);
      const total = { gongTotal: countedApart + (read?.gongTotal ?? 0), countedAt: context.now() };
      await updateGongConnection(context.db, run.organizationId, total);
      await checkLongestUnseen(context);
    }
    if (run.kind !== 'history') await askForSeen(context);
    await transcripts.finish();
    if (run.kind !== 'history') await fetchDueTranscripts(context, { isAsked: false });
    await refreshTranscripts(context);
    await settleMissing(context);
    await indexing.finish();
    if (run.kind === 'wide') {
      const { organizationId } = run;
      await applyRules(context.db, organizationId, context.now());
      await deps.scrub(organizationId);
      await context.tend('nightly');
    }
  };
  await reading().catch(stopAll);
  await Promise.allSettled([transcripts.done, indexing.done]);
  if (failure !== null) throw (failure as { error: unknown }).error;
}

/** Reads Gong's users once a day, for colleagues and speakers' names. Calls of changed users are linked again. */
async function readUsers(deps: RunDeps, { db, gong, run, now, signal }: RunContext): Promise<void> {
  if (deps.usersReadAt && now().getTime() - deps.usersReadAt.getTime() < DAY_MS) return;
  const users = await gong.fetchUsers(signal);
  await saveChangedUsers({ db, now }, run.organizationId, users, (write) => writeInRun({ db, run }, write));
  await updateGongConnection(db, run.organizationId, { usersReadAt: now() });
}

/** Makes saved calls searchable during the run. */
function startIndexing({ indexer }: RunDeps, { run, signal }: RunContext) {
  let news = Promise.withResolvers<void>();
  let isComplete = false;
  const done = (async () => {
    while (true) {
      signal.throwIfAborted();
      const wasComplete = isComplete;
      const more = news.promise;
      await indexer.index(signal, run.organizationId).catch((error) => {
        // Saving goes on without search; the last round tells whether search is back.
        if (wasComplete || !isAppError(error, 'index_unavailable')) throw error;
      });
      if (wasComplete) return;
      if (!isComplete) await more;
    }
  })();
  done.catch(() => {});
  const wake = () => {
    news.resolve();
    news = Promise.withResolvers();
  };
  return {
    wake,
    done,
    finish: async () => {
      isComplete = true;
      wake();
      await done;
    },
  };
}

async function end({ db, run, now }: RunDeps, failure: unknown): Promise<void> {
  const pending = await countPendingTranscripts(db, run.organizationId, run.window);
  await saveFailed(db, run.id, await countTranscriptsAside(db, run.organizationId, run.window));
  const error = failure === null ? null : toSentence(failure, run.id);
  await saveConnectionError(db, run.organizationId, error, now());
  if (failure === null) {
    await changeRunState(db, run.id, ['running'], { state: 'done', error, pending, finishedAt: now() });
    if (run.kind === 'live') await updateGongConnection(db, run.organizationId, { syncedTo: run.window.to });
    return;
  }
  const retryAt = whenToRetry(run, failure, now());
  if (retryAt)
    await changeRunState(db, run.id, ['running'], { state: 'waiting', error, pending, retryAt, tries: run.tries + 1 });
  else await changeRunState(db, run.id, ['running'], { state: 'failed', error, pending, finishedAt: now() });
}

/** What the run says of its end. An unexpected failure may carry anyone's words: the log has its kind and place. */
const toSentence = (failure: unknown, runId: string): string =>
  (isAppError(failure) ? failure : toStoreFailure(failure))?.message ??
  `Something went wrong here. The log says more, at run ${runId}.`;

function whenToRetry(run: RunDeps['run'], failure: unknown, now: Date): Date | null {
  if (isAppError(failure, 'gong_rate_limited')) return failure.retryAt ?? new Date(now.getTime() + MINUTE_MS);
  if (run.kind !== 'history' || run.tries >= MOST_TRIES) return null;
  if (!isAppError(failure, 'gong_unavailable', 'gong_unreadable', 'index_unavailable')) return null;
  return new Date(now.getTime() + Math.min(60, 2 ** run.tries) * MINUTE_MS);
}
