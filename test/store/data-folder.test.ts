import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockDataFolder } from '../../src/store/data-folder.ts';
import { makeFolder } from '../support/test-services.ts';

test('a data folder has one owner; the second is told where the first one listens', () => {
  const folder = makeFolder();
  const first = lockDataFolder(folder.path);
  first.announce('http://127.0.0.1:3999');
  expect(() => lockDataFolder(folder.path)).toThrow(
    /in use by another Colloquy, which listens on http:\/\/127\.0\.0\.1:3999/,
  );
  first.release();
  lockDataFolder(folder.path).release();
  folder.remove();
});

test('a folder that cannot be written to is told as such, and never as in use', () => {
  const folder = makeFolder();
  writeFileSync(join(folder.path, 'a file'), '');
  // A folder within a file, and a lock that is a folder: what no user, root included, can write.
  mkdirSync(join(folder.path, 'taken', 'lock.sqlite'), { recursive: true });
  for (const path of [join(folder.path, 'a file', 'data'), join(folder.path, 'taken')])
    expect(() => lockDataFolder(path)).toThrow(
      expect.objectContaining({ code: 'store_unavailable', message: expect.stringContaining('cannot be written to') }),
    );
  folder.remove();
});
