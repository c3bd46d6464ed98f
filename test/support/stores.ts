import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import { openEmbeddedStore, rowsOf, type Store } from '../../src/store/db.ts';

/** A migrated store in memory. Open one per file, and empty the store for each test. */
export const openTestStore = (): Promise<Store> =>
  openEmbeddedStore(null, new Blob([readFileSync(inject('storeTemplate'))]));

export async function emptyStore({ db }: Store): Promise<void> {
  const tables = rowsOf<{ tablename: string }>(
    await db.execute(sql`select tablename from pg_tables where schemaname = 'public'`),
  );
  await db.execute(sql.raw(`truncate ${tables.map(({ tablename }) => `"${tablename}"`).join(', ')} cascade`));
}
