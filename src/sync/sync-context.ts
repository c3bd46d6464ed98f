import type { CallId } from '../call.ts';
import type { GongClient } from '../gong/gong-client.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { holdRun } from '../store/sync-runs-store.ts';
import type { SyncRun } from '../sync-run.ts';

/** Shared by the parts of a run. */
export type RunContext = {
  db: Db;
  /** `gong` serves the run itself, `gongForPending` late transcripts: their quota classes differ. */
  gong: GongClient;
  gongForPending: GongClient;
  /** Keeps the store quick during heavy writing (db.ts). */
  tend: (when: 'growing' | 'nightly') => Promise<void>;
  now: () => Date;
  log: Log;
  run: SyncRun;
  signal: AbortSignal;
  /** Requests sent to Gong since the last call of the function. */
  takeRequestCount: () => number;
  /** Calls that Gong no longer shows; settled at the end of the run (check-calls.ts). */
  missing: Set<CallId>;
  /** Changed calls: transcripts may have changed too, and are fetched again at the end of the run. */
  changed: Set<CallId>;
};

/** The run was paused or cancelled, or data sync turned off: work is put down without an error. */
export class RunPutDown extends Error {}

/** Writes for a run, all or nothing, and only while the run is running. @throws RunPutDown */
export function writeInRun<T>({ db, run }: Pick<RunContext, 'db' | 'run'>, write: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    if (!(await holdRun(tx, run.id))) throw new RunPutDown();
    return write(tx);
  });
}
