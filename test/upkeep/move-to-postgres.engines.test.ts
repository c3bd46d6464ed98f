import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { type Db, rowsOf } from '../../src/store/db.ts';
import { readCredentials } from '../../src/store/gong-credentials-store.ts';
import { openServices } from '../../src/wire.ts';
import { killAll, runColloquy } from '../cli/colloquy.ts';
import { layDemo } from '../support/lay-demo.ts';
import { findPostgres, type RunningServer } from '../support/servers.ts';
import { makeFolder, silent } from '../support/test-services.ts';

const way = await findPostgres();
const folder = makeFolder();
const dataDir = join(folder.path, 'data');
const now = new Date('2026-11-22T12:00:00Z');
let postgres: RunningServer;

beforeAll(async () => {
  if (!way) return;
  postgres = await way.start();
  await layDemo(dataDir, now);
});
afterAll(async () => {
  killAll();
  await postgres?.stop();
  folder.remove();
});

/** Every row of every table as text, sorted: what must be the same on both sides. */
async function everyRow(db: Db): Promise<Record<string, string[]>> {
  const tables = rowsOf(
    z.object({ name: z.string() }),
    await db.execute(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`),
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables)
    all[name] = rowsOf(
      z.object({ line: z.string() }),
      await db.execute(sql`select t::text as line from ${sql.identifier(name)} t order by 1`),
    ).map(({ line }) => line);
  return all;
}

test.skipIf(!way)('an embedded store moves to Postgres whole, and goes on there with the same answers', async () => {
  const env = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' };
  const services = await openServices(readConfig({ ...env, EMBEDDINGS: 'off' }), silent);
  const [organization] = rowsOf(
    z.object({ id: z.string() }),
    await services.db.execute(sql`select id from organizations`),
  );
  const organizationId = toOrganizationId(organization?.id ?? '');
  const before = await everyRow(services.db);
  const credentials = await readCredentials(services.db, services.secrets, organizationId);
  await services.close();
  const ask = ['ask', 'What did we discuss with @Acme about pricing?', '--organization', organizationId];
  const asOf = ['--as-of', now.toISOString()];
  const { out: answered } = await runColloquy([...ask, ...asOf], env);
  expect(answered).toContain('[1]');
  // As an operator begins to replace the key.
  renameSync(join(dataDir, 'secret.key'), join(dataDir, 'secret.key.previous'));

  expect(await runColloquy(['move', '--to', 'mysql://x'], env)).toMatchObject({ exit: 2 });
  const moved = await runColloquy(['move', '--to', postgres.url], env);
  expect([moved.exit, moved.err]).toEqual([0, expect.stringContaining('secret.key')]);

  const key = readFileSync(join(dataDir, 'secret.key'), 'utf8');
  const there = await openServices(readConfig({ ...env, DATABASE_URL: postgres.url, SECRET_KEY: key }), silent);
  const after = await everyRow(there.db);
  expect(credentials).not.toBeNull();
  expect(await readCredentials(there.db, there.secrets, organizationId)).toEqual(credentials);
  await there.close();
  // The answer that was asked for above came after the rows were read, and credentials were sealed anew.
  const { answers: _, conversations: __, gong_connections: ___, ...rows } = before;
  expect(after).toMatchObject(rows);
  expect(after.answers?.length).toBe((before.answers?.length ?? 0) + 1);
  expect(Object.values(rows).flat().length).toBeGreaterThan(1000);
  const again = await runColloquy([...ask, ...asOf], { ...env, DATABASE_URL: postgres.url, SECRET_KEY: key });
  expect(again).toMatchObject({ exit: 0, out: answered });

  expect(await runColloquy(['doctor'], env)).toMatchObject({
    exit: 1,
    err: expect.stringMatching(/moved to Postgres/),
  });
  expect(existsSync(join(dataDir, 'store-moved'))).toBe(true);
});

test.skipIf(!way)('a database that holds data is left as it is, and so is the store', async () => {
  const other = join(folder.path, 'other');
  await layDemo(other, now);
  expect(await runColloquy(['move', '--to', postgres.url], { DATA_DIR: other })).toMatchObject({
    exit: 1,
    err: expect.stringContaining('holds data of Colloquy already'),
  });
  expect(existsSync(join(other, 'store'))).toBe(true);
});
