import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const folder = makeFolder();
afterAll(() => {
  killAll();
  folder.remove();
});

test('a server whose store has ended leaves with a sentence, and the next one finds the folder free', async () => {
  layStore(folder.path);
  const env = { DATA_DIR: folder.path, PORT: '0' };
  const server = startColloquy(['serve'], env);
  await server.listening;
  const [control, away] = [join(folder.path, 'store/global/pg_control'), join(folder.path, 'pg_control')];
  renameSync(control, away);
  // A backup begins with a checkpoint, which fails now.
  expect((await runColloquy(['backup', join(folder.path, 'a.backup')], env)).exit).toBe(1);
  const { exit, err } = await server.finished;
  expect([exit, err]).toEqual([1, expect.stringContaining('The store has stopped working (error 58P01).')]);
  renameSync(away, control);
  const next = startColloquy(['serve'], env);
  await next.listening;
  next.child.kill('SIGTERM');
  expect((await next.finished).exit).toBe(0);
});
