import type { CallsIndexer } from '../search/index-calls.ts';
import { recordAuditOfAll } from '../store/audit-store.ts';
import { type IndexCheck, type RebuildDeps, type RebuildProgress, rebuildIndex } from './rebuild-index.ts';

/**
 * Makes the index anew from the store beside the live index, swaps the two, and adds the calls changed meanwhile. For
 * operators. `check` may refuse the new one.
 * @throws AppError `index_unavailable`, and what `check` throws.
 */
export async function reindex(
  services: RebuildDeps & { indexer: Pick<CallsIndexer, 'index'> },
  signal: AbortSignal,
  onProgress: (progress: RebuildProgress) => void = () => {},
  check?: IndexCheck,
): Promise<RebuildProgress> {
  const progress = await rebuildIndex(services, signal, onProgress, check);
  await recordAuditOfAll(services.db, { action: 'index.rebuilt' }, services.now());
  await services.indexer.index(signal);
  return progress;
}
