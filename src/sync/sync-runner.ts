import PQueue from 'p-queue';
import type { OrganizationId } from '../call.ts';
import { AppError, isAppError } from '../errors.ts';
import { onBehalfOf } from '../fair-turns.ts';
import { type Log, sayingSeldom } from '../log.ts';
import type { EmbedProgress } from '../search/embed-calls.ts';
import type { Embedder } from '../search/embedder.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import type { Sleep } from '../sleep.ts';
import type { Db, Store } from '../store/db.ts';
import type { RoomProblem } from '../store/disk-room.ts';
import { listGongConnections, updateGongConnection } from '../store/gong-connections-store.ts';
import type { JobName, Jobs } from '../store/jobs.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { changeRunState, listOpenRuns, readSyncRun } from '../store/sync-runs-store.ts';
import { toStoreFailure } from '../store-failure.ts';
import type { RunKind, SyncRun } from '../sync-run.ts';
import type { TimeWindow } from '../time-window.ts';
import { NO_TRACING, type Tracing } from '../tracing.ts';
import { makeVectorGiver } from './give-vectors.ts';
import type { GongOpener } from './gong-opener.ts';
import { isDue, isTooFarAhead } from './is-due.ts';
import { nextNight } from './next-night.ts';
import { makeRunPlanner } from './plan-runs.ts';
import type { RightsReader } from './read-rights.ts';
import { runSync } from './run-sync.ts';

export type SyncRunnerDeps = {
  db: Db;
  store: Pick<Store, 'openJobs' | 'tend' | 'kind' | 'roomProblem'>;
  indexer: CallsIndexer;
  /** Null where words alone are searched. */
  embedder: Embedder | null;
  /** Takes removed words out of all files, where a scrub is owed. */
  scrub: (organizationId: OrganizationId) => Promise<void>;
  /** Does every scrub that is due. */
  scrubWhatIsDue: () => Promise<void>;
  opener: GongOpener;
  sleep: Sleep;
  now: () => Date;
  log: Log;
  syncIntervalMinutes: number;
  rights: Pick<RightsReader, 'readWhenDue'>;
  tracing?: Tracing;
};

const TICK_MS = 10_000;
/** From one night to the next, where the clock is set back meanwhile. */
const LONGEST_NIGHT_MS = 25 * 3_600_000;
const QUEUE_OF: Record<RunKind, JobName> = { live: 'sync', wide: 'sync', history: 'history' };
const KINDS_OF: Record<Exclude<JobName, 'meaning'>, RunKind[]> = { sync: ['live', 'wide'], history: ['history'] };
const FINAL = ['done', 'failed', 'cancelled'];

export type SyncRunner = ReturnType<typeof makeSyncRunner>;

/**
 * Plans runs and has them worked on. The work stands in rows; the queue gives each organization's work to a single
 * process.
 */
