import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dropPreviousSecretKey, readOrMakeSecretKeys } from '../../src/store/secret-key.ts';
import { makeFolder } from '../support/test-services.ts';

test('the secret key is made once and is its owner’s only', () => {
  const folder = makeFolder();
  const { current, previous } = readOrMakeSecretKeys(folder.path);
  expect(current).toHaveLength(64);
  expect(previous).toBeNull();
  expect(readOrMakeSecretKeys(folder.path).current).toBe(current);
  expect(statSync(join(folder.path, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.path)).toEqual(['secret.key']);
  folder.remove();
});

test.each(['', '\n', 'short', '0123456789abcdef'])('a key cut off to %j is refused, and stays as it is', (text) => {
  const folder = makeFolder();
  const file = join(folder.path, 'secret.key');
  writeFileSync(file, text);
  expect(() => readOrMakeSecretKeys(folder.path)).toThrow(/secret\.key is (empty|too short).*Restore it from a backup/);
  expect(readFileSync(file, 'utf8')).toBe(text);
  folder.remove();
});

test('a draft that a crash left behind is no key', () => {
  const folder = makeFolder();
  writeFileSync(join(folder.path, 'secret.key.new'), '');
  expect(readOrMakeSecretKeys(folder.path).current).toHaveLength(64);
  expect(readdirSync(folder.path)).toEqual(['secret.key']);
  folder.remove();
});

test('a key that is renamed away is replaced, and known until it is dropped', () => {
  const folder = makeFolder();
  const { current: old } = readOrMakeSecretKeys(folder.path);
  renameSync(join(folder.path, 'secret.key'), join(folder.path, 'secret.key.previous'));
  const { current, previous } = readOrMakeSecretKeys(folder.path);
  expect(previous).toBe(old);
  expect(current).not.toBe(old);
  dropPreviousSecretKey(folder.path);
  expect(readOrMakeSecretKeys(folder.path)).toEqual({ current, previous: null });
  folder.remove();
});
