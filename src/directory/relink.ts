import { z } from 'zod';
import type { OrganizationId } from '../call.ts';
import type { Log } from '../log.ts';
import { bringUpSearch, isInSearchSchema } from '../search/bring-up-search.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import type { Db } from '../store/db.ts';
import { forgetEnded } from '../store/ended-accounts-store.ts';
import { relinkCalls } from './link-calls.ts';

/** The outcome for past calls. `isInSearch` is false while search is away; the next worker then indexes the calls. */
export const relinkedSchema = z.object({ callsRelinked: z.number(), isInSearch: isInSearchSchema });
export type Relinked = z.infer<typeof relinkedSchema>;

/** To call after a change of accounts, people, members or domains. */
export type Relink = (organizationId: OrganizationId) => Promise<Relinked>;

type Deps = { db: Db; indexer: Pick<CallsIndexer, 'index'>; now: () => Date; log: Log };

/** Links past calls anew by the present directory, and has search follow. */
export async function relink(deps: Deps, organizationId: OrganizationId): Promise<Relinked> {
  const callsRelinked = await relinkCalls(deps.db, organizationId, deps.now());
  const isInSearch = await bringUpSearch(deps, organizationId);
  if (isInSearch) await forgetEnded(deps.db, organizationId);
  return { callsRelinked, isInSearch };
}
