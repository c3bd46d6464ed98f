import { checkAdmin } from '../access/check-admin.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { RunStep, SyncRun } from '../sync-run.ts';
import type { Viewer } from '../viewer.ts';
import type { SyncRunner } from './sync-runner.ts';

/**
 * Pauses, resumes or cancels a run.
 * @throws AppError `forbidden`, `not_found`, `conflict` if the run's state does not allow the step.
 */
export async function steerRun(
  { db, syncRunner, now }: { db: Db; syncRunner: Pick<SyncRunner, RunStep>; now: () => Date },
  viewer: Viewer,
  { runId, step }: { runId: string; step: RunStep },
): Promise<SyncRun> {
  checkAdmin(viewer);
  const run = await syncRunner[step](viewer.organizationId, runId);
  await recordAudit(db, viewer, { action: 'sync.steered', subject: runId, details: { step } }, now());
  return run;
}
