import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moveToPostgres } from '../../src/upkeep/move-to-postgres.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder, silent } from '../support/test-services.ts';

test('a store that was set aside by a move before is told before anything is copied', async () => {
  const folder = makeFolder();
  layStore(folder.path);
  mkdirSync(join(folder.path, 'store-moved', 'base'), { recursive: true });
  const config = { dataDir: folder.path, secretKey: 's'.repeat(32), previousSecretKey: null };
  // Nobody listens there: who asks the database first fails otherwise.
  const moving = moveToPostgres({ config, log: silent }, 'postgres://127.0.0.1:1/none', () => {});
  await expect(moving).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('store-moved') });
  expect(existsSync(join(folder.path, 'store', 'PG_VERSION'))).toBe(true);
  folder.remove();
});
