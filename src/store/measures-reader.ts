import { and, count, eq, gt, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { RUN_STATES } from '../sync-run.ts';
import { type Db, rowsOf } from './db.ts';
import { EMPTY_LEDGER, freeSlots, leftOfDay } from './quota-ledger.ts';
import { calls, gongConnections, gongQuotas, removedCalls, syncRuns } from './schema.ts';

// An operator's measures of the whole store, over all organizations: counts and sizes, never content.

const DAY_MS = 86_400_000;

/** Reads with a time limit in the database itself, so that a slow read ends when nobody waits for it any more. */
export const readWithin = <T>(db: Db, limitMs: number, read: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('statement_timeout', ${String(limitMs)}, true)`);
    return read(tx);
  });

/** Runs by state: open runs, and runs that ended in the 24 hours before `now`. States without runs count 0. */
export async function countRunsByState(db: Db, now: Date): Promise<Record<string, number>> {
  const dayBefore = new Date(now.getTime() - DAY_MS);
  const rows = await db
    .select({ state: syncRuns.state, runs: count() })
    .from(syncRuns)
    .where(or(notInArray(syncRuns.state, ['done', 'failed', 'cancelled']), gt(syncRuns.finishedAt, dayBefore)))
    .groupBy(syncRuns.state);
  const none = RUN_STATES.map((state) => [state, 0] as const);
  return Object.fromEntries([...none, ...rows.map(({ state, runs }) => [state, runs] as const)]);
}

/** Calls whose latest revision the live index lacks. */
export const countCallsToIndex = (db: Db): Promise<number> => db.$count(calls, sql`revision > indexed_revision`);

/** Calls that left the store but not yet search. */
export const countCallsToRemove = (db: Db): Promise<number> => db.$count(removedCalls);

export const countTranscriptsDue = (db: Db, now: Date): Promise<number> =>
  db.$count(
    calls,
    and(
      eq(calls.transcriptState, 'pending'),
      or(isNull(calls.transcriptNextTryAt), lte(calls.transcriptNextTryAt, now)),
    ),
  );

/**
 * Requests left of Gong's limits: of the day for the organization with the fewest, and of this second over all
 * organizations.
 */
export async function readGongLeft(db: Db, now: Date): Promise<{ leastLeftOfDay: number | null; freeSlots: number }> {
  const rows = await db
    .select({
      ledger: gongQuotas.ledger,
      perSecond: gongConnections.requestsPerSecond,
      perDay: gongConnections.requestsPerDay,
      storeNowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.mapWith(Number),
    })
    .from(gongConnections)
    .leftJoin(gongQuotas, eq(gongQuotas.organizationId, gongConnections.organizationId));
  const left = rows.map(({ ledger, storeNowMs, ...limits }) => ({
    ofDay: leftOfDay(ledger ?? EMPTY_LEDGER, limits, now.getTime()),
    slots: freeSlots(ledger ?? EMPTY_LEDGER, limits, { nowMs: now.getTime(), storeNowMs }),
  }));
  return {
    leastLeftOfDay: left.length > 0 ? Math.min(...left.map(({ ofDay }) => ofDay)) : null,
    freeSlots: left.reduce((all, { slots }) => all + slots, 0),
  };
}

export async function readStoreBytes(db: Db): Promise<number> {
  const [row] = rowsOf(
    z.object({ bytes: z.coerce.number() }),
    await db.execute(sql`select pg_database_size(current_database()) as bytes`),
  );
  if (!row) throw new Error('the store told no size');
  return row.bytes;
}
