import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { lockDataFolder } from '../src/store/data-folder.ts';
import type { Store } from '../src/store/db.ts';
import { openServices } from '../src/wire.ts';
import { openTestStore } from './support/stores.ts';
import { makeFolder, silent } from './support/test-services.ts';

let folder: ReturnType<typeof makeFolder>;
let store: Store;
let closed: string[];

beforeEach(async () => {
  folder = makeFolder();
  closed = [];
  const opened = await openTestStore();
  store = {
    ...opened,
    close: async () => {
      closed.push('store');
      await opened.close();
    },
  };
});
afterEach(() => folder.remove());

const open = (given: Store) =>
  openServices(readConfig({ DATA_DIR: folder.path, PORT: '0', EMBEDDINGS: 'off' }), silent, { store: given });
const isFree = () => {
  lockDataFolder(folder.path).release();
  return true;
};

test('a key that cannot be read leaves neither the store nor the folder open', async () => {
  writeFileSync(join(folder.path, 'secret.key'), '');
  await expect(open(store)).rejects.toThrow('secret.key');
  expect(closed).toEqual(['store']);
  expect(isFree()).toBe(true);
});

test('a store without a table leaves nothing open either', async () => {
  const db = Object.create(store.db, {
    select: {
      value: () => {
        throw new Error('There is no such table.');
      },
    },
  });
  await expect(open({ ...store, db })).rejects.toThrow('no such table');
  expect(closed).toEqual(['store']);
  expect(isFree()).toBe(true);
});

test('services close once, however often they are closed, and let the folder go', async () => {
  const services = await open(store);
  expect(() => lockDataFolder(folder.path)).toThrow('in use');
  await services.close();
  await services.close();
  expect(closed).toEqual(['store']);
  expect(isFree()).toBe(true);
});

test('what cannot be stopped keeps nothing else open', async () => {
  const services = await open(store);
  const { close } = services.engine;
  services.engine.close = async () => {
    await close();
    throw new Error('the index is gone');
  };
  await expect(services.close()).rejects.toThrow('the index is gone');
  expect(closed).toEqual(['store']);
  expect(isFree()).toBe(true);
});
