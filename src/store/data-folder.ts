import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../errors.ts';

export type DataFolder = {
  path: string;
  /** Leaves word of where this process listens, for the message that a second server gives. */
  announce: (url: string) => void;
  release: () => void;
};

/**
 * Makes this process the only owner of the folder until it ends. The lock is an exclusive transaction held open in a small SQLite
 * file: the system drops it when the process dies, however it dies, which a pid file does not. PGlite itself takes no lock, and two
 * processes on one of its folders lose rows in silence.
 * @throws AppError `data_folder_in_use`.
 */
export function lockDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true });
  const announcement = join(path, 'server.json');
  const lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch {
    lock.close();
    const owner = readAnnouncement(announcement);
    throw new AppError(
      'data_folder_in_use',
      `The data folder ${path} is in use by another Colloquy${owner ? `, which listens on ${owner}` : ''}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  rmSync(announcement, { force: true });
  return {
    path,
    announce: (url) => writeFileSync(announcement, JSON.stringify({ url, pid: process.pid })),
    release: () => {
      rmSync(announcement, { force: true });
      if (lock.isOpen) lock.close();
    },
  };
}

function readAnnouncement(file: string): string | null {
  try {
    return String(JSON.parse(readFileSync(file, 'utf8')).url);
  } catch {
    return null;
  }
}

/** The folder's own secret: made once, readable by its owner only. */
export function readOrMakeSecretKey(folder: string): string {
  const file = join(folder, 'secret.key');
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
