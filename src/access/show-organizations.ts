import type { Organization } from '../organization.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';

/** All organizations, oldest first. For operators. */
export const showOrganizations = ({ db }: { db: Db }): Promise<Organization[]> => listOrganizations(db);
