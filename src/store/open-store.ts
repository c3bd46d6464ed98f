import { AppError } from '../errors.ts';
import { embeddedStoreFolder, openEmbeddedStore, openPostgresStore, type Store } from './db.ts';

/**
 * Opens the store named by the settings, up to date. The embedded store migrates itself; a server is migrated by
 * command. `migrates` opens an outdated server, for this command.
 * @throws AppError `store_unavailable`, also for an outdated server without `migrates`.
 */
export async function openStore(
  { databaseUrl, dataDir }: { databaseUrl: string | null; dataDir: string },
  { migrates = false }: { migrates?: boolean | undefined } = {},
): Promise<Store> {
  if (databaseUrl === null) {
    const store = await openEmbeddedStore(embeddedStoreFolder(dataDir));
    // A store that is up to date opens on a full disk too.
    if (!(await store.isUpToDate())) await store.migrate();
    return store;
  }
  const store = await openPostgresStore(databaseUrl);
  if (migrates || (await store.isUpToDate())) return store;
  await store.close();
  throw new AppError(
    'store_unavailable',
    'The database is empty, or older than this version. Run `colloquy migrate` first.',
  );
}
