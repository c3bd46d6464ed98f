import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { changeRunState, listOpenRuns } from '../store/sync-runs-store.ts';
import { toStoreFailure } from '../store-failure.ts';
import type { RunKind, SyncRun } from '../sync-run.ts';
import { NO_TRACING, type Tracing } from '../tracing.ts';
import type { GongOpener } from './gong-opener.ts';
import { type RunDeps, runSync } from './run-sync.ts';

type Deps = Pick<RunDeps, 'db' | 'indexer' | 'scrub' | 'tend' | 'now' | 'log'> & {
  opener: GongOpener;
  tracing?: Tracing;
};

/** Works through an organization's runs of some kinds, the oldest first, until none may be worked on now. */
export async function workRuns(
  deps: Deps,
  { organizationId, kinds, signal }: { organizationId: OrganizationId; kinds: readonly RunKind[]; signal: AbortSignal },
): Promise<void> {
  const next = () => nextRun(deps, organizationId, kinds);
  for (let run = await next(); run; run = await next()) await workRun(deps, run, signal);
}

/** Whether an open run waits for no later moment. */
export const mayBeWorked = ({ retryAt }: SyncRun, now: Date): boolean => retryAt === null || retryAt <= now;

async function nextRun(
  { db, now }: Deps,
  organizationId: OrganizationId,
  kinds: readonly RunKind[],
): Promise<SyncRun | undefined> {
  if (!(await readOrganization(db, organizationId)).dataSyncEnabled) return undefined;
  const runs = await listOpenRuns(db, { organizationId, kinds });
  return runs.find((run) => mayBeWorked(run, now()));
}

async function workRun(deps: Deps, run: SyncRun, signal: AbortSignal): Promise<void> {
  const { db, log, now, tracing = NO_TRACING } = deps;
  try {
    const main = await deps.opener.open(run.organizationId, run.kind === 'history' ? 'history' : 'fresh');
    const pending = await deps.opener.open(run.organizationId, 'pending');
    const facts = {
      'colloquy.run.kind': run.kind,
      'colloquy.run.id': run.id,
      'colloquy.organization_id': run.organizationId,
    };
    await tracing.run({ name: 'sync.run', facts }, () =>
      runSync({
        ...deps,
        run,
        signal,
        gong: main.gong,
        gongForPending: pending.gong,
        takeRequestCount: () => main.takeRequestCount() + pending.takeRequestCount(),
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
