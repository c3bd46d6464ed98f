import { eq } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { gongConnections } from './schema.ts';
import type { Secrets } from './secrets.ts';

export type GongConnection = {
  organizationId: OrganizationId;
  baseUrl: string;
  connectedAt: Date;
  connectedBy: string | null;
  lastError: string | null;
};

export type AccessKey = { accessKey: string; accessKeySecret: string };

export async function saveGongConnection(
  db: Db,
  secrets: Secrets,
  connection: Omit<GongConnection, 'lastError'>,
  accessKey: AccessKey,
): Promise<void> {
  const values = { ...connection, lastError: null, sealedCredentials: await secrets.seal(accessKey) };
  await db
    .insert(gongConnections)
    .values(values)
    .onConflictDoUpdate({ target: gongConnections.organizationId, set: values });
}

export async function readGongConnection(db: Db, organizationId: OrganizationId): Promise<GongConnection | null> {
  const [row] = await db.select().from(gongConnections).where(eq(gongConnections.organizationId, organizationId));
  if (!row) return null;
  const { sealedCredentials: _, ...connection } = row;
  return { ...connection, organizationId };
}

/** Null where there is no connection. */
export async function readAccessKey(
  db: Db,
  secrets: Secrets,
  organizationId: OrganizationId,
): Promise<AccessKey | null> {
  const [row] = await db.select().from(gongConnections).where(eq(gongConnections.organizationId, organizationId));
  // Only saveGongConnection writes what is unsealed here.
  return row ? ((await secrets.unseal(row.sealedCredentials)) as AccessKey) : null;
}

export async function saveConnectionError(
  db: Db,
  organizationId: OrganizationId,
  lastError: string | null,
): Promise<void> {
  await db.update(gongConnections).set({ lastError }).where(eq(gongConnections.organizationId, organizationId));
}
