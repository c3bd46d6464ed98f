import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import type { Log } from '../log.ts';
import { bringUpSearch, isInSearchSchema } from '../search/bring-up-search.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import { recordAudit } from '../store/audit-store.ts';
import { listHeld } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

type Deps = { db: Db; indexer: CallsIndexer; now: () => Date; log: Log };

/** `isInSearch` is false where search is away and drops the calls later. */
export const confirmedRemovalsSchema = z.object({ callsDeleted: z.number(), isInSearch: isInSearchSchema });
export type ConfirmedRemovals = z.infer<typeof confirmedRemovalsSchema>;

/**
 * The calls held back are really gone from Gong: they are removed.
 * @throws AppError `forbidden`.
 */
export async function confirmRemovals(deps: Deps, viewer: Viewer): Promise<ConfirmedRemovals> {
  checkAdmin(viewer);
  const { db, now } = deps;
  const { organizationId } = viewer;
  const became = { presence: 'gone', reason: 'deleted_in_gong' } as const;
  const callsDeleted = await db.transaction(async (tx) => {
    const held = await listHeld(tx, organizationId);
    const deleted = await removeCalls(tx, organizationId, held, became, now());
    await recordAudit(tx, viewer, { action: 'removals.confirmed', details: { callsDeleted: deleted } }, now());
    return deleted;
  });
  return { callsDeleted, isInSearch: await bringUpSearch(deps, organizationId) };
}
