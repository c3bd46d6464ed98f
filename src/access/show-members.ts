import type { Db } from '../store/db.ts';
import { listMembers } from '../store/members-store.ts';
import type { OrganizationMember, Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';

/** All members, in the order of joining. @throws AppError `forbidden`. */
export async function showMembers({ db }: { db: Db }, viewer: Viewer): Promise<OrganizationMember[]> {
  checkAdmin(viewer);
  return listMembers(db, viewer.organizationId);
}
