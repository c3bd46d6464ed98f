import type { CallId } from '../call.ts';
import type { GongClient } from '../gong/gong-client.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { holdRun, type SyncRun } from '../store/sync-runs-store.ts';

/** What the parts of one run share. */
export type RunContext = {
  db: Db;
  /** For what the run is about, and for transcripts that are late. */
  gong: GongClient;
  gongForPending: GongClient;
  /** Keeps the store quick while much is written (db.ts). */
  tend: (when: 'growing' | 'nightly') => Promise<void>;
  now: () => Date;
  log: Log;
  run: SyncRun;
  signal: AbortSignal;
  /** Requests sent to Gong since it was asked last. */
  takeRequestCount: () => number;
  /** Stored calls that Gong does not show any more; settled at the end of the run (check-calls.ts). */
  missing: Set<CallId>;
  /** Calls that Gong told anew: their transcripts may have changed with them, and are looked at again at the end of the run. */
  changed: Set<CallId>;
};

/** The run was paused, cancelled, or its organization's sync turned off: what is begun is put down without an error. */
export class RunPutDown extends Error {}

/** Writes for a run, all or nothing, and only while it is to be worked on. @throws RunPutDown */
export function writeInRun<T>({ db, run }: Pick<RunContext, 'db' | 'run'>, write: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    if (!(await holdRun(tx, run.id))) throw new RunPutDown();
    return write(tx);
  });
}
