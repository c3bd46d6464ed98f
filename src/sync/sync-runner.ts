import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import { onBehalfOf } from '../fair-turns.ts';
import { type Log, sayingSeldom } from '../log.ts';
import type { EmbedProgress } from '../search/embed-calls.ts';
import type { Embedder } from '../search/embedder.ts';
import type { CallsIndexer } from '../search/index-calls.ts';
import type { Sleep } from '../sleep.ts';
import type { Db, Store } from '../store/db.ts';
import type { RoomProblem } from '../store/disk-room.ts';
import { listGongConnections, updateGongConnection } from '../store/gong-connections-store.ts';
import type { JobName } from '../store/jobs.ts';
import { listOpenRuns, readSyncRun } from '../store/sync-runs-store.ts';
import type { SyncRun } from '../sync-run.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Tracing } from '../tracing.ts';
import { makeVectorGiver } from './give-vectors.ts';
import type { GongOpener } from './gong-opener.ts';
import { planDueRuns } from './plan-due-runs.ts';
import { makeRunPlanner } from './plan-runs.ts';
import type { RightsReader } from './read-rights.ts';
import { makeRounds } from './rounds.ts';
import { makeRunSteering } from './run-steering.ts';
import { kindsIn, makeWorkQueue } from './work-queue.ts';
import { workRuns } from './work-runs.ts';

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

const ROUND_MS = 10_000;
const FINAL = ['done', 'failed', 'cancelled'];

export type SyncRunner = ReturnType<typeof makeSyncRunner>;

/**
 * Plans runs and has them worked on. The work stands in rows; the queue gives each organization's work to a single
 * process.
 */
export function makeSyncRunner(deps: SyncRunnerDeps) {
  const { db, log, now, store } = deps;
  const planner = makeRunPlanner(deps);
  const vectors = makeVectorGiver(deps);
  const queue = makeWorkQueue({ store, log });
  const callFor = (run: SyncRun) => queue.callForRuns(run.organizationId, [run]);
  const stopping = new AbortController();
  let isSearchAway = false;
  let toldRoom: RoomProblem['kind'] | null = null;
  let isServing = false;

  /** From now on the process takes work from the queue. */
  const startWorking = () =>
    // Apart from their own members, too, who read meanwhile.
    queue.startWorking((line, organizationId, signal) =>
      onBehalfOf(`sync ${organizationId}`, () => workIn(line, organizationId, signal)),
    );

  async function workIn(line: JobName, organizationId: OrganizationId, given: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([given, stopping.signal]);
    if (line === 'meaning') return vectors.takeTurn(organizationId, signal);
    await workRuns({ ...deps, tend: store.tend }, { organizationId, kinds: kindsIn(line), signal });
  }

  const tick = () => planDueRuns({ ...deps, planner, queue });

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
    const problem = store.roomProblem();
    if (problem !== null && problem.kind !== toldRoom) log.warn(problem.text);
    toldRoom = problem?.kind ?? null;
  }

  /** Copies what Gong's users may read, where members read as in Gong. Data sync off leaves rights to be kept too. */
  async function readRights(): Promise<void> {
    for (const connection of await listGongConnections(db))
      if (connection.state === 'connected') await deps.rights.readWhenDue(connection);
  }

  const warnSeldom = sayingSeldom((error) => log.error({ err: error }, 'sync: background work failed'));
  const onFailure = (error: unknown) => {
    if (!stopping.signal.aborted) warnSeldom(error);
  };
  // Planning takes a moment, indexing may take an hour: new calls are asked for meanwhile.
  const planning = makeRounds(async () => {
    sayRoom();
    await startWorking();
    await tick();
  }, onFailure);
  const readingRights = makeRounds(readRights, onFailure);
  const following = makeRounds(async () => {
    await indexWhatWaits();
    for (const organizationId of await vectors.due()) await queue.callForVectors(organizationId);
    await deps.scrubWhatIsDue();
  }, onFailure);

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
      if (rounds % 20 === 0) await callFor(current);
      await deps.sleep(100, signal);
    }
  }

  return {
    ...makeRunSteering({ db, now, callFor }),

    /**
     * Plans a run for the given range, or for new calls without a range. Workers take up the run at once.
     * @throws AppError `sync_off`, `not_connected`, `gong_reconnect_needed`, `invalid_input`.
     */
    async start(organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> {
      const connection = await planner.readyConnection(organizationId);
      const run =
        asked.from || asked.to
          ? await planner.planHistory(organizationId, asked)
          : await planner.planLive(connection, true);
      await callFor(run);
      return run;
    },

    /** Plans the nightly run now. */
    async startWide(organizationId: OrganizationId): Promise<SyncRun | null> {
      const connection = await planner.readyConnection(organizationId);
      const run = await planner.planWide(connection);
      if (run) await callFor(run);
      return run;
    },

    /**
     * Waits for the end of a run; the process takes work meanwhile. A run that must wait longer than `patienceMs` is
     * answered unfinished; a running server or worker goes on with the run.
     */
    waitFor,

    /** Waits for the end of every interrupted run; the process takes work meanwhile. */
    async finishOpen(signal: AbortSignal): Promise<void> {
      for (const run of await listOpenRuns(db)) await waitFor(run, { signal, patienceMs: 0, onProgress: () => {} });
    },

    /**
     * Gives vectors to calls without them where nobody else would: in an embedded store without a server. Long work is
     * put down after a while, and the next such process goes on.
     */
    async finishEmbedding(
      organizationId: OrganizationId,
      signal: AbortSignal,
      onProgress: (progress: EmbedProgress) => void,
    ): Promise<void> {
      if (store.kind !== 'embedded' || isServing) return;
      await vectors.giveAll(organizationId, signal, onProgress);
    },

    /** Plans due runs now; a server does so every few seconds. */
    tick,

    /** Reads the rights in Gong that are an hour old; a server looks every few seconds. */
    readRights,

    /** Works in the process until stopped: interrupted runs go on, due runs are planned, and search follows. */
    startJobs(): void {
      isServing = true;
      for (const rounds of [planning, readingRights, following]) rounds.every(ROUND_MS);
    },

    /** Gong was connected or data sync turned on: any working process asks for new calls at once. */
    async takeUp(organizationId: OrganizationId): Promise<void> {
      await updateGongConnection(db, organizationId, { nextSyncAt: null });
      if (queue.isWorking()) planning.ask();
    },

    /** Stops between two steps; interrupted runs go on at the next start. */
    async stop(): Promise<void> {
      stopping.abort(new Error('stopping'));
      await Promise.all([planning.stop(), readingRights.stop(), following.stop()]);
      await queue.stop();
    },
  };
}
