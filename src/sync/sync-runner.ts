import type { OrganizationId } from '../call.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import type { Sleep } from '../gong/gong-pacer.ts';
import type { Log } from '../log.ts';
import type { Db, Store } from '../store/db.ts';
import { listGongConnections, updateGongConnection } from '../store/gong-connections-store.ts';
import type { JobName, Jobs } from '../store/jobs.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { changeRunState, listOpenRuns, type RunKind, readSyncRun, type SyncRun } from '../store/sync-runs-store.ts';
import type { TimeWindow } from '../time-window.ts';
import type { GongOpener } from './gong-opener.ts';
import type { CallsIndexer } from './index-calls.ts';
import { nextNight } from './next-night.ts';
import { makeRunPlanner } from './plan-runs.ts';
import { runSync } from './run-sync.ts';

export type SyncRunnerDeps = {
  db: Db;
  store: Pick<Store, 'openJobs' | 'tend'>;
  indexer: CallsIndexer;
  /** Takes what was removed out of the files of search. */
  scrub: (organizationId: OrganizationId) => Promise<void>;
  opener: GongOpener;
  sleep: Sleep;
  now: () => Date;
  log: Log;
  syncIntervalMinutes: number;
};

const TICK_MS = 10_000;
const QUEUE_OF: Record<RunKind, JobName> = { live: 'sync', wide: 'sync', history: 'history' };
const KINDS_OF: Record<JobName, RunKind[]> = { sync: ['live', 'wide'], history: ['history'] };
const FINAL = ['done', 'failed', 'cancelled'];

export type SyncRunner = ReturnType<typeof makeSyncRunner>;

