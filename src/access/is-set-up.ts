import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';

/** A server without an organization waits to be set up. */
export const isSetUp = async ({ db }: { db: Db }): Promise<boolean> => (await listOrganizations(db)).length > 0;
