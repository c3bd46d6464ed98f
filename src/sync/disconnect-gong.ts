import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { bringUpSearch, isInSearchSchema } from '../search/bring-up-search.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { eraseSynced } from '../store/erase-synced.ts';
import { deleteGongConnection } from '../store/gong-connections-store.ts';
import { updateOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { SyncRunner } from './sync-runner.ts';

type Deps = { db: Db; syncRunner: Pick<SyncRunner, 'putDown'>; indexer: CallsIndexer; now: () => Date; log: Log };

/** How many calls went; `isInSearch` is false where search is away and drops them later. */
export const disconnectedSchema = z.object({ callsDeleted: z.number(), isInSearch: isInSearchSchema });
export type Disconnected = z.infer<typeof disconnectedSchema>;

/**
 * Forgets the connection and its credentials, and turns data sync off. `erases` also removes everything synced: calls,
 * transcripts, people, accounts proposed by calls, and the answers quoting them.
 * @throws AppError `forbidden`, `not_connected`.
 */
export async function disconnectGong(
  deps: Deps,
  viewer: Viewer,
  { erases }: { erases: boolean },
): Promise<Disconnected> {
  checkAdmin(viewer);
  const { db, syncRunner, now } = deps;
  const { organizationId } = viewer;
  await syncRunner.putDown(organizationId);
  const callsDeleted = await db.transaction(async (tx) => {
    await updateOrganization(tx, organizationId, { dataSyncEnabled: false });
    if (!(await deleteGongConnection(tx, organizationId)))
      throw new AppError('not_connected', 'This organization is not connected to Gong.');
    const deleted = erases ? await eraseSynced(tx, organizationId, now()) : 0;
    const details = { erases, callsDeleted: deleted };
    await recordAudit(tx, viewer, { action: 'gong.disconnected', details }, now());
    return deleted;
  });
  return { callsDeleted, isInSearch: await bringUpSearch(deps, organizationId) };
}
