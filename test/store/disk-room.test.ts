import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openEmbeddedStore, readStoreState, type Store } from '../../src/store/db.ts';
import { watchDiskRoom } from '../../src/store/disk-room.ts';
import { toStoreFailure } from '../../src/store-failure.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';

const MB = 1_000_000;
const folder = makeFolder();
const path = join(folder.path, 'store');
let free: number | null;
let store: Store;
beforeEach(() => {
  free = 5000 * MB;
});
beforeAll(async () => {
  layStore(folder.path);
  // Looked at anew each time, where the real one looks now and then.
  const room = () => watchDiskRoom(path, freeBytes);
  store = await openEmbeddedStore(path, undefined, {
    refusal: () => room().refusal(),
    freeBytes: () => room().freeBytes(),
    problem: () => room().problem(),
  });
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

function freeBytes(): number {
  if (free === null) throw Object.assign(new Error('gone'), { code: 'EIO' });
  return free;
}
const write = () => store.db.execute(sql`create table if not exists notes as select 1 as one`);
const failureOf = (work: Promise<unknown>) => work.then(() => null, toStoreFailure);

test('a disk with little room is told of before it is full, and with how much is left', () => {
  free = 1001 * MB;
  expect(store.roomProblem()).toBeNull();
  free = 650.4 * MB;
  expect(store.roomProblem()).toMatchObject({ kind: 'low', text: expect.stringMatching(/650 MB left.*Make room/) });
  free = 199 * MB;
  expect(store.roomProblem()).toMatchObject({
    kind: 'short',
    text: expect.stringContaining('199 MB left, and nothing new is kept'),
  });
});

test('without room nothing is written, reading goes on, and writing too once there is room again', async () => {
  free = 199 * MB;
  expect(await failureOf(write())).toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining('disk of the store is full'),
  });
  expect(
    await failureOf(store.db.transaction((tx) => tx.execute(sql`create table other as select 1 as one`))),
  ).toMatchObject({
    code: 'store_unavailable',
  });
  expect(await readStoreState(store.db)).toBe('read_only');
  expect(await store.isUpToDate()).toBe(true);
  free = 5000 * MB;
  await write();
  expect(await readStoreState(store.db)).toBe('ready');
});

test('a folder that takes no writes is told, and until it does nothing is written and reading goes on', async () => {
  // A folder in the way refuses the probe, to root as well.
  mkdirSync(join(path, 'write-probe'));
  expect(await failureOf(write())).toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining('takes no writes'),
  });
  expect(store.roomProblem()).toMatchObject({
    kind: 'closed',
    text: expect.stringMatching(/store cannot be written to \(\w*Error EISDIR\)/),
  });
  expect(await readStoreState(store.db)).toBe('read_only');
  expect(await store.isUpToDate()).toBe(true);
  // Postgres would not survive a checkpoint that it cannot write.
  await store.tend('nightly');
  expect(await failureOf(store.scrub())).toMatchObject({ message: expect.stringContaining('takes no writes') });
  rmSync(join(path, 'write-probe'), { recursive: true });
  await write();
  expect(await readStoreState(store.db)).toBe('ready');
});

test('a disk that cannot be looked at takes no writes', async () => {
  free = null;
  expect(await failureOf(write())).toMatchObject({ message: expect.stringContaining('takes no writes') });
  expect(store.roomProblem()).toMatchObject({ kind: 'closed', text: expect.stringContaining('EIO') });
  expect(await readStoreState(store.db)).toBe('read_only');
  free = 5000 * MB;
  expect(await readStoreState(store.db)).toBe('ready');
});

test('tables are not rewritten where the disk could not hold them twice', async () => {
  free = 10 * MB;
  expect(await failureOf(store.scrub())).toMatchObject({ message: expect.stringContaining('full') });
});