/** Plans runs and has them worked on: what there is to do stands in rows, and the queue gives each organization's work to one process. */
export function makeSyncRunner(deps: SyncRunnerDeps) {
  const { db, log, now } = deps;
  const { readyConnection, planLive, planWide, planHistory } = makeRunPlanner(deps);
  const stopping = new AbortController();
  let jobs: Promise<Jobs> | undefined;
  let isWorking = false;
  let isSearchAway = false;
  let timer: NodeJS.Timeout | undefined;
  let ticking: Promise<void> = Promise.resolve();

  function openJobs(): Promise<Jobs> {
    jobs ??= deps.store.openJobs(log);
    // The next one who needs it tries again.
    jobs.catch(() => {
      jobs = undefined;
    });
    return jobs;
  }

  /** From now on this process takes work from the queue. */
  async function startWorking(): Promise<void> {
    if (isWorking) return;
    const queue = await openJobs();
    if (isWorking) return;
    isWorking = true;
    await queue.work(workJob);
  }

  async function workJob(name: JobName, organizationId: OrganizationId, signal: AbortSignal): Promise<void> {
    const both = AbortSignal.any([signal, stopping.signal]);
    for (
      let run = await nextRun(organizationId, KINDS_OF[name]);
      run;
      run = await nextRun(organizationId, KINDS_OF[name])
    )
      await workRun(run, both);
  }

  /** The oldest run that may be worked on now. */
  async function nextRun(organizationId: OrganizationId, kinds: RunKind[]): Promise<SyncRun | undefined> {
    if (!(await readOrganization(db, organizationId)).dataSyncEnabled) return undefined;
    const runs = await listOpenRuns(db, { organizationId, kinds });
    return runs.find((run) => run.retryAt === null || run.retryAt <= now());
  }

  async function workRun(run: SyncRun, signal: AbortSignal): Promise<void> {
    try {
      const quotaClass = run.kind === 'history' ? 'history' : 'fresh';
      const main = await deps.opener.open(run.organizationId, quotaClass);
      const pending = await deps.opener.open(run.organizationId, 'pending');
      const takeRequestCount = () => main.takeRequestCount() + pending.takeRequestCount();
      await runSync({
        ...deps,
        tend: deps.store.tend,
        run,
        signal,
        gong: main.gong,
        gongForPending: pending.gong,
        takeRequestCount,
        usersReadAt: main.connection.usersReadAt,
        covered: main.connection.covered,
      });
    } catch (error) {
      if (signal.aborted || !isAppError(error)) throw error;
      const end = { state: 'failed' as const, error: describeError(error), finishedAt: now() };
      await changeRunState(db, run.id, ['queued', 'running', 'waiting'], end);
    }
  }

  /** Plans what is due and makes sure that someone works on what is open. */
  async function tick(): Promise<void> {
    for (const connection of await listGongConnections(db)) {
      const { organizationId, state, nextSyncAt, nextWideReadAt } = connection;
      const { dataSyncEnabled, timeZone } = await readOrganization(db, organizationId);
      if (!dataSyncEnabled || state !== 'connected') continue;
      if (nextSyncAt === null || nextSyncAt <= now()) await planLive(connection, false);
      if (nextWideReadAt === null)
        await updateGongConnection(db, organizationId, { nextWideReadAt: nextNight(now(), timeZone, organizationId) });
      else if (nextWideReadAt <= now()) await planWide(connection);
      const open = await listOpenRuns(db, { organizationId });
      const due = open.filter((run) => run.retryAt === null || run.retryAt <= now());
      for (const name of new Set(due.map((run) => QUEUE_OF[run.kind])))
        await (await openJobs()).send(name, organizationId);
    }
  }

  /** What could not be indexed when it was saved, since search was away, is indexed when it is back. */
  async function indexWhatWaits(): Promise<void> {
    try {
      await deps.indexer.index(stopping.signal);
      isSearchAway = false;
    } catch (error) {
      if (!isAppError(error, 'index_unavailable')) throw error;
      if (!isSearchAway) log.warn({ reason: error.message }, 'search is away: what is new waits in the store');
      isSearchAway = true;
    }
  }

  const inBackground = (task: () => Promise<unknown>) => {
    ticking = ticking.then(task).then(
      () => {},
      (error) => {
        if (!stopping.signal.aborted) log.error({ err: error }, 'sync: background work failed');
      },
    );
  };

  async function send(run: SyncRun): Promise<void> {
    await (await openJobs()).send(QUEUE_OF[run.kind], run.organizationId);
  }

  async function theRun(organizationId: OrganizationId, runId: string): Promise<SyncRun> {
    const run = await readSyncRun(db, runId);
    if (run?.organizationId !== organizationId) throw new AppError('not_found', `There is no run ${runId}.`);
    return run;
  }

  /** Moves a run between states that an admin may choose. @throws AppError `not_found`, `conflict`. */
  async function steer(
    organizationId: OrganizationId,
    runId: string,
    from: SyncRun['state'][],
    to: { state: SyncRun['state']; finishedAt?: Date; error?: null; retryAt?: null },
  ): Promise<SyncRun> {
    const run = await theRun(organizationId, runId);
    if (!(await changeRunState(db, runId, from, to)))
      throw new AppError(
        'conflict',
        `This run is ${run.state}; only one that is ${from.join(' or ')} can be ${to.state === 'queued' ? 'resumed' : to.state}.`,
      );
    return theRun(organizationId, runId);
  }

  async function waitFor(
    run: SyncRun,
    { signal, patienceMs, onProgress }: { signal: AbortSignal; patienceMs: number; onProgress: (run: SyncRun) => void },
  ): Promise<SyncRun> {
    await startWorking();
    for (let rounds = 0; ; rounds += 1) {
      const current = (await readSyncRun(db, run.id)) ?? run;
      onProgress(current);
      if (FINAL.includes(current.state) || current.state === 'paused') return current;
      const waitMs = (current.retryAt?.getTime() ?? 0) - now().getTime();
      if (current.state === 'waiting' && waitMs > patienceMs) return current;
      // Sent again now and then: a job that was about to end may have missed this run.
      if (rounds % 20 === 0) await send(current);
      await deps.sleep(100, signal);
    }
  }

  return {
    /**
     * Plans a run: of a range where one is given, else of what is new. Workers take it up at once.
     * @throws AppError `sync_off`, `not_connected`, `gong_reconnect_needed`, `invalid_input`.
     */
    async start(organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> {
      const connection = await readyConnection(organizationId);
      const run = asked.from || asked.to ? await planHistory(organizationId, asked) : await planLive(connection, true);
      await send(run);
      return run;
    },

    /**
     * Waits until a run ended, working in this process too. A run that waits for longer than `patienceMs` is answered as it is: it goes on by
     * itself where a server or worker runs.
     */
    waitFor,

    /** Sees every run that was cut off to its end, working in this process. */
    async finishOpen(signal: AbortSignal): Promise<void> {
      for (const run of await listOpenRuns(db)) await waitFor(run, { signal, patienceMs: 0, onProgress: () => {} });
    },

    pause: (organizationId: OrganizationId, runId: string) =>
      steer(organizationId, runId, ['queued', 'running', 'waiting'], { state: 'paused' }),
    async resume(organizationId: OrganizationId, runId: string): Promise<SyncRun> {
      const run = await steer(organizationId, runId, ['paused', 'waiting'], {
        state: 'queued',
        error: null,
        retryAt: null,
      });
      await send(run);
      return run;
    },
    cancel: (organizationId: OrganizationId, runId: string) =>
      steer(organizationId, runId, ['queued', 'running', 'waiting', 'paused'], {
        state: 'cancelled',
        finishedAt: now(),
      }),

    /** Data sync was turned off: what is new waits for the day it is on again, an import until it is resumed. */
    async putDown(organizationId: OrganizationId): Promise<void> {
      for (const run of await listOpenRuns(db, { organizationId })) {
        const to =
          run.kind === 'history' ? { state: 'paused' as const } : { state: 'cancelled' as const, finishedAt: now() };
        await changeRunState(db, run.id, ['queued', 'running', 'waiting'], to);
      }
    },

    run: theRun,

    /** Plans what is due, now; a server does so every few seconds. */
    tick,

    /** Plans the nightly run now. */
    async startWide(organizationId: OrganizationId): Promise<SyncRun | null> {
      const connection = await readyConnection(organizationId);
      const run = await planWide(connection);
      if (run) await send(run);
      return run;
    },

    /** Works in this process until it is stopped: what was cut off goes on, and what is due is planned. */
    startJobs(): void {
      // Where the queue cannot be opened now, the next tick tries again.
      const workAndTick = async () => {
        await startWorking();
        await tick();
        await indexWhatWaits();
      };
      inBackground(workAndTick);
      timer = setInterval(() => inBackground(workAndTick), TICK_MS);
    },

    /** Gong was connected or data sync turned on: what is new is asked for at once, by whoever works. */
    async takeUp(organizationId: OrganizationId): Promise<void> {
      await updateGongConnection(db, organizationId, { nextSyncAt: null });
      inBackground(async () => (isWorking ? tick() : undefined));
    },

    /** Stops between two steps; runs that were cut off go on at the next start. */
    async stop(): Promise<void> {
      clearInterval(timer);
      stopping.abort(new Error('stopping'));
      await ticking;
      await (await jobs?.catch(() => undefined))?.stop();
    },
  };
}
