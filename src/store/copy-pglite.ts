import { constants, realpathSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../errors.ts';
import { type DiskRoom, WRITE_PROBE } from './disk-room.ts';
import type { FairPGlite } from './fair-pglite.ts';
import { storeBytes } from './sweep-pglite.ts';

/**
 * Copies the files of a store as they stand at one moment, with everybody kept out meanwhile.
 * @throws AppError `store_unavailable` without room.
 */
export async function copyPGlite(
  pglite: FairPGlite,
  { folder, into }: { folder: string; into: string },
  room: DiskRoom | null,
): Promise<void> {
  await checkRoom(pglite, room);
  // What a checkpoint wrote needs no log.
  await pglite.checkpoint(() =>
    // The store may be on a disk of its own, by a link.
    cp(realpathSync(folder), into, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => basename(path) !== WRITE_PROBE,
    }),
  );
}

async function checkRoom(pglite: FairPGlite, room: DiskRoom | null): Promise<void> {
  const bytes = await storeBytes(pglite);
  if (room === null || room.freeBytes() > 2 * bytes) return;
  throw new AppError(
    'store_unavailable',
    `A backup copies the store first, and its disk has too little room for it: make room for ${Math.ceil((2 * bytes) / 1_000_000)} MB.`,
  );
}
