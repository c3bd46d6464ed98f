import type { Call, CallId } from '../call.ts';
import { noteSeen, noteShown } from '../store/call-ledger-store.ts';
import { removeCalls, saveCalls } from '../store/calls-store.ts';
import type { SyncCounts } from '../store/sync-runs-store.ts';
import { withoutErased } from './erase.ts';
import { readKeepRules, whyLeftOut } from './leave-out.ts';
import { linkCalls } from './link-calls.ts';
import type { Directory } from './link-parties.ts';
import { type RunContext, writeInRun } from './sync-context.ts';

/** Calls in one transaction: few enough that others who use the store in between do not wait long. */
const BATCH = 25;
const UNREADABLE_RETRY_MS = 3_600_000;

export type SavedPage = Pick<SyncCounts, 'added' | 'changed' | 'removed' | 'leftOut'> & { directory: Directory };

/**
 * Saves calls as Gong showed them: stored and linked, or left out when they are private, excluded by a rule, too old or erased, in which case what was stored of them goes. Rows
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
  const rules = await readKeepRules(
    context.db,
    organizationId,
    page.calls.map(({ id }) => id),
  );
  const reasons = new Map(page.calls.map((call) => [call.id, whyLeftOut(rules, call, at)]));
  const nextTryAt = new Date(at.getTime() + UNREADABLE_RETRY_MS);
  counts.removed = await writeInRun(context, async (tx) => {
    await noteSeen(tx, organizationId, page.unreadable, { reason: 'unreadable', nextTryAt }, at);
    let removed = 0;
    for (const reason of new Set(reasons.values())) {
      if (!reason) continue;
      const hidden = page.calls.filter((call) => reasons.get(call.id) === reason);
      const became = { presence: 'left_out', reason } as const;
      removed += await removeCalls(
        tx,
        organizationId,
        hidden.map((call) => call.id),
        became,
        at,
      );
      await noteShown(tx, organizationId, hidden, became, at);
      counts.leftOut += hidden.length;
    }
    return removed;
  });
  const shared = page.calls
    .filter((call) => !reasons.get(call.id))
    .map((call) => withoutErased(call, rules.erasedPeople));
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
