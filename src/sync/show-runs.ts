import { checkAdmin } from '../access/check-admin.ts';
import type { Db } from '../store/db.ts';
import { listSyncRuns } from '../store/sync-runs-store.ts';
import type { SyncRun } from '../sync-run.ts';
import type { Viewer } from '../viewer.ts';

const MOST_RUNS = 50;

/** The latest sync runs, newest first. @throws AppError `forbidden`. */
export async function showRuns({ db }: { db: Db }, viewer: Viewer): Promise<SyncRun[]> {
  checkAdmin(viewer);
  return listSyncRuns(db, viewer.organizationId, MOST_RUNS);
}
