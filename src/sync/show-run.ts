import { checkAdmin } from '../access/check-admin.ts';
import type { SyncRun } from '../sync-run.ts';
import type { Viewer } from '../viewer.ts';
import type { SyncRunner } from './sync-runner.ts';

/** @throws AppError `forbidden`, `not_found`. */
export async function showRun(
  { syncRunner }: { syncRunner: Pick<SyncRunner, 'run'> },
  viewer: Viewer,
  runId: string,
): Promise<SyncRun> {
  checkAdmin(viewer);
  return syncRunner.run(viewer.organizationId, runId);
}
