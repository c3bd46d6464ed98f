import { checkAdmin } from '../access/check-admin.ts';
import type { Rules } from '../exclusions.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';

/** The rules for leaving calls out. @throws AppError `forbidden`. */
export async function showRules({ db }: { db: Db }, viewer: Viewer): Promise<Rules> {
  checkAdmin(viewer);
  const { exclusions, retentionMonths } = await readOrganization(db, viewer.organizationId);
  return { exclusions, retentionMonths };
}
