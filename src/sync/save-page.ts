import type { Call, CallId } from '../call.ts';
import { linkCalls } from '../directory/link-calls.ts';
import type { Directory } from '../directory/link-parties.ts';
import { noteSeen, noteShown } from '../store/call-ledger-store.ts';
import { removeCalls, saveCalls } from '../store/calls-store.ts';
import type { SyncCounts } from '../sync-run.ts';
import { readKeepRules, whyLeftOut } from '../upkeep/leave-out.ts';
import { withoutErased } from '../upkeep/without-erased.ts';
import { settingAside } from './set-aside.ts';
import { type RunContext, writeInRun } from './sync-context.ts';

/** Calls per transaction: few enough that concurrent users of the store wait only briefly. */
const BATCH = 25;
const ASIDE_RETRY_MS = 3_600_000;

/** `failed` counts the calls set aside: the unreadable, and those that the store does not take. */
export type SavedPage = Pick<SyncCounts, 'added' | 'changed' | 'removed' | 'leftOut' | 'failed'> & {
  directory: Directory;
};

/**
 * Saves calls as Gong showed them, linked to people and accounts. Calls that are private, excluded by a rule, too old
 * or erased are left out, and stored copies go. Calls that cannot be read or stored are set aside, each for itself, to
 * be asked for again. Safe to repeat.
 */
export async function savePage(
  context: Pick<RunContext, 'db' | 'run' | 'now' | 'log' | 'changed'>,
  page: { calls: readonly Call[]; unreadable: readonly CallId[]; nameless?: number },
  given: Directory,
): Promise<SavedPage> {
  const { organizationId } = context.run;
  const at = context.now();
  const counts = {
    added: 0,
    changed: 0,
    removed: 0,
    leftOut: 0,
    failed: page.unreadable.length + (page.nameless ?? 0),
  };
  let directory = given;
  const rules = await readKeepRules(
    context.db,
    organizationId,
    page.calls.map(({ id }) => id),
  );
  const reasons = new Map(page.calls.map((call) => [call.id, whyLeftOut(rules, call, at)]));
  const nextTryAt = new Date(at.getTime() + ASIDE_RETRY_MS);
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
    const write = async (batch: readonly Call[]) => {
      const saved = await writeInRun(context, async (tx) => {
        const linked = await linkCalls(tx, organizationId, directory, batch, at);
        const calls = batch.map((call, n) => ({ call, ...(linked.links[n] ?? { parties: [], accountIds: [] }) }));
        return { outcomes: await saveCalls(tx, organizationId, calls, at), directory: linked.directory };
      });
      // Only now: accounts proposed by a batch that failed are not there.
      directory = saved.directory;
      for (const [n, outcome] of saved.outcomes.entries()) {
        if (outcome !== 'unchanged') counts[outcome] += 1;
        const call = batch[n];
        if (call && outcome === 'changed') context.changed.add(call.id);
      }
    };
    const batch = shared.slice(start, start + BATCH);
    const failed = (await settingAside(context, batch, { write, idOf: ({ id }) => id })).map(({ id }) => id);
    counts.failed += failed.length;
    if (failed.length > 0)
      await writeInRun(context, (tx) => noteSeen(tx, organizationId, failed, { reason: 'not_stored', nextTryAt }, at));
  }
  return { ...counts, directory };
}
