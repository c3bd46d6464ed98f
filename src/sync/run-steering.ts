import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { changeRunState, listOpenRuns, readSyncRun } from '../store/sync-runs-store.ts';
import type { SyncRun } from '../sync-run.ts';

type Deps = {
  db: Db;
  now: () => Date;
  /** Has a worker look after a run that may go on. */
  callFor: (run: SyncRun) => Promise<void>;
};

/** What an admin may do to runs, and what becomes of them when data sync is turned off. */
export function makeRunSteering({ db, now, callFor }: Deps) {
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

  return {
    run: theRun,
    pause: (organizationId: OrganizationId, runId: string) =>
      steer(organizationId, runId, ['queued', 'running', 'waiting'], { state: 'paused' }),
    async resume(organizationId: OrganizationId, runId: string): Promise<SyncRun> {
      const again = { state: 'queued' as const, error: null, retryAt: null };
      const run = await steer(organizationId, runId, ['paused', 'waiting'], again);
      await callFor(run);
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
  };
}
