import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Db } from './db.ts';
import { syncRuns, syncWindows } from './schema.ts';

/** What a run did, in calls; `requests` are those sent to Gong. */
export type SyncCounts = {
  asked: number;
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
  pending: number;
  failed: number;
  requests: number;
};

export type SyncRun = SyncCounts & {
  id: string;
  organizationId: OrganizationId;
  state: 'queued' | 'running' | 'done' | 'failed';
  window: TimeWindow;
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
};

/** Plans a run: it is worked through window by window, in the order given. */
export async function createSyncRun(
  db: Db,
  organizationId: OrganizationId,
  window: TimeWindow,
  windows: readonly TimeWindow[],
  now: Date,
): Promise<SyncRun> {
  const id = newId('run');
  await db.transaction(async (tx) => {
    await tx
      .insert(syncRuns)
      .values({ id, organizationId, state: 'queued', fromAt: window.from, toAt: window.to, createdAt: now });
    const rows = windows.map(({ from, to }, position) => ({ runId: id, position, fromAt: from, toAt: to }));
    if (rows.length > 0) await tx.insert(syncWindows).values(rows);
  });
  const run = await readSyncRun(db, id);
  if (!run) throw new Error(`sync run ${id} vanished`);
  return run;
}

export async function readSyncRun(db: Db, id: string): Promise<SyncRun | null> {
  const [row] = await db.select().from(syncRuns).where(eq(syncRuns.id, id));
  return row ? toRun(row) : null;
}

/** Newest first. */
export async function listSyncRuns(db: Db, organizationId: OrganizationId, limit: number): Promise<SyncRun[]> {
  const rows = await db
    .select()
    .from(syncRuns)
    .where(eq(syncRuns.organizationId, organizationId))
    .orderBy(desc(syncRuns.createdAt))
    .limit(limit);
  return rows.map(toRun);
}

/** Runs that were planned or cut off, oldest first. */
export async function listUnfinishedRuns(db: Db): Promise<SyncRun[]> {
  const rows = await db
    .select()
    .from(syncRuns)
    .where(inArray(syncRuns.state, ['queued', 'running']))
    .orderBy(asc(syncRuns.createdAt));
  return rows.map(toRun);
}

export async function startSyncRun(db: Db, id: string): Promise<void> {
  await db.update(syncRuns).set({ state: 'running' }).where(eq(syncRuns.id, id));
}

/** Adds to the run's counts. */
export async function countInRun(db: Db, id: string, more: Partial<SyncCounts>): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(more)
      .filter(([, value]) => value !== 0)
      .map(([name, value]) => [name, sql`${syncRuns[name as keyof SyncCounts]} + ${value}`]),
  );
  if (Object.keys(set).length > 0) await db.update(syncRuns).set(set).where(eq(syncRuns.id, id));
}

export async function finishSyncRun(
  db: Db,
  id: string,
  end: { state: 'done' | 'failed'; error: string | null; pending: number; now: Date },
): Promise<void> {
  const { now: finishedAt, ...rest } = end;
  await db
    .update(syncRuns)
    .set({ ...rest, finishedAt })
    .where(eq(syncRuns.id, id));
}

export async function listOpenWindows(db: Db, runId: string): Promise<(TimeWindow & { position: number })[]> {
  const rows = await db
    .select()
    .from(syncWindows)
    .where(and(eq(syncWindows.runId, runId), eq(syncWindows.isDone, false)))
    .orderBy(asc(syncWindows.position));
  return rows.map((row) => ({ position: row.position, from: row.fromAt, to: row.toAt }));
}

export async function finishWindow(db: Db, runId: string, position: number): Promise<void> {
  await db
    .update(syncWindows)
    .set({ isDone: true })
    .where(and(eq(syncWindows.runId, runId), eq(syncWindows.position, position)));
}

const toRun = ({ fromAt, toAt, organizationId, ...row }: typeof syncRuns.$inferSelect): SyncRun => ({
  ...row,
  organizationId: toOrganizationId(organizationId),
  window: { from: fromAt, to: toAt },
});
