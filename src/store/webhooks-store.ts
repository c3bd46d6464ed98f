import { and, eq, lt } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { webhookDeliveries } from './schema.ts';

/** Notes a delivery, and forgets those before `forgotten`. Answers false for a repeated delivery. */
export async function noteDelivery(
  db: Db,
  organizationId: OrganizationId,
  tokenHash: string,
  { at, forgotten }: { at: Date; forgotten: Date },
): Promise<boolean> {
  await db
    .delete(webhookDeliveries)
    .where(and(eq(webhookDeliveries.organizationId, organizationId), lt(webhookDeliveries.receivedAt, forgotten)));
  const rows = await db
    .insert(webhookDeliveries)
    .values({ organizationId, tokenHash, receivedAt: at })
    .onConflictDoNothing()
    .returning({ tokenHash: webhookDeliveries.tokenHash });
  return rows.length > 0;
}
