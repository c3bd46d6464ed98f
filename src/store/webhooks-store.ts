import { and, eq, lt } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { webhookDeliveries } from './schema.ts';

/** Signatures expire within minutes, so older deliveries cannot come again. */
const KEPT_MS = 2 * 86_400_000;

/** Notes a delivery. Answers false for a repeated delivery. */
export async function noteDelivery(
  db: Db,
  organizationId: OrganizationId,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const old = new Date(now.getTime() - KEPT_MS);
  await db
    .delete(webhookDeliveries)
    .where(and(eq(webhookDeliveries.organizationId, organizationId), lt(webhookDeliveries.receivedAt, old)));
  const rows = await db
    .insert(webhookDeliveries)
    .values({ organizationId, tokenHash, receivedAt: now })
    .onConflictDoNothing()
    .returning({ tokenHash: webhookDeliveries.tokenHash });
  return rows.length > 0;
}
