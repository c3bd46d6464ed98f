import { existsSync, renameSync } from 'node:fs';
import { AppError } from '../errors.ts';
import { lockDataFolder } from '../store/data-folder.ts';
import { embeddedStoreFolder, movedStoreFolder } from '../store/db.ts';
import { type MovedTable, moveRows } from '../store/move-rows.ts';
import { openStore } from '../store/open-store.ts';

/**
 * Moves an embedded store to an empty Postgres, all of it or nothing. The store's folder is set aside under another
 * name, so that nobody goes on with it by mistake; recordings, key and search index stay in the data folder. For
 * operators.
 * @throws AppError `data_folder_in_use`, `not_found` where there is no store, `conflict` where the database holds data,
 * `store_unavailable`.
 */
export async function moveToPostgres(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string },
  onTable: (table: MovedTable) => void,
): Promise<{ tables: MovedTable[]; setAside: string }> {
  const folder = lockDataFolder(dataDir);
  try {
    const store = embeddedStoreFolder(folder.path);
    if (!existsSync(store)) throw new AppError('not_found', `There is no embedded store in ${folder.path}.`);
    const from = await openStore({ databaseUrl: null, dataDir: folder.path });
    let tables: MovedTable[];
    try {
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
    const setAside = movedStoreFolder(folder.path);
    renameSync(store, setAside);
    return { tables, setAside };
  } finally {
    folder.release();
  }
}
