import PQueue from 'p-queue';
import type { CallId, Turn } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import type { GongClient } from '../gong/gong-client.ts';
import { GONG_PAGE_SIZE } from '../gong/gong-client.ts';
import { sinceStart } from '../gong/mend-turns.ts';
import { cutSentences } from '../language/cut-sentences.ts';
import { cutSegments } from '../segment.ts';
import { countInRun } from '../store/sync-runs-store.ts';
import {
  countTranscriptsByWorkspace,
  listDueTranscripts,
  type PendingTranscript,
  readStarts,
  saveMissingTranscripts,
  saveTranscripts,
} from '../store/transcripts-store.ts';
import { withoutErasedWords } from '../upkeep/without-erased.ts';
import { planAsideTry, planNextTry } from './missing-transcripts.ts';
import { settingAside } from './set-aside.ts';
import { type RunContext, RunPutDown, writeInRun } from './sync-context.ts';

/** Requests in flight: enough to use up Gong's limit while transcripts are saved. */
const AT_ONCE = 2;
/** Transcripts per transaction. */
const SAVED_AT_ONCE = 20;
const END_OF_TIME = new Date('9999-01-01T00:00:00Z');

/**
 * Fetches the transcripts of new calls while windows are still being read. Each request asks for a full page of ids,
 * across windows. Due transcripts are rows in the store, so a crash loses none.
 */
export function makeTranscriptFetcher(context: RunContext, onSaved: () => void) {
  const { run } = context;
  const listing = new PQueue({ concurrency: 1 });
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
      // Lists due calls for a single worker at a time, so that two workers never take the same calls.
      const batch = await listing.add(nextBatch);
      if (batch.length > 0) {
        await fetchBatch(context, context.gong, batch);
        for (const { callId } of batch) inHand.delete(callId);
        onSaved();
      } else if (wasComplete) return;
      else await more;
    }
  }

  const wake = () => {
    news.resolve();
    news = Promise.withResolvers();
  };
  const done = Promise.all(Array.from({ length: AT_ONCE }, work));
  done.catch(() => {});
  return {
    /** Tells that more calls were saved. */
    wake,
    /** The number of calls waiting for a transcript, at the last look. */
    waiting: () => waiting,
    /** Rejects when fetching fails. */
    done,
    /** Tells that no more calls will come; resolves when the last transcript is saved. */
    finish: async () => {
      isComplete = true;
      wake();
      await done;
    },
  };
}

/**
 * Asks again for transcripts that Gong did not have, across windows. Normally only due transcripts are asked for.
 * `isAsked`, for a run that someone started, includes every transcript still to come. An import stays within its range
 * and includes transcripts given up.
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

/**
 * Fetches transcripts of changed calls again, since Gong may tell speakers apart differently now. An equal transcript
 * stays as stored.
 */
export async function refreshTranscripts(context: RunContext): Promise<void> {
  const { db, run, gong, signal, changed } = context;
  for await (const { found } of gong.transcriptBatches([...changed], signal)) {
    await saveFound(context, found);
    await countInRun(db, run.id, { requests: context.takeRequestCount() });
  }
  changed.clear();
}

async function fetchBatch(context: RunContext, gong: GongClient, batch: readonly PendingTranscript[]): Promise<void> {
  const { db, run, signal } = context;
  const ids = batch.map(({ callId }) => callId);
  for await (const { found, unreadable } of gong.transcriptBatches(ids, signal)) {
    const aside = new Map<CallId, CallReason>(unreadable.map((id) => [id, 'transcript_unreadable']));
    for (const id of await saveFound(context, found)) aside.set(id, 'transcript_not_stored');
    context.log.debug({ run: run.id, calls: found.size }, 'sync: transcripts saved');
    const missing = batch.filter(({ callId }) => !found.has(callId) || aside.has(callId));
    if (missing.length > 0) {
      const workspaces = await countTranscriptsByWorkspace(db, run.organizationId);
      const plans = missing.map((call) => {
        const reason = aside.get(call.callId);
        if (reason) return planAsideTry(call, reason, context.now());
        return planNextTry(call, workspaces.get(call.workspaceId), context.now());
      });
      await writeInRun(context, (tx) => saveMissingTranscripts(tx, run.organizationId, plans));
    }
  }
  if (!(await countInRun(db, run.id, { requests: context.takeRequestCount() }))) throw new RunPutDown();
}

/**
 * Saves transcripts, each for itself where they cannot be stored together. Answers the calls whose transcript failed.
 */
async function saveFound(context: RunContext, found: ReadonlyMap<CallId, readonly Turn[]>): Promise<CallId[]> {
  const { db, run } = context;
  const { organizationId } = run;
  const failed: CallId[] = [];
  const entries = [...found];
  for (let start = 0; start < entries.length; start += SAVED_AT_ONCE) {
    const some = new Map(entries.slice(start, start + SAVED_AT_ONCE));
    const starts = await readStarts(db, organizationId, [...some.keys()]);
    const kept = await withoutErasedWords(db, organizationId, some);
    const placed = [...kept].map(([id, turns]) => [id, sinceStart(turns, starts.get(id) ?? context.now())] as const);
    const write = (rows: readonly (typeof placed)[number][]) =>
      writeInRun(context, (tx) =>
        saveTranscripts(tx, organizationId, new Map(rows), (id, turns) => cutSegments(id, cutSentences(turns))),
      );
    failed.push(...(await settingAside(context, placed, { write, idOf: ([id]) => id })).map(([id]) => id));
  }
  return failed;
}
