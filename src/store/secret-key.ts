import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** Shorter text was not made here: it is a file cut off, or a mistake. */
export const SHORTEST_SECRET_KEY = 32;

/** `previous` still opens what was sealed under it, until all is sealed anew; null when no key is being replaced. */
export type SecretKeys = { current: string; previous: string | null };

/**
 * The folder's own secrets, readable by their owner only. The key is made once; a key renamed to `secret.key.previous`
 * is replaced by a new one. The caller holds the folder's lock.
 * @throws AppError `invalid_settings` for a key that is empty or too short.
 */
export function readOrMakeSecretKeys(folder: string): SecretKeys {
  const file = join(folder, 'secret.key');
  if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('hex'));
  const previous = previousKeyFile(folder);
  return { current: readKey(file), previous: existsSync(previous) ? readKey(previous) : null };
}

/** To be called when nothing is sealed under the previous key any more. */
export const dropPreviousSecretKey = (folder: string): void => rmSync(previousKeyFile(folder), { force: true });

const previousKeyFile = (folder: string): string => join(folder, 'secret.key.previous');

function readKey(file: string): string {
  const key = readFileSync(file, 'utf8').trim();
  if (key.length >= SHORTEST_SECRET_KEY) return key;
  throw new AppError(
    'invalid_settings',
    `${file} is ${key === '' ? 'empty' : 'too short to be a key'}. Restore it from a backup. ` +
      'Without one, delete the file: a new key is made at the next start, everybody signs in again, and Gong is to be connected again.',
  );
}

/** By rename, so that a crash leaves the whole key or none. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}
