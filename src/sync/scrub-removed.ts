import type { OrganizationId } from '../call.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import type { Store } from '../store/db.ts';
import type { CallsIndexer } from './index-calls.ts';
import { dropOldIndexes } from './rebuild-index.ts';

/**
 * Has search follow what was removed, and takes it out of the files too, where deleting only marks it: those of the index, the indexes that were kept from before, and
 * those of the embedded store.
 */
export async function scrubRemoved(
  { store, engine, indexer }: { store: Pick<Store, 'db' | 'scrub'>; engine: SearchEngine; indexer: CallsIndexer },
  organizationId: OrganizationId,
): Promise<void> {
  await indexer.index(new AbortController().signal, organizationId);
  await dropOldIndexes({ db: store.db, engine });
  const name = await engine.liveName();
  if (name) await engine.open(name).scrub();
  await store.scrub();
}
