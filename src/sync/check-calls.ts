import type { CallId } from '../call.ts';
import { readDirectory } from '../directory/link-calls.ts';
import { countKnown, countStored } from '../store/call-ledger-reader.ts';
import { holdRemoval, listDueSeen, listLongestUnseen, noteSeen } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import { countInRun } from '../store/sync-runs-store.ts';
import type { TimeWindow } from '../time-window.ts';
import { CALLS_PER_WINDOW, cutByCount } from './plan-windows.ts';
import { savePage } from './save-page.ts';
import { type RunContext, RunPutDown } from './sync-context.ts';

const DAY_MS = 86_400_000;
/** Calls not shown for so long are asked for by id. The nightly share covers every call within a month. */
const CHECK_AFTER_DAYS = 7;
const CHECKS_A_NIGHT = 2000;
/**
 * More calls than the larger limit gone at once is not believed: a wrong host or a lost permission looks just the same.
 */
const BRAKE_CALLS = 3;
const BRAKE_SHARE = 0.1;
/** Most count windows for a stretch of dates, with a request for each. */
const MOST_COUNTS = 200;

/**
 * Asks Gong for these calls by id. Calls shown are saved like any page, so edits and privacy flips are noticed. Calls
 * not shown are set aside until the end of the run, unless they may be rows without a readable id.
 */
export async function checkCalls(context: RunContext, callIds: readonly CallId[]): Promise<void> {
  const { db, run, gong, signal } = context;
  let directory = await readDirectory(db, run.organizationId);
  for await (const { asked, calls, unreadable, nameless } of gong.callBatches(callIds, signal)) {
    const {
      directory: next,
      leftOut: _,
      failed: __,
      ...counts
    } = await savePage(context, { calls, unreadable, nameless }, directory);
    directory = next;
    const shown = new Set([...calls.map((call) => call.id), ...unreadable]);
    if (nameless === 0) for (const id of asked) if (!shown.has(id)) context.missing.add(id);
    if (!(await countInRun(db, run.id, { ...counts, requests: context.takeRequestCount() }))) throw new RunPutDown();
  }
}

/** Checks the known calls not shown for longest. */
export async function checkLongestUnseen(context: RunContext): Promise<void> {
  const { db, run, now } = context;
  const before = new Date(now().getTime() - CHECK_AFTER_DAYS * DAY_MS);
  const known = await countStored(db, run.organizationId);
  const limit = Math.max(CHECKS_A_NIGHT, Math.ceil(known / 20));
  await checkCalls(context, await listLongestUnseen(db, run.organizationId, before, limit));
}

/** Asks, by id, for calls without readable details and for calls that a webhook hinted at. */
export async function askForSeen(context: RunContext): Promise<void> {
  const { db, run, now, gong, signal } = context;
  const due = await listDueSeen(db, run.organizationId, now(), 1000);
  if (due.length === 0) return;
  let directory = await readDirectory(db, run.organizationId);
  const byId = new Map(due.map((seen) => [seen.callId, seen]));
  for await (const { asked, calls, unreadable, nameless } of gong.callBatches([...byId.keys()], signal)) {
    const saved = await savePage(context, { calls, unreadable, nameless }, directory);
    directory = saved.directory;
    const shown = new Set([...calls.map((call) => call.id), ...unreadable]);
    const absent = asked.filter((one) => !shown.has(one));
    const reason = nameless > 0 && nameless >= absent.length ? 'unreadable' : 'not_processed';
    for (const id of absent) {
      if (byId.get(id)?.isStored) {
        if (nameless === 0) context.missing.add(id);
        continue;
      }
      const tries = byId.get(id)?.tries ?? 0;
      const nextTryAt = new Date(now().getTime() + Math.min(DAY_MS, 3_600_000 * 2 ** tries));
      await noteSeen(db, run.organizationId, [id], { reason, nextTryAt }, now());
    }
    const { added, changed, removed } = saved;
    await countInRun(db, run.id, { added, changed, removed, requests: context.takeRequestCount() });
  }
}

/**
 * The stretches of older dates with more calls in Gong than known here: such calls came to Gong late, with an old date.
 * Costs a request per thousand known calls or so. `counted` are the calls in all other stretches.
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

/**
 * Removes calls that Gong no longer shows. So many gone at once that something else may be wrong are held back instead.
 */
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
