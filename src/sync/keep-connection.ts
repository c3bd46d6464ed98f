import { AppError } from '../errors.ts';
import { DEFAULT_QUOTA_LIMITS } from '../quota.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { type GongConnection, readGongConnection, saveGongConnection } from '../store/gong-connections-store.ts';
import { type Credentials, isHostByOperator } from '../store/gong-credentials-store.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Viewer } from '../viewer.ts';
import { type GongOpener, toAuthorization } from './gong-opener.ts';

export type KeepConnectionDeps = { db: Db; secrets: Secrets; opener: GongOpener; now: () => Date };

/**
 * Tries credentials on their host and keeps both, the credentials sealed. A limit not given stays as before.
 * @throws AppError the client's for a refused key, a wrong host or a missing scope; nothing is kept then.
 */
export async function keepConnection(
  { db, secrets, opener, now }: KeepConnectionDeps,
  viewer: Viewer,
  wish: { baseUrl: string; scopes: string[] | null; limits?: Partial<GongConnection['limits']> },
  credentials: Credentials,
  signal: AbortSignal,
): Promise<GongConnection> {
  const { organizationId, email: connectedBy } = viewer;
  const { baseUrl } = wish;
  const before = await readGongConnection(db, organizationId);
  const limits = { ...DEFAULT_QUOTA_LIMITS, ...before?.limits, ...wish.limits };
  const host = { organizationId, baseUrl, limits, isByOperator: isHostByOperator(credentials) };
  const { gong } = opener.clientWith(host, 'fresh', async () => toAuthorization(credentials));
  await gong.fetchWorkspaces(signal);
  await db.transaction(async (tx) => {
    const facts = { ...wish, organizationId, connectedBy, connectedAt: now(), limits };
    await saveGongConnection(tx, secrets, facts, credentials);
    const details = { kind: credentials.kind, baseUrl, ...limits };
    await recordAudit(tx, viewer, { action: 'gong.connected', details }, now());
  });
  const saved = await readGongConnection(db, organizationId);
  if (!saved) throw new AppError('not_connected', 'Gong was disconnected in the same moment.');
  return saved;
}
