import { z } from 'zod';
import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { CallsIndexer } from './index-calls.ts';

export const isInSearchSchema = z
  .boolean()
  .meta({ description: 'False while search is away: it takes this up later.' });

/**
 * Has search follow the changes in the store. Answers false while search is away: changed calls stay marked, and the
 * next worker indexes them.
 */
export async function bringUpSearch(
  { indexer, log }: { indexer: Pick<CallsIndexer, 'index'>; log: Log },
  organizationId: OrganizationId,
): Promise<boolean> {
  try {
    await indexer.index(new AbortController().signal, organizationId);
    return true;
  } catch (error) {
    if (!isAppError(error, 'index_unavailable')) throw error;
    log.warn({ reason: error.message }, 'search takes this up when it works again');
    return false;
  }
}
