import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { gongConnections } from './schema.ts';
import type { Secrets } from './secrets.ts';

const tokensSchema = z.object({
  kind: z.literal('oauth'),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.string(),
});
/** The first version sealed access keys without their kind. */
const accessKeySchema = z.object({
  kind: z.literal('access_key').default('access_key'),
  accessKey: z.string(),
  accessKeySecret: z.string(),
  /** The operator named the host; older rows do not tell, and are taken as an admin's. */
  isByOperator: z.boolean().optional(),
});
const credentialsSchema = z.union([tokensSchema, accessKeySchema]);

export type KeptTokens = z.infer<typeof tokensSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;

/** Whether the operator vouches for the host: named at the command line, or by Gong to the operator's own app. */
export const isHostByOperator = (credentials: Credentials): boolean =>
  credentials.kind === 'oauth' || credentials.isByOperator === true;

/** The opened credentials and their version. Null without a connection. */
export async function readCredentials(
  db: Db,
  secrets: Secrets,
  organizationId: OrganizationId,
): Promise<{ credentials: Credentials; version: number } | null> {
  const [row] = await db.select().from(gongConnections).where(eq(gongConnections.organizationId, organizationId));
  if (!row) return null;
  const credentials = credentialsSchema.parse(await secrets.unseal(row.sealedCredentials));
  return { credentials, version: row.credentialsVersion };
}

/**
 * Makes the caller the only process that may spend the refresh token of this version. False when another process holds
 * the lease, or the tokens were renewed meanwhile. The lease expires, in case its holder dies.
 */
export async function leaseRefresh(
  db: Db,
  organizationId: OrganizationId,
  version: number,
  leaseSeconds: number,
): Promise<boolean> {
  const taken = await db
    .update(gongConnections)
    .set({ refreshLeaseUntil: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})` })
    .where(
      and(
        eq(gongConnections.organizationId, organizationId),
        eq(gongConnections.credentialsVersion, version),
        or(isNull(gongConnections.refreshLeaseUntil), sql`${gongConnections.refreshLeaseUntil} < clock_timestamp()`),
      ),
    )
    .returning({ id: gongConnections.organizationId });
  return taken.length > 0;
}

/** Replaces the tokens of `version` by renewed tokens, and ends the lease. */
export async function saveRefreshedTokens(
  db: Db,
  secrets: Secrets,
  organizationId: OrganizationId,
  version: number,
  renewed: { tokens: KeptTokens; scopes: string[] | null; baseUrl: string | null },
): Promise<void> {
  await db
    .update(gongConnections)
    .set({
      sealedCredentials: await secrets.seal(renewed.tokens),
      credentialsVersion: version + 1,
      refreshLeaseUntil: null,
      ...(renewed.scopes && { scopes: renewed.scopes }),
      ...(renewed.baseUrl && { baseUrl: renewed.baseUrl }),
    })
    .where(and(eq(gongConnections.organizationId, organizationId), eq(gongConnections.credentialsVersion, version)));
}

export async function endRefreshLease(db: Db, organizationId: OrganizationId): Promise<void> {
  await db
    .update(gongConnections)
    .set({ refreshLeaseUntil: null })
    .where(eq(gongConnections.organizationId, organizationId));
}
