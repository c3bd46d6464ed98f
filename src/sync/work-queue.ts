import type { OrganizationId } from '../call.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/db.ts';
import type { JobName, Jobs } from '../store/jobs.ts';
import type { RunKind, SyncRun } from '../sync-run.ts';

const LINE_OF: Record<RunKind, Exclude<JobName, 'meaning'>> = { live: 'sync', wide: 'sync', history: 'history' };

export type WorkQueue = ReturnType<typeof makeWorkQueue>;

/** Calls workers of all processes to an organization's work. The queue is opened when it is first needed. */
export function makeWorkQueue({ store, log }: { store: Pick<Store, 'openJobs'>; log: Log }) {
  let jobs: Promise<Jobs> | undefined;
  let isWorking = false;

  function open(): Promise<Jobs> {
    jobs ??= store.openJobs(log);
    // After a failure the next caller tries again.
    jobs.catch(() => {
      jobs = undefined;
    });
    return jobs;
  }

  return {
    isWorking: () => isWorking,

    /** From now on this process takes work; repeating changes nothing. */
    async startWorking(handler: Parameters<Jobs['work']>[0]): Promise<void> {
      if (isWorking) return;
      const queue = await open();
      if (isWorking) return;
      isWorking = true;
      await queue.work(handler);
    },

    /** Has workers look after the runs of an organization. */
    async callForRuns(organizationId: OrganizationId, runs: readonly Pick<SyncRun, 'kind'>[]): Promise<void> {
      for (const line of new Set(runs.map(({ kind }) => LINE_OF[kind])))
        await (await open()).send(line, organizationId);
    },

    /** Has a worker give vectors to an organization's calls. */
    callForVectors: async (organizationId: OrganizationId): Promise<void> =>
      (await open()).send('meaning', organizationId),

    stop: async (): Promise<void> => (await jobs?.catch(() => undefined))?.stop(),
  };
}

/** The kinds of run in a line of work. */
export const kindsIn = (line: Exclude<JobName, 'meaning'>): RunKind[] =>
  (Object.keys(LINE_OF) as RunKind[]).filter((kind) => LINE_OF[kind] === line);
