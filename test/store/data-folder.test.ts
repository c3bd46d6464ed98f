import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockDataFolder, readOrMakeSecretKey } from '../../src/store/data-folder.ts';
import { makeFolder } from '../support/running-app.ts';

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

test('the secret key is made once and is its owner’s only', () => {
  const folder = makeFolder();
  const key = readOrMakeSecretKey(folder.path);
  expect(key).toHaveLength(64);
  expect(readOrMakeSecretKey(folder.path)).toBe(key);
  expect(statSync(join(folder.path, 'secret.key')).mode & 0o777).toBe(0o600);
  folder.remove();
});
