import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import { newId } from '../ids.ts';
import type { RunKind, RunState, SyncCounts, SyncRun } from '../sync-run.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Db } from './db.ts';
import { syncRuns, syncWindows } from './schema.ts';

/** A window of a run. A window with `isCut` has the right size and is not cut again. */
export type RunWindow = TimeWindow & { position: number; isCut: boolean };

/** Plans a run; the windows are worked through newest first. */
export async function createSyncRun(
  db: Db,
  run: Pick<SyncRun, 'organizationId' | 'kind' | 'window' | 'asksAll'> & { windows: readonly TimeWindow[] },
  now: Date,
): Promise<SyncRun> {
  const id = newId('run');
  const { organizationId, kind, window, windows, asksAll } = run;
  await db.transaction(async (tx) => {
    await tx.insert(syncRuns).values({
      id,
      organizationId,
      kind,
      asksAll,
      state: 'queued',
      fromAt: window.from,
      toAt: window.to,
      createdAt: now,
    });
    await addWindows(tx, id, 0, windows, false);
  });
  const created = await readSyncRun(db, id);
  if (!created) throw new Error(`sync run ${id} vanished`);
  return created;
}

async function addWindows(db: Db, runId: string, first: number, windows: readonly TimeWindow[], isCut: boolean) {
  const rows = windows.map(({ from, to }, n) => ({ runId, position: first + n, fromAt: from, toAt: to, isCut }));
  for (let start = 0; start < rows.length; start += 1000)
    await db.insert(syncWindows).values(rows.slice(start, start + 1000));
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
    .orderBy(desc(syncRuns.createdAt), desc(syncRuns.id))
    .limit(limit);
  return rows.map(toRun);
}

/** Planned, interrupted and waiting runs, oldest first. Paused runs are left out. */
export async function listOpenRuns(
  db: Db,
  wanted: { organizationId?: OrganizationId; kinds?: readonly RunKind[] } = {},
): Promise<SyncRun[]> {
  const rows = await db
    .select()
    .from(syncRuns)
    .where(
      and(
        inArray(syncRuns.state, ['queued', 'running', 'waiting']),
        wanted.organizationId ? eq(syncRuns.organizationId, wanted.organizationId) : undefined,
        wanted.kinds ? inArray(syncRuns.kind, [...wanted.kinds]) : undefined,
      ),
    )
    .orderBy(asc(syncRuns.createdAt), asc(syncRuns.id));
  return rows.map(toRun);
}

/**
 * Marks the run as running; answers whether it may be worked on now. An admin may have paused or cancelled the run
 * meanwhile.
 */
