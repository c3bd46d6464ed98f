import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OrganizationId } from '../call.ts';
import type { Quota, QuotaLimits } from '../quota.ts';
import { type Db, rowsOf } from './db.ts';
import { EMPTY_LEDGER, type QuotaLedger, reachedGong, takeFromLedger, usedToday } from './quota-ledger.ts';
import { gongQuotas } from './schema.ts';

/**
 * The organization's ledger of requests. Each change locks the ledger's row, so that processes on one database take
 * turns.
 */
export function openGongQuota(db: Db, organizationId: OrganizationId, limits: QuotaLimits, now: () => Date): Quota {
  const change = <T>(decide: (ledger: QuotaLedger, storeNowMs: number) => { ledger: QuotaLedger; result: T }) =>
    db.transaction(async (tx) => {
      const row = (await lockRow(tx)) ?? (await addRow(tx)) ?? { ledger: EMPTY_LEDGER, nowMs: 0 };
      const { ledger, result } = decide(row.ledger, row.nowMs);
      if (ledger !== row.ledger)
        await tx.update(gongQuotas).set({ ledger }).where(eq(gongQuotas.organizationId, organizationId));
      return result;
    });

  async function lockRow(tx: Db): Promise<{ ledger: QuotaLedger; nowMs: number } | null> {
    const [row] = await tx
      .select({
        ledger: gongQuotas.ledger,
        nowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.mapWith(Number),
      })
      .from(gongQuotas)
      .where(eq(gongQuotas.organizationId, organizationId))
      .for('update');
    // The clock may have been read before another process released the row, so it is read again.
    return row ? { ...row, nowMs: Math.max(row.nowMs, await storeNowMs(tx)) } : null;
  }

  async function addRow(tx: Db) {
    await tx.insert(gongQuotas).values({ organizationId, ledger: EMPTY_LEDGER }).onConflictDoNothing();
    return lockRow(tx);
  }

  return {
    take: (quotaClass) =>
      change((ledger, storeNowMs) => {
        const taken = takeFromLedger(ledger, limits, quotaClass, { nowMs: now().getTime(), storeNowMs });
        return { ledger: taken.ledger, result: taken.decision };
      }),
    reached: (taken) =>
      change((ledger, storeNowMs) => ({ ledger: reachedGong(ledger, taken, storeNowMs), result: undefined })),
    holdUntil: (moment) =>
      change((ledger) => ({
        ledger: { ...ledger, notBeforeMs: Math.max(ledger.notBeforeMs ?? 0, moment.getTime()) },
        result: undefined,
      })),
  };
}

async function storeNowMs(db: Db): Promise<number> {
  const [row] = rowsOf(
    z.object({ ms: z.coerce.number() }),
    await db.execute(sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`),
  );
  if (!row) throw new Error('the store told no time');
  return row.ms;
}

/** Requests of the last 24 hours, and Gong's wish to wait until a moment, if any. */
export async function readQuotaUse(
  db: Db,
  organizationId: OrganizationId,
  now: Date,
): Promise<{ usedToday: number; notBefore: Date | null }> {
  const [row] = await db.select().from(gongQuotas).where(eq(gongQuotas.organizationId, organizationId));
  const ledger = row?.ledger ?? EMPTY_LEDGER;
  const isHeld = ledger.notBeforeMs !== null && ledger.notBeforeMs > now.getTime();
  return {
    usedToday: usedToday(ledger, now.getTime()),
    notBefore: isHeld && ledger.notBeforeMs !== null ? new Date(ledger.notBeforeMs) : null,
  };
}
