import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { lockDataFolder } from '../../src/store/data-folder.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

// Starting takes a busy machine a minute.
vi.setConfig({ testTimeout: 300_000 });

const folder = makeFolder();
afterAll(() => {
  killAll();
  folder.remove();
});

test('a server whose store has ended leaves with a sentence, and its folder is free', async () => {
  layStore(folder.path);
  const env = { DATA_DIR: folder.path, PORT: '0' };
  const server = startColloquy(['serve'], env);
  await server.listening;
  rmSync(join(folder.path, 'store', 'global', 'pg_control'));
  // A backup begins with a checkpoint, which fails now.
  expect((await runColloquy(['backup', join(folder.path, 'a.backup')], env)).exit).toBe(1);
  const { exit, err } = await server.finished;
  expect([exit, err]).toEqual([1, expect.stringContaining('The store has stopped working (RuntimeError).')]);
  lockDataFolder(folder.path).release();
});
