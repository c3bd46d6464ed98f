import { eq, lt } from 'drizzle-orm';
import type { Db } from './db.ts';
import { verifications } from './schema.ts';

/** What whoever has a secret may do once: `identifier` says what, `value` the particulars. */
export type Verification = { id: string; identifier: string; value: string; expiresAt: Date };

/** Keeps the first of several with one id, and sweeps away those that ended before `now`. */
export async function saveVerification(db: Db, row: Verification, now: Date): Promise<void> {
  await db.delete(verifications).where(lt(verifications.expiresAt, now));
  await db
    .insert(verifications)
    .values({ ...row, createdAt: now, updatedAt: now })
    .onConflictDoNothing();
}

export async function readVerification(db: Db, id: string): Promise<Verification | null> {
  const [row] = await db.select().from(verifications).where(eq(verifications.id, id));
  return row ?? null;
}

export async function dropVerifications(db: Db, identifier: string): Promise<void> {
  await db.delete(verifications).where(eq(verifications.identifier, identifier));
}

/** Takes it out of the store: of several at once, one gets it and the others null. */
export async function takeVerification(db: Db, id: string): Promise<Verification | null> {
  const [row] = await db.delete(verifications).where(eq(verifications.id, id)).returning();
  return row ?? null;
}
