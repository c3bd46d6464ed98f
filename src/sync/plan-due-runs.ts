import type { Db } from '../store/db.ts';
import { type GongConnection, listGongConnections, updateGongConnection } from '../store/gong-connections-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { listOpenRuns } from '../store/sync-runs-store.ts';
import { isDue, isTooFarAhead } from './is-due.ts';
import { nextNight } from './next-night.ts';
import type { makeRunPlanner } from './plan-runs.ts';
import type { WorkQueue } from './work-queue.ts';
import { mayBeWorked } from './work-runs.ts';

type Deps = {
  db: Db;
  planner: Pick<ReturnType<typeof makeRunPlanner>, 'planLive' | 'planWide'>;
  queue: Pick<WorkQueue, 'callForRuns'>;
  now: () => Date;
  syncIntervalMinutes: number;
};

/** From one night to the next, where the clock is set back meanwhile. */
const LONGEST_NIGHT_MS = 25 * 3_600_000;

/** Plans the runs that are due, and makes sure that workers look after all runs that may be worked on now. */
export async function planDueRuns(deps: Deps): Promise<void> {
  const { db, now, queue } = deps;
  for (const connection of await listGongConnections(db)) {
    const { organizationId, state } = connection;
    const { dataSyncEnabled, timeZone } = await readOrganization(db, organizationId);
    if (!dataSyncEnabled || state !== 'connected') continue;
    await planFor(deps, connection, timeZone);
    const open = await listOpenRuns(db, { organizationId });
    await queue.callForRuns(
      organizationId,
      open.filter((run) => mayBeWorked(run, now())),
    );
  }
}

async function planFor(
  { db, planner, now, syncIntervalMinutes }: Deps,
  connection: GongConnection,
  timeZone: string,
): Promise<void> {
  const { organizationId, nextSyncAt, nextWideReadAt } = connection;
  if (isDue(nextSyncAt, now(), syncIntervalMinutes * 60_000)) await planner.planLive(connection, false);
  if (nextWideReadAt === null || isTooFarAhead(nextWideReadAt, now(), LONGEST_NIGHT_MS))
    await updateGongConnection(db, organizationId, { nextWideReadAt: nextNight(now(), timeZone, organizationId) });
  else if (nextWideReadAt <= now()) await planner.planWide(connection);
}
