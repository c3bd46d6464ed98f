import { and, eq, ne, sql } from 'drizzle-orm';
import type { IndexMark } from '../search-index.ts';
import type { Db } from './db.ts';
import { calls, searchIndexes } from './schema.ts';

export type SearchIndexRow = typeof searchIndexes.$inferSelect;
type NewIndex = Pick<SearchIndexRow, 'name' | 'engine' | 'version'>;

/** The live index, or the index in the making; null without such an index. */
export async function readSearchIndex(db: Db, state: IndexMark): Promise<SearchIndexRow | null> {
  const [row] = await db.select().from(searchIndexes).where(eq(searchIndexes.state, state));
  return row ?? null;
}

export async function listOldIndexes(db: Db): Promise<SearchIndexRow[]> {
  return db.select().from(searchIndexes).where(eq(searchIndexes.state, 'old')).orderBy(searchIndexes.createdAt);
}

/**
 * Notes the first index of a store, or a new index beside the live index, and clears its marks. Answers false when
 * another process was first.
 */
export async function addSearchIndex(
  db: Db,
  { name, engine, version }: NewIndex,
  state: IndexMark,
  now: Date,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const added = await tx
      .insert(searchIndexes)
      .values({ name, engine, version, state, createdAt: now })
      .onConflictDoNothing()
      .returning({ name: searchIndexes.name });
    if (added.length === 0) return false;
    const mark = state === 'live' ? calls.indexedRevision : calls.rebuiltRevision;
    const set = state === 'live' ? { indexedRevision: 0 } : { rebuiltRevision: 0 };
    await tx.update(calls).set(set).where(ne(mark, 0));
    return true;
  });
}

/** Makes the new index the live index, with its marks. Answers false when the index is no longer in the making. */
export async function promoteSearchIndex(db: Db, name: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const isBuilding = and(eq(searchIndexes.name, name), eq(searchIndexes.state, 'building'));
    const [row] = await tx.select({ name: searchIndexes.name }).from(searchIndexes).where(isBuilding).for('update');
    if (!row) return false;
    await tx.update(searchIndexes).set({ state: 'old' }).where(eq(searchIndexes.state, 'live'));
    await tx.update(searchIndexes).set({ state: 'live' }).where(eq(searchIndexes.name, name));
    await tx.update(calls).set({ indexedRevision: sql`${calls.rebuiltRevision}`, rebuiltRevision: 0 });
    return true;
  });
}

export async function forgetSearchIndex(db: Db, name: string): Promise<void> {
  await db.delete(searchIndexes).where(and(eq(searchIndexes.name, name), ne(searchIndexes.state, 'live')));
}
