import type { Log } from '../log.ts';
import { listRecentCalls } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import { listGongConnections } from '../store/gong-connections-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { MediaFetcher } from './fetch-media.ts';
import { makeRounds } from './rounds.ts';

const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
/** Recordings of the newest calls are fetched ahead. An older recording is fetched when played. */
const RECENT_DAYS = 14;
const MOST_CALLS = 50;

type Deps = { db: Db; mediaFetcher: MediaFetcher; now: () => Date; log: Log };

/** Fetches the audio of new calls in the background until stopped. */
export function startPrefetchingMedia({ db, mediaFetcher, now, log }: Deps): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const rounds = makeRounds(
    async () => {
      for (const { organizationId, state } of await listGongConnections(db)) {
        if (state !== 'connected' || !(await readOrganization(db, organizationId)).dataSyncEnabled) continue;
        const since = new Date(now().getTime() - RECENT_DAYS * DAY_MS);
        const calls = await listRecentCalls(db, organizationId, since, MOST_CALLS);
        await mediaFetcher.prefetch(organizationId, calls, stopping.signal);
      }
    },
    (error) => {
      if (!stopping.signal.aborted) log.error({ err: error }, 'media: background work failed');
    },
  );
  rounds.every(EVERY_MS);
  return {
    async stop() {
      stopping.abort(new Error('stopping'));
      await rounds.stop();
    },
  };
}
