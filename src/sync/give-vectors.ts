import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import { given } from '../given.ts';
import type { Log } from '../log.ts';
import { type EmbedProgress, embedCalls } from '../search/embed-calls.ts';
import type { Embedder } from '../search/embedder.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import { listOrganizationsToEmbed } from '../store/call-vectors-store.ts';
import type { Db } from '../store/db.ts';

type Deps = {
  db: Db;
  /** Null where words alone are searched. */
  embedder: Embedder | null;
  indexer: Pick<CallsIndexer, 'index'>;
  now: () => Date;
  log: Log;
};

/** An organization's turn: a history of calls takes hours, and syncs and other organizations wait for the place. */
const TURN_MS = 60_000;
/** A waiting command gives vectors no longer than this: after an upgrade every call may lack them. */
const LONGEST_WAIT_MS = 600_000;

/** Gives vectors to calls that lack them. What a turn leaves is due again, and the next goes on from there. */
export function makeVectorGiver({ db, embedder, indexer, now, log }: Deps) {
  /** Told of once, until they get vectors again. */
  const told = new Set<OrganizationId>();

  async function give(
    organizationId: OrganizationId,
    signal: AbortSignal,
    { mostMs, onProgress }: { mostMs: number; onProgress?: (progress: EmbedProgress) => void },
  ): Promise<void> {
    if (!embedder) return;
    const untilMs = now().getTime() + mostMs;
    const isEnough = () => now().getTime() >= untilMs;
    try {
      await embedCalls({ db, embedder, indexer }, organizationId, signal, given({ onProgress, isEnough }));
      told.delete(organizationId);
    } catch (error) {
      if (!isAppError(error, 'model_unavailable') && !isAppError(error, 'index_unavailable')) throw error;
      if (!told.has(organizationId))
        log.warn(
          { organization: organizationId, reason: error.message },
          'calls wait for their vectors: words alone find them',
        );
      told.add(organizationId);
    }
  }

  return {
    /** Organizations whose turn it is. */
    due: async (): Promise<OrganizationId[]> => (embedder ? listOrganizationsToEmbed(db, embedder.name) : []),
    /** A turn of the organization's. A failing model or search is logged, and its calls stay due. */
    takeTurn: (organizationId: OrganizationId, signal: AbortSignal) =>
      give(organizationId, signal, { mostMs: TURN_MS }),
    /** For a command that waits. */
    giveAll: (organizationId: OrganizationId, signal: AbortSignal, onProgress: (progress: EmbedProgress) => void) =>
      give(organizationId, signal, { mostMs: LONGEST_WAIT_MS, onProgress }),
  };
}
