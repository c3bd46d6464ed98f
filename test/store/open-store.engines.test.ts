import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { findPostgres, type RunningServer } from '../support/servers.ts';

let server: RunningServer | null = null;
const way = await findPostgres();
beforeAll(async () => {
  server = (await way?.start()) ?? null;
});
afterAll(() => server?.stop());

const open = (migrates: boolean) => openStore({ databaseUrl: server?.url ?? '', dataDir: '/none' }, { migrates });

test.skipIf(!way)('an empty Postgres asks for `migrate`, and one that a newer version changed is refused', async () => {
  await expect(open(false)).rejects.toThrow(/Run `colloquy migrate` first/);
  const store = await open(true);
  await store.migrate();
  await (await open(false)).close();
  await store.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`);
  for (const migrates of [true, false]) await expect(open(migrates)).rejects.toThrow(/by a newer version of Colloquy/);
  await store.db.execute(sql`delete from drizzle.__drizzle_migrations where created_at = 9999999999999`);
  await store.close();
});
