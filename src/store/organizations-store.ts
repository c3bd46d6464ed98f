import { eq } from 'drizzle-orm';
import type { AccessPolicy } from '../access-policy.ts';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Organization } from '../organization.ts';
import type { Db } from './db.ts';
import { organizations } from './schema.ts';

/** @throws AppError `not_found`. */
export async function readOrganization(db: Db, id: string): Promise<Organization> {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
  if (!row) throw new AppError('not_found', `There is no organization ${id}.`);
  return toOrganization(row);
}

export async function listOrganizations(db: Db): Promise<Organization[]> {
  return (await db.select().from(organizations).orderBy(organizations.createdAt)).map(toOrganization);
}

/** Changes the members given and leaves all others. @throws AppError `not_found`. */
export async function updateOrganization(
  db: Db,
  id: OrganizationId,
  changes: Partial<Omit<Organization, 'id'>>,
): Promise<Organization> {
  if (Object.keys(changes).length > 0) await db.update(organizations).set(changes).where(eq(organizations.id, id));
  return readOrganization(db, id);
}

/** Who may read which calls. @throws AppError `not_found`. */
export async function readAccessPolicy(db: Db, id: OrganizationId): Promise<AccessPolicy> {
  const [row] = await db.select({ access: organizations.access }).from(organizations).where(eq(organizations.id, id));
  if (!row) throw new AppError('not_found', `There is no organization ${id}.`);
  return row.access;
}

export async function saveAccessPolicy(db: Db, id: OrganizationId, access: AccessPolicy): Promise<void> {
  await db.update(organizations).set({ access }).where(eq(organizations.id, id));
}

const toOrganization = (row: typeof organizations.$inferSelect): Organization => ({
  id: toOrganizationId(row.id),
  name: row.name,
  domains: row.domains,
  timeZone: row.timeZone,
  fiscalYearStartMonth: row.fiscalYearStartMonth,
  dataSyncEnabled: row.dataSyncEnabled,
  exclusions: row.exclusions,
  retentionMonths: row.retentionMonths,
});
