import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openEmbeddedStore, rowsOf, type Store } from '../../src/store/db.ts';
import { toStoreFailure } from '../../src/store-failure.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';

const folder = makeFolder();
layStore(folder.path);
const path = join(folder.path, 'store');
let store: Store = await openEmbeddedStore(path);
afterAll(async () => {
  await store.close();
  folder.remove();
});

const MB = 1_000_000;

test('the log of an embedded store does not grow with all that was ever written', async () => {
  const sizes: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    for (let piece = 0; piece < 10; piece += 1)
      await store.db.execute(sql`select pg_logical_emit_message(false, 'much', repeat('x', ${5 * MB}))`);
    await store.tend('growing');
    const [row] = rowsOf(
      z.object({ size: z.number() }),
      await store.db.execute(sql`select sum(size)::int as size from pg_ls_waldir()`),
    );
    sizes.push((row?.size ?? 0) / MB);
  }
  expect(sizes.at(-1)).toBeLessThan(150);
});

test('a checkpoint that fails ends the store with a word, and the next start has what was kept', async () => {
  await store.db.execute(sql`create table kept as select 1 as one`);
  const [control, away] = [join(path, 'global', 'pg_control'), join(folder.path, 'pg_control')];
  renameSync(control, away);
  await expect(store.tend('nightly')).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
  renameSync(away, control);
  expect(await store.ended).toMatchObject({ code: 'CONNECTION_ENDED', cause: { name: 'RuntimeError' } });
  expect(await store.db.execute(sql`select 1`).then(() => null, toStoreFailure)).toMatchObject({
    message: expect.stringContaining('does not answer'),
  });
  await store.close();
  store = await openEmbeddedStore(path);
  expect(await store.db.execute(sql`select one from kept`)).toMatchObject({ rows: [{ one: 1 }] });
});
