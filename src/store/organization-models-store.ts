import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { organizationModels } from './schema.ts';
import type { Secrets } from './secrets.ts';

/** The model that an organization's admin named. Whoever needs the key opens it with `readModelWithKey`. */
export type OrganizationModel = {
  name: string;
  /** Null is the endpoint of the openai package. */
  baseUrl: string | null;
  hasKey: boolean;
  /** Null is the server's setting. */
  contextTokens: number | null;
  version: number;
  changedAt: Date;
  changedBy: string | null;
};

export const readOrganizationModel = async (
  db: Db,
  organizationId: OrganizationId,
): Promise<OrganizationModel | null> => toModel((await modelOfOrganization(db, organizationId))[0]);

/** The same, in a transaction that keeps others from changing it meanwhile. */
export const lockOrganizationModel = async (
  tx: Db,
  organizationId: OrganizationId,
): Promise<OrganizationModel | null> => toModel((await modelOfOrganization(tx, organizationId).for('update'))[0]);

/**
 * The model with what opens its key, read at once: a key belongs to the endpoint that it was typed for. `openKey`
 * throws AppError `invalid_settings` for a key sealed under another secret.
 */
export async function readModelWithKey(
  db: Db,
  secrets: Secrets,
  organizationId: OrganizationId,
): Promise<(OrganizationModel & { openKey: () => Promise<string | null> }) | null> {
  const [row] = await modelOfOrganization(db, organizationId);
  const model = toModel(row);
  const sealed = row?.sealedKey ?? null;
  const openKey = async () => (sealed === null ? null : z.string().parse(await secrets.unseal(sealed)));
  return model && { ...model, openKey };
}

const modelOfOrganization = (db: Db, organizationId: OrganizationId) =>
  db.select().from(organizationModels).where(eq(organizationModels.organizationId, organizationId));

function toModel(row: typeof organizationModels.$inferSelect | undefined): OrganizationModel | null {
  if (!row) return null;
  const { organizationId: _, sealedKey, ...model } = row;
  return { ...model, hasKey: sealedKey !== null };
}

/** @param key undefined keeps the key there is. */
export async function saveOrganizationModel(
  db: Db,
  secrets: Secrets,
  organizationId: OrganizationId,
  { key, ...model }: Omit<OrganizationModel, 'hasKey' | 'version'> & { key: string | null | undefined },
): Promise<void> {
  const sealed = key === undefined ? {} : { sealedKey: key === null ? null : await secrets.seal(key) };
  const values = { ...model, ...sealed, organizationId };
  await db
    .insert(organizationModels)
    .values(values)
    .onConflictDoUpdate({
      target: organizationModels.organizationId,
      set: { ...values, version: sql`${organizationModels.version} + 1` },
    });
}

/** Whether there was one. */
export async function deleteOrganizationModel(db: Db, organizationId: OrganizationId): Promise<boolean> {
  const gone = await db
    .delete(organizationModels)
    .where(eq(organizationModels.organizationId, organizationId))
    .returning({ id: organizationModels.organizationId });
  return gone.length > 0;
}
