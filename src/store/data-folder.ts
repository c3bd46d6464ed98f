import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, nameFailure } from '../errors.ts';

export type DataFolder = {
  path: string;
  /** Leaves this process's address for the error message of a second server. */
  announce: (url: string) => void;
  release: () => void;
};

/**
 * Makes this process the only owner of the folder until the process ends, and closes the folder to other users. The
 * lock is an exclusive transaction held open in a small SQLite file. However the process dies, the system drops the
 * lock; a pid file would remain. PGlite itself takes no lock, and two processes on a PGlite folder lose rows in
 * silence.
 * @throws AppError `data_folder_in_use`; `store_unavailable` for a folder that cannot be written to.
 */
export function lockDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  const announcement = join(path, 'server.json');
  const lock = openLock(path);
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw notWritable(path, error);
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

function openLock(path: string): DatabaseSync {
  try {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o700);
    return new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
  } catch (error) {
    throw notWritable(path, error);
  }
}

const SQLITE_BUSY = 5;

const notWritable = (path: string, cause: unknown): AppError =>
  new AppError(
    'store_unavailable',
    `The data folder ${path} cannot be written to (${nameFailure(cause)}). Give this user the folder, with room on its disk, or set DATA_DIR to another.`,
    { cause },
  );

function readAnnouncement(file: string): string | null {
  try {
    return String(JSON.parse(readFileSync(file, 'utf8')).url);
  } catch {
    return null;
  }
}