export function makeSyncRunner(deps: SyncRunnerDeps) {
  const { db, log, now } = deps;
  const { readyConnection, planLive, planWide, planHistory } = makeRunPlanner(deps);
  const vectors = makeVectorGiver(deps);
  const warnSeldom = sayingSeldom((error) => log.error({ err: error }, 'sync: background work failed'));
  const stopping = new AbortController();
  let jobs: Promise<Jobs> | undefined;
  let isWorking = false;
  let isSearchAway = false;
  let toldRoom: RoomProblem['kind'] | null = null;
  let timer: NodeJS.Timeout | undefined;
  const background = new PQueue({ concurrency: 1 });

  function openJobs(): Promise<Jobs> {
    jobs ??= deps.store.openJobs(log);
    // After a failure the next caller tries again.
    jobs.catch(() => {
      jobs = undefined;
    });
    return jobs;
  }

  /** From now on the process takes work from the queue. */
  async function startWorking(): Promise<void> {
    if (isWorking) return;
    const queue = await openJobs();
    if (isWorking) return;
    isWorking = true;
    // Apart from their own members, too, who read meanwhile.
    await queue.work((name, organizationId, signal) =>
      onBehalfOf(`sync ${organizationId}`, () => workJob(name, organizationId, signal)),
    );
  }

  async function workJob(name: JobName, organizationId: OrganizationId, signal: AbortSignal): Promise<void> {
    const both = AbortSignal.any([signal, stopping.signal]);
    if (name === 'meaning') return vectors.takeTurn(organizationId, both);
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
      const { kind, organizationId } = run;
      const facts = {
        'colloquy.run.kind': kind,
        'colloquy.run.id': run.id,
        'colloquy.organization_id': organizationId,
      };
      await (deps.tracing ?? NO_TRACING).run({ name: 'sync.run', facts }, () =>
        runSync({
          ...deps,
          tend: deps.store.tend,
          run,
          signal,
          gong: main.gong,
          gongForPending: pending.gong,
          takeRequestCount,
          usersReadAt: main.connection.usersReadAt,
          covered: main.connection.covered,
        }),
      );
    } catch (error) {
      if (signal.aborted) throw error;
      // A run that cannot even note its end is tried again: the store may be away.
      const known = isAppError(error) ? error : toStoreFailure(error);
      const told = known?.message ?? 'Something went wrong here. The log says more.';
      const end = { state: 'failed' as const, error: told, finishedAt: now() };
      await changeRunState(db, run.id, ['queued', 'running', 'waiting'], end);
      if (!isAppError(error)) log.error({ run: run.id, err: error }, 'sync: failed');
    }
  }

  /** Plans due runs and makes sure that a worker looks after open runs. */
  async function tick(): Promise<void> {
    for (const connection of await listGongConnections(db)) {
      const { organizationId, state, nextSyncAt, nextWideReadAt } = connection;
      const { dataSyncEnabled, timeZone } = await readOrganization(db, organizationId);
      if (!dataSyncEnabled || state !== 'connected') continue;
      if (isDue(nextSyncAt, now(), deps.syncIntervalMinutes * 60_000)) await planLive(connection, false);
      if (nextWideReadAt === null || isTooFarAhead(nextWideReadAt, now(), LONGEST_NIGHT_MS))
        await updateGongConnection(db, organizationId, { nextWideReadAt: nextNight(now(), timeZone, organizationId) });
      else if (nextWideReadAt <= now()) await planWide(connection);
      const open = await listOpenRuns(db, { organizationId });
      const due = open.filter((run) => run.retryAt === null || run.retryAt <= now());
      for (const name of new Set(due.map((run) => QUEUE_OF[run.kind])))
        await (await openJobs()).send(name, organizationId);
    }
  }

  /** Indexes calls that were saved while search was away. */
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

  /** Tells once when the disk begins to have little room, and once when nothing is kept any more. */
  function sayRoom(): void {
    const problem = deps.store.roomProblem();
    if (problem !== null && problem.kind !== toldRoom) log.warn(problem.text);
    toldRoom = problem?.kind ?? null;
  }

  /** Copies what Gong's users may read, where members read as in Gong. Data sync off leaves rights to be kept too. */
  async function readRights(): Promise<void> {
    for (const connection of await listGongConnections(db))
      if (connection.state === 'connected') await deps.rights.readWhenDue(connection);
  }

  /** Has a worker give vectors to calls without them. */
  async function planEmbedding(): Promise<void> {
    for (const organizationId of await vectors.due()) await (await openJobs()).send('meaning', organizationId);
  }

  const inBackground = (task: () => Promise<unknown>) => {
    background.add(task).catch((error) => {
      if (!stopping.signal.aborted) warnSeldom(error);
    });
  };

  async function send(run: SyncRun): Promise<void> {
    await (await openJobs()).send(QUEUE_OF[run.kind], run.organizationId);
  }

  async function theRun(organizationId: OrganizationId, runId: string): Promise<SyncRun> {
    const run = await readSyncRun(db, runId);
    if (run?.organizationId !== organizationId) throw new AppError('not_found', `There is no run ${runId}.`);
    return run;
  }

  /** Moves a run between states open to an admin's choice. @throws AppError `not_found`, `conflict`. */
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
      // Sent again now and then: a job about to end may have missed the run.
      if (rounds % 20 === 0) await send(current);
      await deps.sleep(100, signal);
    }
  }

  return {
    /**
     * Plans a run for the given range, or for new calls without a range. Workers take up the run at once.
     * @throws AppError `sync_off`, `not_connected`, `gong_reconnect_needed`, `invalid_input`.
     */
    async start(organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> {
      const connection = await readyConnection(organizationId);
      const run = asked.from || asked.to ? await planHistory(organizationId, asked) : await planLive(connection, true);
      await send(run);
      return run;
    },

    /**
     * Waits for the end of a run; the process takes work meanwhile. A run that must wait longer than `patienceMs` is
     * answered unfinished; a running server or worker goes on with the run.
     */
    waitFor,

    /**
     * Gives vectors to calls without them where nobody else would: in an embedded store without a server. Long work is
     * put down after a while, and the next such process goes on.
     */
    async finishEmbedding(
      organizationId: OrganizationId,
      signal: AbortSignal,
      onProgress: (progress: EmbedProgress) => void,
    ): Promise<void> {
      if (deps.store.kind !== 'embedded' || timer) return;
      await vectors.giveAll(organizationId, signal, onProgress);
    },

    /** Waits for the end of every interrupted run; the process takes work meanwhile. */
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

    /**
     * Data sync was turned off. New calls wait until data sync is on again; an import waits until someone resumes the
     * run.
     */
    async putDown(organizationId: OrganizationId): Promise<void> {
      for (const run of await listOpenRuns(db, { organizationId })) {
        const to =
          run.kind === 'history' ? { state: 'paused' as const } : { state: 'cancelled' as const, finishedAt: now() };
        await changeRunState(db, run.id, ['queued', 'running', 'waiting'], to);
      }
    },

    run: theRun,

    /** Plans due runs now; a server does so every few seconds. */
    tick,

    /** Reads the rights in Gong that are an hour old; a server looks every few seconds. */
    readRights,

    /** Plans the nightly run now. */
    async startWide(organizationId: OrganizationId): Promise<SyncRun | null> {
      const connection = await readyConnection(organizationId);
      const run = await planWide(connection);
      if (run) await send(run);
      return run;
    },

    /** Works in the process until stopped: interrupted runs go on, and due runs are planned. */
    startJobs(): void {
      sayRoom();
      // If the queue cannot be opened now, the next tick tries again.
      const workAndTick = async () => {
        sayRoom();
        await startWorking();
        await tick();
        await readRights();
        await indexWhatWaits();
        await planEmbedding();
        await deps.scrubWhatIsDue();
      };
      inBackground(workAndTick);
      timer = setInterval(() => inBackground(workAndTick), TICK_MS);
    },

    /** Gong was connected or data sync turned on: any working process asks for new calls at once. */
    async takeUp(organizationId: OrganizationId): Promise<void> {
      await updateGongConnection(db, organizationId, { nextSyncAt: null });
      inBackground(async () => (isWorking ? tick() : undefined));
    },

    /** Stops between two steps; interrupted runs go on at the next start. */
    async stop(): Promise<void> {
      clearInterval(timer);
      stopping.abort(new Error('stopping'));
      await background.onIdle();
      await (await jobs?.catch(() => undefined))?.stop();
    },
  };
}
