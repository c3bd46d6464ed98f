import { AppError } from '../errors.ts';
import { embeddedStoreFolder, openEmbeddedStore, openPostgresStore, type Store } from './db.ts';

/**
 * Opens the store named by the settings, up to date. The embedded store migrates itself; a server is migrated by
 * command. `migrates` opens an outdated server, for this command.
 * @throws AppError `store_unavailable`, also for an outdated server without `migrates`, and for a store that a newer
 * version has changed.
 */
export async function openStore(
  { databaseUrl, dataDir }: { databaseUrl: string | null; dataDir: string },
  { migrates = false }: { migrates?: boolean | undefined } = {},
): Promise<Store> {
  if (databaseUrl === null) {
    return checked(await openEmbeddedStore(embeddedStoreFolder(dataDir)), async (store) => {
      // A store that is up to date opens on a full disk too.
      if (!(await store.isUpToDate())) await store.migrate();
    });
  }
  return checked(await openPostgresStore(databaseUrl), async (store) => {
    if (migrates || (await store.isUpToDate())) return;
    throw new AppError(
      'store_unavailable',
      'The database is empty, or older than this version. Run `colloquy migrate` first.',
    );
  });
}

/** The store, closed again where it is not fit. */
async function checked(store: Store, check: (store: Store) => Promise<void>): Promise<Store> {
  try {
    // This version would read what it does not understand, and write what the newer one cannot read any more.
    if (await store.isOfNewerVersion()) throw new AppError('store_unavailable', NEWER);
    await check(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

const NEWER =
  'The store was changed by a newer version of Colloquy, and this one cannot go back. Run the newer version, or restore a backup from before it: docs/operations.md says how. Nothing was changed.';
