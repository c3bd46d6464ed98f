import type { fromPglite as FromPglite } from 'pg-boss';
import type { OrganizationId } from '../call.ts';
import { type Log, sayingSeldom } from '../log.ts';

/** An organization's lines of work. They run side by side, each once at a time over all processes. */
export const JOB_NAMES = ['sync', 'history', 'meaning'] as const;
export type JobName = (typeof JOB_NAMES)[number];

/**
 * The durable queue. A job is only a call to look: the work itself stands in the store's rows, so losing a job loses
 * nothing.
 */
export type Jobs = {
  /** Makes sure that a worker looks after the organization's work. Repeating adds nothing. */
  send: (name: JobName, organizationId: OrganizationId) => Promise<void>;
  /** Works jobs in this process. After a crash the dead process's job goes to another process. */
  work: (
    handler: (name: JobName, organizationId: OrganizationId, signal: AbortSignal) => Promise<void>,
  ) => Promise<void>;
  /** Waits a little for the work in hand, then aborts the rest; the next start takes up aborted work. */
  stop: () => Promise<void>;
};

type PGliteLike = Parameters<typeof FromPglite>[0];
type Data = { organizationId: OrganizationId };

/** Organizations worked on at a time by one process. */
const AT_ONCE = 4;

/** Opens the queue in the store's database, in a separate schema. `database` is a PGlite, or a Postgres URL. */
export async function openJobs(database: PGliteLike | string, log: Log): Promise<Jobs> {
  // Most commands work nothing off: they need not load it.
  const { fromPglite, PgBoss } = await import('pg-boss');
  const isEmbedded = typeof database !== 'string';
  const common = { schema: 'jobs', useListenNotify: true, superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 };
  const boss = isEmbedded
    ? new PgBoss({ ...common, db: fromPglite(database), backend: 'pglite' })
    : new PgBoss({ ...common, connectionString: database, max: 3 });
  boss.on(
    'error',
    sayingSeldom((error) => log.warn({ err: error }, 'jobs: the queue met an error')),
  );
  await boss.start();
  for (const name of JOB_NAMES) {
    await boss.createQueue(name, {
      policy: 'exclusive',
      notify: true,
      retryLimit: 5,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      heartbeatSeconds: 10,
      // A long import puts its job down and resumes later.
      expireInSeconds: 6 * 3600,
    });
    // One process owns an embedded store: any former holder of a job is gone.
    if (isEmbedded) await boss.deleteAllJobs(name);
  }
  return {
    async send(name, organizationId) {
      const data: Data = { organizationId };
      await boss.send(name, data, { singletonKey: organizationId });
    },

    async work(handler) {
      for (const name of JOB_NAMES) {
        const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
        await boss.work<Data>(name, { ...polling, localConcurrency: AT_ONCE }, async ([job]) => {
          if (job) await handler(name, job.data.organizationId, job.signal);
        });
      }
    },

    stop: () => boss.stop({ graceful: true, timeout: 3000 }),
  };
}
