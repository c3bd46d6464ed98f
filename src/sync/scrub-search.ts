import type { OrganizationId } from '../call.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import type { Db } from '../store/db.ts';
import type { CallsIndexer } from './index-calls.ts';
import { dropOldIndexes } from './rebuild-index.ts';

/** Has search follow what was removed, and takes it out of its files too: those of the index, and the indexes that were kept from before. */
export async function scrubSearch(
  { db, engine, indexer }: { db: Db; engine: SearchEngine; indexer: CallsIndexer },
  organizationId: OrganizationId,
): Promise<void> {
  await indexer.index(new AbortController().signal, organizationId);
  await dropOldIndexes({ db, engine });
  const name = await engine.liveName();
  if (name) await engine.open(name).scrub();
}