export async function startSyncRun(db: Db, id: string, now: Date): Promise<boolean> {
  const started = await db
    .update(syncRuns)
    .set({
      state: 'running',
      retryAt: null,
      startedAt: sql`coalesce(${syncRuns.startedAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(and(eq(syncRuns.id, id), inArray(syncRuns.state, ['queued', 'running', 'waiting'])))
    .returning({ id: syncRuns.id });
  return started.length > 0;
}

/**
 * Sets the counts of this reading of a window, and adds to the run's other counts. A window read again after a crash
 * counts once: the run's sums are made of its windows. Answers whether work on the run may go on.
 */
export async function countInWindow(
  db: Db,
  runId: string,
  position: number,
  met: Pick<SyncCounts, 'asked' | 'gongTotal' | 'leftOut' | 'failed'>,
  more: Partial<SyncCounts>,
): Promise<boolean> {
  await db
    .update(syncWindows)
    .set(met)
    .where(and(eq(syncWindows.runId, runId), eq(syncWindows.position, position)));
  const isGoingOn = await countInRun(db, runId, more);
  await db.execute(sql`
    update ${syncRuns} set asked = w.asked, gong_total = w.gong_total, left_out = w.left_out, failed = w.failed,
      unchanged = greatest(0, w.asked - ${syncRuns.added} - ${syncRuns.changed} - w.left_out - w.failed)
    from (select sum(asked)::int as asked, sum(gong_total)::int as gong_total, sum(left_out)::int as left_out,
      sum(failed)::int as failed from ${syncWindows} where run_id = ${runId}) as w
    where id = ${runId}`);
  return isGoingOn;
}

/**
 * Whether the run may go on; if so, its state stays until the transaction ends. Pausing, cancelling or erasing the run
 * waits for the transaction, and afterwards nothing more is written for the run.
 */
export async function holdRun(tx: Db, id: string): Promise<boolean> {
  const [row] = await tx.select({ state: syncRuns.state }).from(syncRuns).where(eq(syncRuns.id, id)).for('share');
  return row?.state === 'running';
}

/** Adds to the run's counts; answers whether work on the run may go on. */
export async function countInRun(db: Db, id: string, more: Partial<SyncCounts>): Promise<boolean> {
  const set = Object.fromEntries(
    Object.entries(more)
      .filter(([, value]) => value !== 0)
      .map(([name, value]) => [name, sql`${syncRuns[name as keyof SyncCounts]} + ${value}`]),
  );
  const [row] =
    Object.keys(set).length > 0
      ? await db.update(syncRuns).set(set).where(eq(syncRuns.id, id)).returning({ state: syncRuns.state })
      : await db.select({ state: syncRuns.state }).from(syncRuns).where(eq(syncRuns.id, id));
  return row?.state === 'running';
}

/** Counts the run's failed calls anew: those of its windows, and `transcripts` that were set aside. */
export async function saveFailed(db: Db, runId: string, transcripts: number): Promise<void> {
  const ofWindows = sql`coalesce((select sum(failed)::int from ${syncWindows} where run_id = ${runId}), 0)`;
  await db
    .update(syncRuns)
    .set({ failed: sql`${ofWindows} + ${transcripts}` })
    .where(eq(syncRuns.id, runId));
}

export async function saveAsksAll(db: Db, id: string): Promise<void> {
  await db.update(syncRuns).set({ asksAll: true }).where(eq(syncRuns.id, id));
}

export async function saveExpected(db: Db, id: string, expected: number): Promise<void> {
  await db.update(syncRuns).set({ expected }).where(eq(syncRuns.id, id));
}

/** Moves a run from one of the states to another. False for a run in none of the states. */
export async function changeRunState(
  db: Db,
  id: string,
  from: readonly RunState[],
  to: {
    state: RunState;
    error?: string | null;
    retryAt?: Date | null;
    tries?: number;
    pending?: number;
    finishedAt?: Date;
  },
): Promise<boolean> {
  const changed = await db
    .update(syncRuns)
    .set(to)
    .where(and(eq(syncRuns.id, id), inArray(syncRuns.state, [...from])))
    .returning({ id: syncRuns.id });
  return changed.length > 0;
}

/** The windows still to be read, newest first. */
export async function listOpenWindows(db: Db, runId: string): Promise<RunWindow[]> {
  const rows = await db
    .select()
    .from(syncWindows)
    .where(and(eq(syncWindows.runId, runId), eq(syncWindows.isDone, false)))
    .orderBy(desc(syncWindows.toAt));
  return rows.map((row) => ({ position: row.position, from: row.fromAt, to: row.toAt, isCut: row.isCut }));
}

export async function countWindows(db: Db, runId: string): Promise<{ done: number; all: number }> {
  const [row] = await db
    .select({
      done: sql<number>`(count(*) filter (where ${syncWindows.isDone}))::int`,
      all: sql<number>`count(*)::int`,
    })
    .from(syncWindows)
    .where(eq(syncWindows.runId, runId));
  return row ?? { done: 0, all: 0 };
}

/** Gives a run further windows to read. */
export async function addRunWindows(db: Db, runId: string, windows: readonly TimeWindow[]): Promise<void> {
  await db.transaction(async (tx) => addWindows(tx, runId, await nextPosition(tx, runId), windows, false));
}

async function nextPosition(tx: Db, runId: string): Promise<number> {
  const [last] = await tx
    .select({ position: sql<number | null>`max(${syncWindows.position})::int` })
    .from(syncWindows)
    .where(eq(syncWindows.runId, runId));
  return (last?.position ?? -1) + 1;
}

/** Replaces a window by shorter windows. */
export async function cutWindow(
  db: Db,
  runId: string,
  position: number,
  into: readonly TimeWindow[],
  isCut: boolean,
): Promise<void> {
  await db.transaction(async (tx) => {
    const first = await nextPosition(tx, runId);
    await tx.delete(syncWindows).where(and(eq(syncWindows.runId, runId), eq(syncWindows.position, position)));
    await addWindows(tx, runId, first, into, isCut);
  });
}

export async function finishWindow(db: Db, runId: string, position: number): Promise<void> {
  await db
    .update(syncWindows)
    .set({ isDone: true })
    .where(and(eq(syncWindows.runId, runId), eq(syncWindows.position, position)));
}

/** Deletes periodic runs that ended before a moment; imports stay. */
export async function deleteOldRuns(db: Db, organizationId: OrganizationId, before: Date): Promise<void> {
  await db
    .delete(syncRuns)
    .where(
      and(
        eq(syncRuns.organizationId, organizationId),
        inArray(syncRuns.kind, ['live', 'wide']),
        lt(syncRuns.finishedAt, before),
      ),
    );
}

const toRun = ({ fromAt, toAt, organizationId, ...row }: typeof syncRuns.$inferSelect): SyncRun => ({
  ...row,
  organizationId: toOrganizationId(organizationId),
  window: { from: fromAt, to: toAt },
});
