import type { CallId } from '../call.ts';
import type { GongClient } from '../gong/gong-client.ts';
import { GONG_PAGE_SIZE } from '../gong/gong-client.ts';
import { cutSegments } from '../segment.ts';
import { countInRun } from '../store/sync-runs-store.ts';
import {
  countTranscriptsByWorkspace,
  listDueTranscripts,
  type PendingTranscript,
  saveMissingTranscripts,
  saveTranscripts,
} from '../store/transcripts-store.ts';
import { withoutErasedWords } from './erase.ts';
import { planNextTry } from './missing-transcripts.ts';
import { type RunContext, RunPutDown, writeInRun } from './sync-context.ts';

/** Requests on the way at once: enough that Gong's limit is used while answers are saved. */
const AT_ONCE = 2;
/** Transcripts in one transaction. */
const SAVED_AT_ONCE = 20;
const END_OF_TIME = new Date('9999-01-01T00:00:00Z');

/**
 * Fetches the transcripts of newly read calls while their windows are still being read, a full page of ids a request, whatever windows they
 * come from. What is due stands in the store, so nothing is lost with this process.
 */
export function makeTranscriptFetcher(context: RunContext, onSaved: () => void) {
  const { run } = context;
  const inHand = new Set<CallId>();
  let isComplete = false;
  let news = Promise.withResolvers<void>();
  let waiting = 0;

  async function nextBatch(): Promise<PendingTranscript[]> {
    const due = await listDueTranscripts(
      context.db,
      run.organizationId,
      { by: context.now(), isNew: true, ...(run.kind === 'history' && { range: run.window }) },
      { limit: GONG_PAGE_SIZE * (AT_ONCE + 3) },
    );
    const free = due.filter(({ callId }) => !inHand.has(callId));
    const batch = free.slice(0, GONG_PAGE_SIZE);
    waiting = free.length - batch.length;
    if (batch.length < GONG_PAGE_SIZE && !isComplete) return [];
    for (const { callId } of batch) inHand.add(callId);
    return batch;
  }

  async function work(): Promise<void> {
    while (true) {
      context.signal.throwIfAborted();
      const wasComplete = isComplete;
      const more = news.promise;
      // Two workers must not take the same calls: the list is read by one at a time.
      const batch = await one(nextBatch);
      if (batch.length > 0) {
        await fetchBatch(context, context.gong, batch);
        for (const { callId } of batch) inHand.delete(callId);
        onSaved();
      } else if (wasComplete) return;
      else await more;
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  function one<T>(task: () => Promise<T>): Promise<T> {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  }
  const wake = () => {
    news.resolve();
    news = Promise.withResolvers();
  };
  const done = Promise.all(Array.from({ length: AT_ONCE }, work));
  done.catch(() => {});
  return {
    /** More calls were saved. */
    wake,
    /** How many calls wait for their transcript, as far as was looked. */
    waiting: () => waiting,
    /** Fails when fetching fails. */
    done,
    /** No more calls will come; resolves when the last transcript is saved. */
    finish: async () => {
      isComplete = true;
      wake();
      await done;
    },
  };
}

/**
 * Asks again for transcripts that Gong did not have, those of all windows together: the ones that are due by now, or, where someone asked for
 * the run, every one that is still to come; an import's in its own range, those given up among them.
 */
export async function fetchDueTranscripts(context: RunContext, { isAsked }: { isAsked: boolean }): Promise<void> {
  const { db, run } = context;
  const by = isAsked ? END_OF_TIME : context.now();
  let after: CallId | undefined;
  do {
    const due = await listDueTranscripts(
      db,
      run.organizationId,
      { by, isNew: false, ...(run.kind === 'history' && { range: run.window, withGivenUp: true }) },
      { after, limit: GONG_PAGE_SIZE },
    );
    if (due.length > 0) await fetchBatch(context, context.gongForPending, due);
    after = due.length === GONG_PAGE_SIZE ? due.at(-1)?.callId : undefined;
  } while (after);
}

/** Fetches the transcripts of calls that changed once more: speakers may be told apart otherwise now. An equal one is left alone. */
export async function refreshTranscripts(context: RunContext): Promise<void> {
  const { db, run, gong, signal, changed } = context;
  for await (const { found } of gong.transcriptBatches([...changed], signal)) {
    const kept = await withoutErasedWords(db, run.organizationId, found);
    await writeInRun(context, (tx) => saveTranscripts(tx, run.organizationId, kept, cutSegments));
    await countInRun(db, run.id, { requests: context.takeRequestCount() });
  }
  changed.clear();
}

async function fetchBatch(context: RunContext, gong: GongClient, batch: readonly PendingTranscript[]): Promise<void> {
  const { db, run, signal } = context;
  const ids = batch.map(({ callId }) => callId);
  for await (const { found } of gong.transcriptBatches(ids, signal)) {
    const entries = [...found];
    for (let start = 0; start < entries.length; start += SAVED_AT_ONCE) {
      const some = new Map(entries.slice(start, start + SAVED_AT_ONCE));
      const kept = await withoutErasedWords(db, run.organizationId, some);
      await writeInRun(context, (tx) => saveTranscripts(tx, run.organizationId, kept, cutSegments));
    }
    context.log.debug({ run: run.id, calls: found.size }, 'sync: transcripts saved');
    const missing = batch.filter(({ callId }) => !found.has(callId));
    if (missing.length > 0) {
      const workspaces = await countTranscriptsByWorkspace(db, run.organizationId);
      const plans = missing.map((call) => planNextTry(call, workspaces.get(call.workspaceId), context.now()));
      await writeInRun(context, (tx) => saveMissingTranscripts(tx, run.organizationId, plans));
    }
  }
  if (!(await countInRun(db, run.id, { requests: context.takeRequestCount() }))) throw new RunPutDown();
}
