import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import type { Store } from '../store/db.ts';
import { listCallsOfErased } from '../store/erased-people-store.ts';
import { listDueScrubs, postponeScrub, readOwedScrub, settleScrub } from '../store/owed-scrubs-store.ts';
import { dropNotLive } from './drop-old-indexes.ts';

type Deps = {
  store: Pick<Store, 'db' | 'scrub'>;
  engine: SearchEngine;
  indexer: CallsIndexer;
  media: Pick<MediaStore, 'remove'>;
};

const TRIED_AGAIN_AFTER_MS = 5 * 60_000;

/**
 * Takes removed words out of the files, where a removal owes that: deleting only marks rows. Covers recordings, the
 * live index, replaced indexes and the store. The debt stands until all of that succeeded.
 * @throws AppError `index_unavailable`; the scrub is still owed.
 */
export async function scrubRemoved(
  { store, engine, indexer, media }: Deps,
  organizationId: OrganizationId,
): Promise<void> {
  const owed = await readOwedScrub(store.db, organizationId);
  if (!owed) return;
  await media.remove(organizationId, await listCallsOfErased(store.db, organizationId));
  await indexer.index(new AbortController().signal, organizationId);
  await dropNotLive({ db: store.db, engine });
  const name = await engine.liveName();
  if (name) await engine.open(name).scrub();
  await store.scrub();
  await settleScrub(store.db, organizationId, owed.mark);
}

/** Does every scrub that is due: what a crash or an engine away left undone. A failed one is tried again in minutes. */
export async function scrubWhatIsDue(deps: Deps & { now: () => Date; log: Log }): Promise<void> {
  const { store, now, log } = deps;
  for (const organizationId of await listDueScrubs(store.db, now()))
    try {
      await scrubRemoved(deps, organizationId);
      log.info({ organizationId }, 'upkeep: removed words are out of the files');
    } catch (error) {
      await postponeScrub(store.db, organizationId, new Date(now().getTime() + TRIED_AGAIN_AFTER_MS));
      if (!isAppError(error, 'index_unavailable')) throw error;
      log.warn({ organizationId, reason: error.message }, 'upkeep: removed words still stand in files, tried again');
    }
}
