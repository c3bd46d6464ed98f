import type { OrganizationId } from '../call.ts';
import { AppError, describeError } from '../errors.ts';
import type { GongHttpDeps } from '../gong/gong-http.ts';
import type { Log } from '../log.ts';
import type { SegmentIndex } from '../search/segment-index.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations, readOrganization } from '../store/organizations-store.ts';
import type { Secrets } from '../store/secrets.ts';
import { createSyncRun, listSyncRuns, listUnfinishedRuns, type SyncRun } from '../store/sync-runs-store.ts';
import type { TimeWindow } from '../time-window.ts';
import { openGongClient } from './connect-gong.ts';
import { indexCalls } from './index-calls.ts';
import { planWindows } from './plan-windows.ts';
import { runSync } from './run-sync.ts';

export type SyncRunnerDeps = {
  db: Db;
  index: SegmentIndex;
  secrets: Secrets;
  gongHttp: Omit<GongHttpDeps, 'onRequest'>;
  now: () => Date;
  log: Log;
};

const DAY_MS = 86_400_000;
/** The first sync reaches this far back unless the admin asks for more. */
const FIRST_SYNC_DAYS = 2;
/** Later ones read this much again: Gong shows calls up to hours after they ended (docs/gong-api.md §3.5). */
const OVERLAP_DAYS = 1;

export type SyncRunner = ReturnType<typeof makeSyncRunner>;

/** Plans runs, works them one at a time per organization, goes on with those that were cut off, and starts the periodic ones. */
export function makeSyncRunner(deps: SyncRunnerDeps) {
  const stopping = new AbortController();
  const active = new Map<OrganizationId, Promise<SyncRun>>();
  let timer: NodeJS.Timeout | undefined;

  /** @throws AppError `sync_off`, `sync_running`, `not_connected`. */
  async function plan(organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> {
    const organization = await readOrganization(deps.db, organizationId);
    if (!organization.dataSyncEnabled) {
      throw new AppError(
        'sync_off',
        `Data sync is off for ${organization.name}. Turn it on first: \`colloquy organization data-sync on --organization ${organizationId}\`.`,
      );
    }
    if (active.has(organizationId))
      throw new AppError('sync_running', `A sync of ${organization.name} is running. Wait until it is done.`);
    const to = asked.to ?? deps.now();
    const from = asked.from ?? (await nextFrom(organizationId, to));
    if (from >= to)
      throw new AppError(
        'invalid_input',
        `The range is reversed: ${from.toISOString()} is not before ${to.toISOString()}.`,
      );
    await openGongClient(deps, organizationId);
    return createSyncRun(deps.db, organizationId, { from, to }, planWindows({ from, to }), deps.now());
  }

  async function nextFrom(organizationId: OrganizationId, to: Date): Promise<Date> {
    const last = (await listSyncRuns(deps.db, organizationId, 20)).find((run) => run.state === 'done');
    const days = last ? OVERLAP_DAYS : FIRST_SYNC_DAYS;
    return new Date(Math.min(last?.window.to.getTime() ?? to.getTime(), to.getTime()) - days * DAY_MS);
  }

  /** One run at a time: a second one of the organization waits for the first. */
  function work(run: SyncRun): Promise<SyncRun> {
    const before = active.get(run.organizationId);
    const done = (async () => {
      await before?.catch(() => {});
      const { gong, takeRequestCount } = await openGongClient(deps, run.organizationId);
      return runSync({ ...deps, gong, takeRequestCount }, run, stopping.signal);
    })().finally(() => {
      if (active.get(run.organizationId) === done) active.delete(run.organizationId);
    });
    active.set(run.organizationId, done);
    return done;
  }

  async function resumeAll(): Promise<void> {
    await indexCalls(deps, stopping.signal);
    for (const run of await listUnfinishedRuns(deps.db)) {
      if (active.has(run.organizationId)) continue;
      deps.log.info({ run: run.id }, 'sync: going on with a run that was cut off');
      await work(run);
    }
  }

  async function syncEveryone(): Promise<void> {
    for (const organization of await listOrganizations(deps.db)) {
      if (!organization.dataSyncEnabled || active.has(organization.id)) continue;
      await work(await plan(organization.id, {})).catch((error) => {
        if (!stopping.signal.aborted)
          deps.log.warn({ organization: organization.id, reason: describeError(error) }, 'sync: not run');
      });
    }
  }

  const inBackground = (task: () => Promise<unknown>) => {
    task().catch((error) => {
      if (!stopping.signal.aborted) deps.log.error({ err: error }, 'sync: background work failed');
    });
  };

  return {
    /** Plans and works a run to its end. */
    sync: async (organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> =>
      work(await plan(organizationId, asked)),

    /** Plans a run and works it in the background. */
    async start(organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> {
      const run = await plan(organizationId, asked);
      inBackground(() => work(run));
      return run;
    },

    /** Goes on with what was cut off, now, and syncs every organization whose sync is on, every so often. */
    startJobs(intervalMinutes: number): void {
      inBackground(resumeAll);
      timer = setInterval(() => inBackground(syncEveryone), intervalMinutes * 60_000);
      timer.unref();
    },

    resumeAll,

    /** Stops between two steps; runs that were cut off go on at the next start. */
    async stop(): Promise<void> {
      clearInterval(timer);
      stopping.abort(new Error('stopping'));
      await Promise.allSettled(active.values());
    },
  };
}
