import { randomUUID } from 'node:crypto';
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { owedScrubs } from './schema.ts';

/** Files may still hold an organization's removed words. */
export type OwedScrub = { dueAt: Date; mark: string };

/** To be called in the transaction that removes. An earlier due time stands. */
export async function noteOwedScrub(db: Db, organizationId: OrganizationId, dueAt: Date): Promise<void> {
  await db
    .insert(owedScrubs)
    .values({ organizationId, dueAt, mark: randomUUID() })
    .onConflictDoUpdate({
      target: owedScrubs.organizationId,
      set: { dueAt: sql`least(${owedScrubs.dueAt}, excluded.due_at)`, mark: sql`excluded.mark` },
    });
}

export async function readOwedScrub(db: Db, organizationId: OrganizationId): Promise<OwedScrub | null> {
  const [row] = await db.select().from(owedScrubs).where(eq(owedScrubs.organizationId, organizationId));
  return row ?? null;
}

/** Organizations whose scrub is due, longest due first. */
export async function listDueScrubs(db: Db, now: Date): Promise<OrganizationId[]> {
  const rows = await db
    .select({ id: owedScrubs.organizationId })
    .from(owedScrubs)
    .where(lte(owedScrubs.dueAt, now))
    .orderBy(asc(owedScrubs.dueAt));
  return rows.map(({ id }) => toOrganizationId(id));
}

/** The scrub is done, unless something was removed since `mark` was read. */
export async function settleScrub(db: Db, organizationId: OrganizationId, mark: string): Promise<void> {
  await db.delete(owedScrubs).where(and(eq(owedScrubs.organizationId, organizationId), eq(owedScrubs.mark, mark)));
}

/** The scrub failed and is tried again at `dueAt`. */
export async function postponeScrub(db: Db, organizationId: OrganizationId, dueAt: Date): Promise<void> {
  await db.update(owedScrubs).set({ dueAt }).where(eq(owedScrubs.organizationId, organizationId));
}
