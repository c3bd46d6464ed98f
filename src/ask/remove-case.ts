import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { deleteEvalCase } from '../store/eval-cases-store.ts';
import type { Viewer } from '../viewer.ts';

/** Removes a case of the organization. @throws AppError `forbidden`, `not_found`. */
export async function removeCase(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  caseId: string,
): Promise<void> {
  checkAdmin(viewer);
  await db.transaction(async (tx) => {
    if (!(await deleteEvalCase(tx, viewer.organizationId, caseId)))
      throw new AppError('not_found', 'There is no such case.');
    await recordAudit(tx, viewer, { action: 'case.removed', subject: caseId }, now());
  });
}
