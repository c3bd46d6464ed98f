import type { CallId, OrganizationId } from '../call.ts';
import { countKnown, countStored } from '../store/call-ledger-reader.ts';
import { holdRemoval, listDueSeen, listHeld, listLongestUnseen, noteSeen } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import type { Db } from '../store/db.ts';
import { countInRun } from '../store/sync-runs-store.ts';
import type { TimeWindow } from '../time-window.ts';
import { readDirectory } from './link-calls.ts';
import { CALLS_PER_WINDOW, cutByCount } from './plan-windows.ts';
import { savePage } from './save-page.ts';
import { type RunContext, RunPutDown } from './sync-context.ts';

const DAY_MS = 86_400_000;
/** Every known call is asked for by id when nothing showed it for so long; so many a night that all are within a month. */
const CHECK_AFTER_DAYS = 7;
const CHECKS_A_NIGHT = 2000;
/** More than the larger of these going at once is not believed: a wrong host or a lost permission looks just like it. */
const BRAKE_CALLS = 3;
const BRAKE_SHARE = 0.1;
/** Count windows are this many at most: one request each. */
const MOST_COUNTS = 200;

/**
 * Asks Gong for these calls by id. What it shows is saved like any page, so edits and privacy flips are noticed; stored calls that it does
 * not show are set aside until the end of the run.
 */
export async function checkCalls(context: RunContext, callIds: readonly CallId[]): Promise<void> {
  const { db, run, gong, signal } = context;
  let directory = await readDirectory(db, run.organizationId);
  for await (const { asked, calls, unreadable } of gong.callBatches(callIds, signal)) {
    const { directory: next, leftOut: _, ...counts } = await savePage(context, { calls, unreadable }, directory);
    directory = next;
    const shown = new Set([...calls.map((call) => call.id), ...unreadable]);
    for (const id of asked) if (!shown.has(id)) context.missing.add(id);
    if (!(await countInRun(db, run.id, { ...counts, requests: context.takeRequestCount() }))) throw new RunPutDown();
  }
}

/** Checks the known calls that nothing has shown for longest. */
export async function checkLongestUnseen(context: RunContext): Promise<void> {
  const { db, run, now } = context;
  const before = new Date(now().getTime() - CHECK_AFTER_DAYS * DAY_MS);
  const known = await countStored(db, run.organizationId);
  const limit = Math.max(CHECKS_A_NIGHT, Math.ceil(known / 20));
  await checkCalls(context, await listLongestUnseen(db, run.organizationId, before, limit));
}

/** Asks, by id, for calls that Gong named without details that could be read, and for those that a webhook gave a hint about. */
export async function askForSeen(context: RunContext): Promise<void> {
  const { db, run, now, gong, signal } = context;
  const due = await listDueSeen(db, run.organizationId, now(), 1000);
  if (due.length === 0) return;
  let directory = await readDirectory(db, run.organizationId);
  const byId = new Map(due.map((seen) => [seen.callId, seen]));
  for await (const { asked, calls, unreadable } of gong.callBatches([...byId.keys()], signal)) {
    const saved = await savePage(context, { calls, unreadable }, directory);
    directory = saved.directory;
    const shown = new Set([...calls.map((call) => call.id), ...unreadable]);
    for (const id of asked.filter((one) => !shown.has(one))) {
      if (byId.get(id)?.isStored) {
        context.missing.add(id);
        continue;
      }
      const tries = byId.get(id)?.tries ?? 0;
      const nextTryAt = new Date(now().getTime() + Math.min(DAY_MS, 3_600_000 * 2 ** tries));
      await noteSeen(db, run.organizationId, [id], { reason: 'not_processed', nextTryAt }, now());
    }
    const { added, changed, removed } = saved;
    await countInRun(db, run.id, { added, changed, removed, requests: context.takeRequestCount() });
  }
}

/**
 * The stretches of older dates where Gong counts more calls than are known here: calls that were imported into Gong late, with an old date.
 * One request for about a thousand known calls. `counted` are the calls in the other stretches.
 */
export async function findGrownWindows(
  context: RunContext,
  covered: readonly TimeWindow[],
): Promise<{ grown: TimeWindow[]; counted: number }> {
  const { db, run, gong, signal } = context;
  const grown: TimeWindow[] = [];
  let counted = 0;
  for (const stretch of covered) {
    const known = await countKnown(db, run.organizationId, stretch);
    for (const window of cutByCount(stretch, Math.min(known, MOST_COUNTS * CALLS_PER_WINDOW))) {
      const here = await countKnown(db, run.organizationId, window);
      const inGong = await gong.countCalls(window, signal);
      if (inGong > here) grown.push(window);
      else counted += inGong;
      if (!(await countInRun(db, run.id, { requests: context.takeRequestCount() }))) throw new RunPutDown();
    }
  }
  return { grown, counted };
}

/** Removes what Gong no longer shows, or holds it back when so much went at once that something else may be wrong. */
export async function settleMissing(context: RunContext): Promise<void> {
  const { db, run, log, missing } = context;
  if (missing.size === 0) return;
  const known = await countStored(db, run.organizationId);
  const gone = [...missing];
  missing.clear();
  if (gone.length > Math.max(BRAKE_CALLS, Math.floor(known * BRAKE_SHARE))) {
    await holdRemoval(db, run.organizationId, gone, context.now());
    await countInRun(db, run.id, { held: gone.length });
    log.warn(
      { run: run.id, calls: gone.length, known },
      'sync: Gong shows so many calls no more that none was removed',
    );
    return;
  }
  const became = { presence: 'gone', reason: 'deleted_in_gong' } as const;
  await countInRun(db, run.id, { removed: await removeCalls(db, run.organizationId, gone, became, context.now()) });
}

/** An admin says that the calls held back are really gone. Answers how many were removed. */
export async function confirmRemovals(db: Db, organizationId: OrganizationId, now: Date): Promise<number> {
  const held = await listHeld(db, organizationId);
  return removeCalls(db, organizationId, held, { presence: 'gone', reason: 'deleted_in_gong' }, now);
}
