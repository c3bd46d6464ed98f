import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openEmbeddedStore, readStoreState } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open-store.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';

const base = makeFolder();
let dataDir = '';
let count = 0;
beforeEach(() => {
  count += 1;
  dataDir = join(base.path, String(count));
  mkdirSync(dataDir);
  layStore(dataDir);
  writeFileSync(join(dataDir, 'secret.key'), 'k'.repeat(64));
});
afterAll(() => base.remove());

const open = () => openStore({ databaseUrl: null, dataDir });
const at = (...path: string[]) => join(dataDir, 'store', ...path);
const files = (): string[] => readdirSync(at(), { recursive: true, encoding: 'utf8' });
const names = () => readdirSync(dataDir).toSorted();

const DAMAGES: [string, () => void][] = [
  ['has lost its version', () => rmSync(at('PG_VERSION'))],
  ['has an empty control file', () => truncateSync(at('global', 'pg_control'), 0)],
  ['has rubbish for a control file', () => writeFileSync(at('global', 'pg_control'), 'x'.repeat(8192))],
  ['has lost its log', () => rmSync(at('pg_wal'), { recursive: true })],
  ['has lost its catalogs', () => rmSync(at('global'), { recursive: true })],
  ['is an empty folder', () => void [rmSync(at(), { recursive: true }), mkdirSync(at())]],
];
test.each(DAMAGES)('a store that %s is told as damaged, and left as it is', async (_, damage) => {
  damage();
  const before = files();
  await expect(open()).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringMatching(/cannot be opened, probably since its files are damaged.*Restore a backup/),
  });
  expect(files()).toEqual(expect.arrayContaining(before));
});

test('what Postgres said of a store that it cannot start is told', async () => {
  rmSync(at('global', 'pg_control'));
  await expect(open()).rejects.toThrow(/\(\w+: could not open file "global\/pg_control"/);
});

test('a store whose process was killed as it noted its number is opened', async () => {
  writeFileSync(at('postmaster.pid'), '');
  const store = await open();
  expect(await readStoreState(store.db)).toBe('ready');
  await store.close();
});

test('a store that is missing beside its key, its index or recordings is told, and none is made in its place', async () => {
  rmSync(at(), { recursive: true });
  await expect(open()).rejects.toMatchObject({ code: 'store_unavailable', message: /is missing.*secret\.key/ });
  rmSync(join(dataDir, 'secret.key'));
  mkdirSync(join(dataDir, 'search'));
  writeFileSync(join(dataDir, 'search', 'live'), 'v1-abc\n');
  await expect(open()).rejects.toMatchObject({ code: 'store_unavailable', message: /is missing.*search/ });
  expect(names()).toEqual(['search']);
  // A restore that was cut off leaves recordings alone.
  rmSync(join(dataDir, 'search'), { recursive: true });
  mkdirSync(join(dataDir, 'media', 'org_1'), { recursive: true });
  await expect(open()).rejects.toMatchObject({ code: 'store_unavailable', message: /is missing.*media/ });
});

test('a store that a newer version changed is refused, and left as it is', async () => {
  const newer = await open();
  await newer.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`);
  await newer.close();
  for (const _ of [1, 2])
    await expect(open()).rejects.toMatchObject({
      code: 'store_unavailable',
      message: /by a newer version of Colloquy/,
    });
});

test('a store whose data was moved to Postgres is not begun anew', async () => {
  renameSync(at(), join(dataDir, 'store-moved'));
  await expect(open()).rejects.toMatchObject({ code: 'store_unavailable', message: /moved to Postgres/ });
  expect(names()).toEqual(['secret.key', 'store-moved']);
});

test('a store on another disk, behind a link, is opened and copied like any other', async () => {
  const disk = join(dataDir, 'disk');
  renameSync(at(), disk);
  symlinkSync(disk, at());
  const store = await open();
  await store.db.execute(sql`create table notes as select 1 as one`);
  await store.copyFiles?.(join(dataDir, 'copy'));
  await store.close();
  expect(lstatSync(join(dataDir, 'copy')).isDirectory()).toBe(true);
  const copy = await openEmbeddedStore(join(dataDir, 'copy'));
  expect(await copy.db.execute(sql`select one from notes`)).toMatchObject({ rows: [{ one: 1 }] });
  await copy.close();
});

test('a link whose disk is away is told, and no store is made in its place', async () => {
  rmSync(at(), { recursive: true });
  rmSync(join(dataDir, 'secret.key'));
  symlinkSync(join(dataDir, 'disk'), at());
  await expect(open()).rejects.toMatchObject({ code: 'store_unavailable', message: /is a link to .*disk/ });
  expect(names()).toEqual(['store']);
});

test('a first start that was cut short begins again', async () => {
  rmSync(join(dataDir, 'secret.key'));
  // As far as a killed process got.
  cpSync(at(), join(dataDir, 'store.new'), { recursive: true });
  rmSync(join(dataDir, 'store.new', 'global', 'pg_control'));
  rmSync(at(), { recursive: true });
  const store = await openEmbeddedStore(at());
  expect(await readStoreState(store.db)).toBe('ready');
  await store.close();
  expect(names()).toEqual(['store']);
});
