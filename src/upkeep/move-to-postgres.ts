import { existsSync, renameSync } from 'node:fs';
import type { Config } from '../config.ts';
import { AppError, nameFailure } from '../errors.ts';
import type { Log } from '../log.ts';
import { lockDataFolder } from '../store/data-folder.ts';
import { embeddedStoreFolder, movedStoreFolder } from '../store/db.ts';
import { type MovedTable, moveRows } from '../store/move-rows.ts';
import { openSecrets } from '../store/open-secrets.ts';
import { openStore } from '../store/open-store.ts';

type Deps = { config: Pick<Config, 'dataDir' | 'secretKey' | 'previousSecretKey'>; log: Log };

/**
 * Moves an embedded store to an empty Postgres, all of it or nothing. What a key being replaced still seals is sealed
 * anew first: Postgres is given one key. The store's folder is set aside under another name, so that nobody goes on
 * with it by mistake; recordings, key and search index stay in the data folder. For operators.
 * @throws AppError `data_folder_in_use`, `not_found` where there is no store, `conflict` where the database holds data
 * or a store was set aside before, `invalid_settings` for a key that is damaged, `store_unavailable`.
 */
export async function moveToPostgres(
  { config, log }: Deps,
  databaseUrl: string,
  onTable: (table: MovedTable) => void,
): Promise<{ tables: MovedTable[]; setAside: string }> {
  const folder = lockDataFolder(config.dataDir);
  try {
    const [store, setAside] = [embeddedStoreFolder(folder.path), movedStoreFolder(folder.path)];
    if (!existsSync(store)) throw new AppError('not_found', `There is no embedded store in ${folder.path}.`);
    if (existsSync(setAside))
      throw new AppError(
        'conflict',
        `${setAside} is there already, from a move before. Delete it, or move it away, and try again. Nothing was changed.`,
      );
    const from = await openStore({ databaseUrl: null, dataDir: folder.path });
    let tables: MovedTable[];
    try {
      await openSecrets({ ...config, dataDir: folder.path }, { store: from, log });
      const to = await openStore({ databaseUrl, dataDir: folder.path }, { migrates: true });
      try {
        await to.migrate();
        tables = await moveRows(from, to, onTable);
      } finally {
        await to.close();
      }
    } finally {
      await from.close();
    }
    setItAside(store, setAside);
    return { tables, setAside };
  } finally {
    folder.release();
  }
}

/** The rows are in Postgres by now, so nothing is to be tried again. */
function setItAside(store: string, setAside: string): void {
  try {
    renameSync(store, setAside);
  } catch (cause) {
    throw new AppError(
      'store_unavailable',
      `All rows are in Postgres, but ${store} cannot be renamed to ${setAside} (${nameFailure(cause)}). Move it away yourself, or a start without DATABASE_URL goes on with it; then go on as docs/operations.md says.`,
      { cause },
    );
  }
}
