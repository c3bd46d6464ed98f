import { checkAdmin } from '../access/check-admin.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { SyncRun } from '../sync-run.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import type { SyncRunner } from './sync-runner.ts';

export type StartDeps = { db: Db; syncRunner: Pick<SyncRunner, 'start'>; now: () => Date };

/**
 * Starts a run for the given range, or for new calls without a range. Any working process takes up the run.
 * @throws AppError `forbidden`, `sync_off`, `not_connected`, `gong_reconnect_needed`, `invalid_input`.
 */
export async function startSync(
  { db, syncRunner, now }: StartDeps,
  viewer: Viewer,
  range: Partial<TimeWindow>,
): Promise<SyncRun> {
  checkAdmin(viewer);
  const run = await syncRunner.start(viewer.organizationId, range);
  const { kind, window } = run;
  const details = { kind, from: window.from.toISOString(), to: window.to.toISOString() };
  await recordAudit(db, viewer, { action: 'sync.started', subject: run.id, details }, now());
  return run;
}
