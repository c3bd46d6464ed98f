import { and, eq, sql } from 'drizzle-orm';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import type { ConnectionKind, ConnectionState } from '../gong-connection.ts';
import type { QuotaLimits } from '../quota.ts';
import { mergeWindows, type TimeWindow } from '../time-window.ts';
import type { Db } from './db.ts';
import type { Credentials } from './gong-credentials-store.ts';
import { gongAuthorizations, gongConnections } from './schema.ts';
import type { Secrets } from './secrets.ts';

export type GongConnection = {
  organizationId: OrganizationId;
  kind: ConnectionKind;
  state: ConnectionState;
  baseUrl: string;
  /** Granted by Gong; null for an access key, which may do everything. */
  scopes: string[] | null;
  connectedAt: Date;
  connectedBy: string | null;
  lastError: string | null;
  lastErrorAt: Date | null;
  limits: QuotaLimits;
  nextSyncAt: Date | null;
  nextWideReadAt: Date | null;
  usersReadAt: Date | null;
  rightsReadAt: Date | null;
  rightsTriedAt: Date | null;
  rightsError: string | null;
  syncedTo: Date | null;
  /** Gong's count of calls on the dates read, and the time of the count; null before the first nightly run. */
  gongTotal: number | null;
  countedAt: Date | null;
  /** The call dates already read, oldest first. */
  covered: TimeWindow[];
  /** Gong's public key for webhooks; null refuses webhooks. */
  webhookKey: string | null;
};

export type NewConnection = Pick<
  GongConnection,
  'organizationId' | 'baseUrl' | 'scopes' | 'connectedAt' | 'connectedBy' | 'limits'
>;

/** Saves a connection, or connects anew: the dates already read stay noted, and so do the day's requests. */
export async function saveGongConnection(
  db: Db,
  secrets: Secrets,
  connection: NewConnection,
  credentials: Credentials,
): Promise<void> {
  const { limits, ...facts } = connection;
  const values = {
    ...facts,
    requestsPerSecond: limits.perSecond,
    requestsPerDay: limits.perDay,
    kind: credentials.kind,
    state: 'connected' as const,
    lastError: null,
    lastErrorAt: null,
    refreshLeaseUntil: null,
    nextSyncAt: null,
    // Another company's Gong may answer from now on.
    rightsReadAt: null,
    rightsTriedAt: null,
    rightsError: null,
    sealedCredentials: await secrets.seal(credentials),
  };
  await db
    .insert(gongConnections)
    .values(values)
    .onConflictDoUpdate({
      target: gongConnections.organizationId,
      set: { ...values, credentialsVersion: sql`${gongConnections.credentialsVersion} + 1` },
    });
}

export async function readGongConnection(db: Db, organizationId: OrganizationId): Promise<GongConnection | null> {
  const [row] = await db.select().from(gongConnections).where(eq(gongConnections.organizationId, organizationId));
  return row ? toConnection(row) : null;
}

export async function listGongConnections(db: Db): Promise<GongConnection[]> {
  return (await db.select().from(gongConnections)).map(toConnection);
}

export async function updateGongConnection(
  db: Db,
  organizationId: OrganizationId,
  changes: Partial<
    Pick<
      GongConnection,
      | 'state'
      | 'webhookKey'
      | 'nextSyncAt'
      | 'nextWideReadAt'
      | 'usersReadAt'
      | 'rightsReadAt'
      | 'rightsTriedAt'
      | 'rightsError'
      | 'limits'
      | 'syncedTo'
      | 'gongTotal'
      | 'countedAt'
    >
  >,
): Promise<void> {
  const { limits, ...rest } = changes;
  const set = {
    ...rest,
    ...(limits && { requestsPerSecond: limits.perSecond, requestsPerDay: limits.perDay }),
  };
  if (Object.keys(set).length > 0)
    await db.update(gongConnections).set(set).where(eq(gongConnections.organizationId, organizationId));
}

/** The last run's error; null after a run without error. */
export async function saveConnectionError(
  db: Db,
  organizationId: OrganizationId,
  lastError: string | null,
  now: Date,
): Promise<void> {
  await db
    .update(gongConnections)
    .set({ lastError, lastErrorAt: lastError === null ? null : now })
    .where(eq(gongConnections.organizationId, organizationId));
}

/** Notes that these call dates were read. */
export async function saveCovered(db: Db, organizationId: OrganizationId, window: TimeWindow): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ covered: gongConnections.covered })
      .from(gongConnections)
      .where(eq(gongConnections.organizationId, organizationId))
      .for('update');
    if (!row) return;
    const covered = mergeWindows([...row.covered, window]);
    await tx.update(gongConnections).set({ covered }).where(eq(gongConnections.organizationId, organizationId));
  });
}

export async function deleteGongConnection(db: Db, organizationId: OrganizationId): Promise<boolean> {
  await db.delete(gongAuthorizations).where(eq(gongAuthorizations.organizationId, organizationId));
  const gone = await db
    .delete(gongConnections)
    .where(eq(gongConnections.organizationId, organizationId))
    .returning({ id: gongConnections.organizationId });
  return gone.length > 0;
}

function toConnection(row: typeof gongConnections.$inferSelect): GongConnection {
  const { sealedCredentials: _, credentialsVersion: __, refreshLeaseUntil: ___, ...connection } = row;
  const { requestsPerSecond, requestsPerDay, organizationId, ...rest } = connection;
  return {
    ...rest,
    organizationId: toOrganizationId(organizationId),
    limits: { perSecond: requestsPerSecond, perDay: requestsPerDay },
  };
}

/**
 * Notes, where users have changed, that calls are to be linked again. Answers whether that was owed before: then
 * whoever owed it was cut off, or is still at it. The mark is the newest one's.
 */
export async function noteRelinkOwed(
  tx: Db,
  organizationId: OrganizationId,
  { hasChanges, mark }: { hasChanges: boolean; mark: Date },
): Promise<boolean> {
  const ofOrganization = eq(gongConnections.organizationId, organizationId);
  const [before] = await tx
    .select({ owedAt: gongConnections.relinkOwedAt })
    .from(gongConnections)
    .where(ofOrganization)
    .for('update');
  const isOwed = before?.owedAt != null;
  if (hasChanges || isOwed) await tx.update(gongConnections).set({ relinkOwedAt: mark }).where(ofOrganization);
  return isOwed;
}

/** Nothing is owed any more, unless another has noted so since. */
export async function settleRelink(db: Db, organizationId: OrganizationId, mark: Date): Promise<void> {
  await db
    .update(gongConnections)
    .set({ relinkOwedAt: null })
    .where(and(eq(gongConnections.organizationId, organizationId), eq(gongConnections.relinkOwedAt, mark)));
}
