import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import { z } from 'zod';
import { openEmbeddedStore, rowsOf, type Store } from '../../src/store/db.ts';

/**
 * Stores in memory that nobody uses now. They outlive a file's modules: whichever file of the worker comes next takes
 * one over, since a new one takes half a second of work, and half a second more to make its queue.
 */
const shared = globalThis as { idleTestStores?: Store[] };
shared.idleTestStores ??= [];
const idle = shared.idleTestStores;

/** A migrated store in memory, empty. Open one per file, and empty the store for each test. */
export async function openTestStore(): Promise<Store> {
  const store = idle.pop() ?? (await openEmbeddedStore(null, new Blob([readFileSync(inject('storeTemplate'))])));
  return {
    ...store,
    async close() {
      try {
        await store.db.execute(sql`discard all`);
        await emptyStore(store);
        idle.push(store);
      } catch {
        // A transaction was left open: nobody can go on from there.
        await store.close();
      }
    },
  };
}

/** Empties the tables that hold rows: each table takes some milliseconds, and a test fills few of the forty. */
export async function emptyStore({ db }: Store): Promise<void> {
  const named = z.object({ name: z.string() });
  const tables = rowsOf(
    named,
    await db.execute(sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`),
  );
  const looks = tables.map(({ name }) => `select '${name}' as name where exists (select from ${name})`);
  const filled = rowsOf(named, await db.execute(sql.raw(looks.join(' union all '))));
  if (filled.length === 0) return;
  await db.execute(sql.raw(`truncate ${filled.map(({ name }) => name).join(', ')} restart identity cascade`));
}
