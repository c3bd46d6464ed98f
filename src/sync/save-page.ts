import type { Call, CallId } from '../call.ts';
import { noteLeftOut, noteSeen } from '../store/call-ledger-store.ts';
import { removeCalls, saveCalls } from '../store/calls-store.ts';
import type { SyncCounts } from '../store/sync-runs-store.ts';
import { linkCalls } from './link-calls.ts';
import type { Directory } from './link-parties.ts';
import type { RunContext } from './sync-context.ts';

/** Calls in one transaction: few enough that others who use the store in between do not wait long. */
const BATCH = 25;
const UNREADABLE_RETRY_MS = 3_600_000;

export type SavedPage = Pick<SyncCounts, 'added' | 'changed' | 'removed' | 'leftOut'> & { directory: Directory };

/**
 * Saves calls as Gong showed them: stored and linked, or left out when they are private, in which case what was stored of them goes. Rows
 * that could not be read are noted, to be asked for again. Safe to repeat.
 */
export async function savePage(
  { db, run, now, changed }: Pick<RunContext, 'db' | 'run' | 'now' | 'changed'>,
  page: { calls: readonly Call[]; unreadable: readonly CallId[] },
  given: Directory,
): Promise<SavedPage> {
  const { organizationId } = run;
  const counts = { added: 0, changed: 0, removed: 0, leftOut: 0 };
  let directory = given;
  const hidden = page.calls.filter((call) => call.isPrivate);
  if (hidden.length > 0) {
    const became = { presence: 'left_out', reason: 'private' } as const;
    counts.leftOut = hidden.length;
    counts.removed = await removeCalls(
      db,
      organizationId,
      hidden.map((call) => call.id),
      became,
      now(),
    );
    await noteLeftOut(db, organizationId, hidden, 'private', now());
  }
  const shared = page.calls.filter((call) => !call.isPrivate);
  for (let start = 0; start < shared.length; start += BATCH) {
    const batch = shared.slice(start, start + BATCH);
    const linked = await linkCalls(db, organizationId, directory, batch, now());
    directory = linked.directory;
    const saved = await saveCalls(
      db,
      organizationId,
      batch.map((call, at) => ({ call, ...(linked.links[at] ?? { parties: [], accountIds: [] }) })),
      now(),
    );
    for (const [at, outcome] of saved.entries()) {
      if (outcome !== 'unchanged') counts[outcome] += 1;
      const call = batch[at];
      if (call && outcome === 'changed') changed.add(call.id);
    }
  }
  const nextTryAt = new Date(now().getTime() + UNREADABLE_RETRY_MS);
  await noteSeen(db, organizationId, page.unreadable, { reason: 'unreadable', nextTryAt }, now());
  return { ...counts, directory };
}
