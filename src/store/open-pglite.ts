import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError, nameFailure } from '../errors.ts';
import type { DiskRoom } from './disk-room.ts';
import { FairPGlite } from './fair-pglite.ts';

/**
 * The embedded database of a folder, made anew where nothing was kept yet; in memory for null. A new one is made under
 * another name first: one cut short while it was made is never taken for a store.
 * @throws AppError `store_unavailable`, when the store is damaged, or missing beside what belongs to it.
 */
export async function openPGlite(
  folder: string | null,
  loadDataDir: Blob | undefined,
  room: DiskRoom | null,
): Promise<FairPGlite> {
  if (folder === null) return FairPGlite.open({ dataDir: 'memory://', ...(loadDataDir && { loadDataDir }) }, null);
  if (!existsSync(folder)) {
    checkNoLink(folder);
    checkNothingWasKept(folder);
    const fresh = `${folder}.new`;
    rmSync(fresh, { recursive: true, force: true });
    await (await FairPGlite.open({ dataDir: fresh }, null)).close();
    renameSync(fresh, folder);
  }
  try {
    // Without this file the database would be made anew over what is there.
    if (!existsSync(join(folder, 'PG_VERSION'))) throw new Error('PG_VERSION is missing');
    // A process killed as it made this file leaves it empty, and Postgres would start beside it never again. It keeps
    // nobody out: every process of PGlite has the same number in there. The data folder's lock does.
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    // Where the folder is a link, PGlite takes the link itself for the store.
    return await FairPGlite.open({ dataDir: realpathSync(folder) }, room);
  } catch (cause) {
    const why = WHY_NOT_OPEN[room?.refusal() ?? 'damaged'](tellFailure(cause));
    throw new AppError('store_unavailable', `The store in ${folder} cannot be opened${why}`, { cause });
  }
}

/** No word of a call is in it: nothing was asked of the store yet. */
const tellFailure = (cause: unknown): string =>
  [nameFailure(cause), ...(cause instanceof Error ? [cause.message] : [])].join(': ');

const WHY_NOT_OPEN = {
  short: () => ': its disk is full. Make room and start again.',
  closed: () => ': nothing can be written there. Give this user the folder, on a disk that takes writes.',
  damaged: (failure: string) =>
    `, probably since its files are damaged (${failure}). Nothing was changed. Restore a backup: docs/operations.md says how.`,
};

/** What a store is called after its data was moved to Postgres. */
export const MOVED_STORE = 'store-moved';

/** A link that leads nowhere tells of a disk that is not there yet. */
function checkNoLink(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new AppError(
    'store_unavailable',
    `The store is missing: ${folder} is a link to ${readlinkSync(folder)}, which is not there. Bring its disk back, or remove the link to begin anew.`,
  );
}

/**
 * An index, a key or recordings tell that there was a store, or that a restore was cut off. Beginning anew in silence
 * would look as if nothing was ever said.
 */
function checkNothingWasKept(folder: string): void {
  const dataDir = dirname(folder);
  const search = join(dataDir, 'search');
  if (existsSync(join(dataDir, MOVED_STORE)))
    throw new AppError(
      'store_unavailable',
      `The data of ${dataDir} was moved to Postgres. Set DATABASE_URL and SECRET_KEY (docs/operations.md).`,
    );
  const left = [
    ...(existsSync(join(dataDir, 'secret.key')) ? ['secret.key'] : []),
    ...(existsSync(join(dataDir, 'media')) && readdirSync(join(dataDir, 'media')).length > 0 ? ['media'] : []),
    ...(existsSync(search) && readdirSync(search).includes('live') ? ['search'] : []),
  ];
  if (left.length === 0) return;
  throw new AppError(
    'store_unavailable',
    `The store is missing: ${folder} is not there, though ${left.join(' and ')} beside it tell that there was one. Restore a backup (docs/operations.md says how), or, to begin anew, empty ${dataDir} first.`,
  );
}
