import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedStore, readStoreState, type Store } from '../../src/store/db.ts';
import { watchDiskRoom } from '../../src/store/disk-room.ts';
import { toStoreFailure } from '../../src/store-failure.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';

const MB = 1_000_000;
const folder = makeFolder();
let free = 5000 * MB;
let store: Store;
beforeAll(async () => {
  layStore(folder.path);
  // Looked at anew each time, where the real one looks every half a second.
  const room = () => watchDiskRoom(folder.path, () => free);
  store = await openEmbeddedStore(join(folder.path, 'store'), undefined, {
    isShort: () => room().isShort(),
    freeBytes: () => room().freeBytes(),
    problem: () => room().problem(),
  });
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

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

test('tables are not rewritten where the disk could not hold them twice', async () => {
  free = 10 * MB;
  expect(await failureOf(store.scrub())).toMatchObject({ message: expect.stringContaining('full') });
});
