import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  layStore(folder.path);
});
afterEach(() => folder.remove());

const storePath = () => join(folder.path, 'store');
const filesWith = (word: string): string[] =>
  readdirSync(storePath(), { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(storePath(), name);
    return statSync(path).isFile() && readFileSync(path).includes(word);
  });

test('statistics keep nothing of rows that are gone, nor where their table is empty now', async () => {
  const store = await openEmbeddedStore(storePath());
  await store.db.execute(sql`create table said (words text)`);
  await store.db.execute(sql`insert into said select 'zirconium ' || n % 7 from generate_series(1, 400) n`);
  await store.tend('growing');
  await store.db.execute(sql`delete from said`);
  await store.scrub();
  await store.close();
  expect(filesWith('zirconium')).toEqual([]);
});

test('a log that was kept for writing again keeps nothing either', async () => {
  // A store as earlier versions left it: they let Postgres recycle what it had written.
  const before = await PGlite.create(storePath());
  for (let n = 0; n < 12; n += 1)
    await before.query(`select pg_logical_emit_message(false, 'said', repeat('palladium ', 500000))`);
  await before.exec('checkpoint');
  await before.close();
  expect(filesWith('palladium').length).toBeGreaterThan(1);
  const store = await openEmbeddedStore(storePath());
  await store.scrub();
  await store.close();
  expect(filesWith('palladium')).toEqual([]);
});
