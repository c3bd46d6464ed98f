import type { Call, CallId } from '../call.ts';
import { noteSeen, noteShown } from '../store/call-ledger-store.ts';
import { removeCalls, saveCalls } from '../store/calls-store.ts';
import type { SyncCounts } from '../store/sync-runs-store.ts';
import { linkCalls } from './link-calls.ts';
import type { Directory } from './link-parties.ts';
import { type RunContext, writeInRun } from './sync-context.ts';

/** Calls in one transaction: few enough that others who use the store in between do not wait long. */
const BATCH = 25;
const UNREADABLE_RETRY_MS = 3_600_000;

export type SavedPage = Pick<SyncCounts, 'added' | 'changed' | 'removed' | 'leftOut'> & { directory: Directory };

/**
 * Saves calls as Gong showed them: stored and linked, or left out when they are private, in which case what was stored of them goes. Rows
 * that could not be read are noted, to be asked for again. Safe to repeat.
 */
export async function savePage(
  context: Pick<RunContext, 'db' | 'run' | 'now' | 'changed'>,
  page: { calls: readonly Call[]; unreadable: readonly CallId[] },
  given: Directory,
): Promise<SavedPage> {
  const { organizationId } = context.run;
  const at = context.now();
  const counts = { added: 0, changed: 0, removed: 0, leftOut: 0 };
  let directory = given;
  const hidden = page.calls.filter((call) => call.isPrivate);
  const nextTryAt = new Date(at.getTime() + UNREADABLE_RETRY_MS);
  counts.leftOut = hidden.length;
  counts.removed = await writeInRun(context, async (tx) => {
    await noteSeen(tx, organizationId, page.unreadable, { reason: 'unreadable', nextTryAt }, at);
    const became = { presence: 'left_out', reason: 'private' } as const;
    const ids = hidden.map((call) => call.id);
    const removed = await removeCalls(tx, organizationId, ids, became, at);
    await noteShown(tx, organizationId, hidden, became, at);
    return removed;
  });
  const shared = page.calls.filter((call) => !call.isPrivate);
  for (let start = 0; start < shared.length; start += BATCH) {
    const batch = shared.slice(start, start + BATCH);
    const saved = await writeInRun(context, async (tx) => {
      const linked = await linkCalls(tx, organizationId, directory, batch, at);
      directory = linked.directory;
      const calls = batch.map((call, n) => ({ call, ...(linked.links[n] ?? { parties: [], accountIds: [] }) }));
      return saveCalls(tx, organizationId, calls, at);
    });
    for (const [n, outcome] of saved.entries()) {
      if (outcome !== 'unchanged') counts[outcome] += 1;
      const call = batch[n];
      if (call && outcome === 'changed') context.changed.add(call.id);
    }
  }
  return { ...counts, directory };
}
