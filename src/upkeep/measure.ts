import { setTimeout } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Measured } from '../metrics.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import type { Db } from '../store/db.ts';
import {
  countCallsToIndex,
  countCallsToRemove,
  countRunsByState,
  countTranscriptsDue,
  readGongLeft,
  readStoreBytes,
  readWithin,
} from '../store/measures-reader.ts';

export type MeasureDeps = { db: Db; engine: Pick<SearchEngine, 'sizeBytes'>; now: () => Date; log: Log };

/** The state of store and search for metrics. A failed reading, or a reading slower than `limitMs`, is null. */
export async function measure({ db, engine, now, log }: MeasureDeps, limitMs = 2000): Promise<Measured> {
  const done = new AbortController();
  const late = setTimeout(limitMs, null, { signal: done.signal, ref: false }).catch(() => null);
  const within = async <T>(what: string, reading: Promise<T>): Promise<T | null> =>
    Promise.race([
      reading.catch((error) => {
        log.warn({ what, err: error }, 'metrics: not measured');
        return null;
      }),
      late,
    ]);
  const ofStore = <T>(what: string, read: (tx: Db) => Promise<T>) => within(what, readWithin(db, limitMs, read));
  const [syncRuns, callsToIndex, callsToRemove, transcriptsDue, gong, storeBytes, indexBytes] = await Promise.all([
    ofStore('sync runs', (tx) => countRunsByState(tx, now())),
    ofStore('calls to index', countCallsToIndex),
    ofStore('calls to remove', countCallsToRemove),
    ofStore('transcripts due', (tx) => countTranscriptsDue(tx, now())),
    ofStore('requests left', (tx) => readGongLeft(tx, now())),
    ofStore('store size', readStoreBytes),
    within('index size', engine.sizeBytes()),
  ]);
  done.abort();
  return { syncRuns, callsToIndex, callsToRemove, transcriptsDue, gong, storeBytes, indexBytes };
}
