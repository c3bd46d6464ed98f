import type { SyncRun } from '../sync-run.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import { type StartDeps, startSync } from './start-sync.ts';
import type { SyncRunner } from './sync-runner.ts';

/** A waiting command sits out a pause of Gong's rate limit, not a spent day. */
const LONGEST_PATIENCE_MS = 90_000;

/**
 * Starts a run and waits for its end; the process works on runs meanwhile. A run that must pause longer than
 * `patienceMs` is answered unfinished.
 * @throws AppError as `startSync`.
 */
export async function finishSync(
  services: StartDeps & { syncRunner: Pick<SyncRunner, 'waitFor'> },
  viewer: Viewer,
  range: Partial<TimeWindow>,
  {
    signal = new AbortController().signal,
    patienceMs = LONGEST_PATIENCE_MS,
    onProgress = () => {},
  }: { signal?: AbortSignal; patienceMs?: number; onProgress?: (run: SyncRun) => void } = {},
): Promise<SyncRun> {
  const run = await startSync(services, viewer, range);
  return services.syncRunner.waitFor(run, { signal, patienceMs, onProgress });
}
