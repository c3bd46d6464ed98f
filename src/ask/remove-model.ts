import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { deleteOrganizationModel } from '../store/organization-models-store.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Forgets the organization's model and its key: answers quote the calls again.
 * @throws AppError `forbidden`, `not_found` where no admin has named one.
 */
export async function removeModel({ db, now }: { db: Db; now: () => Date }, viewer: Viewer): Promise<void> {
  checkAdmin(viewer);
  await db.transaction(async (tx) => {
    if (!(await deleteOrganizationModel(tx, viewer.organizationId)))
      throw new AppError('not_found', 'No model is set here.');
    await recordAudit(tx, viewer, { action: 'model.removed' }, now());
  });
}
