import type { CallsIndexer } from '../search/index-calls.ts';
import { findSearchProblem } from '../search/live-index.ts';
import type { RebuildDeps } from './rebuild-index.ts';
import { reindex } from './reindex.ts';

type Deps = RebuildDeps & { indexer: Pick<CallsIndexer, 'index'>; scrubWhatIsDue: () => Promise<void> };

/**
 * Mends what can be mended without losing anything: search is made anew where it does not work, gets what it lacks,
 * and removed words leave the files. Answers what was done, in sentences; empty where there was nothing. For operators.
 * @throws AppError `index_unavailable`.
 */
export async function mend(services: Deps, signal: AbortSignal): Promise<string[]> {
  const done: string[] = [];
  const problem = await findSearchProblem(services);
  if (problem !== null) {
    const { calls } = await reindex(services, signal);
    done.push(`The search index was made anew from the store, calls in it: ${calls}.`);
  } else {
    const calls = await services.indexer.index(signal);
    if (calls > 0) done.push(`Search has what it lacked, calls: ${calls}.`);
  }
  await services.scrubWhatIsDue();
  return done;
}
