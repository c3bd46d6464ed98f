import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { CallId, OrganizationId } from '../call.ts';
import { type ProposedClaim, proposedClaimSchema } from '../citation.ts';
import type { Db } from './db.ts';
import { callReadings } from './schema.ts';

/** A model's earlier proposal for the same prompt on a call; null without a proposal, or an unreadable one. */
export async function readCallReading(
  db: Db,
  organizationId: OrganizationId,
  callId: CallId,
  key: string,
): Promise<ProposedClaim[] | null> {
  const [row] = await db
    .select({ claims: callReadings.claims })
    .from(callReadings)
    .where(
      and(eq(callReadings.organizationId, organizationId), eq(callReadings.callId, callId), eq(callReadings.key, key)),
    );
  return z.array(proposedClaimSchema).safeParse(row?.claims).data ?? null;
}

export async function saveCallReading(
  db: Db,
  organizationId: OrganizationId,
  { claims, createdAt, ...of }: { callId: CallId; key: string; claims: ProposedClaim[]; createdAt: Date },
): Promise<void> {
  await db
    .insert(callReadings)
    .values({ organizationId, ...of, claims, createdAt })
    .onConflictDoUpdate({
      target: [callReadings.organizationId, callReadings.callId, callReadings.key],
      set: { claims, createdAt },
    });
}
