import { parentPort, workerData } from 'node:worker_threads';
import type { openEmbeddedFile } from './embedded-file.ts';
import type { openEmbeddedNearest } from './embedded-nearest.ts';

/** All that threads may be asked, each for its own part. */
export type EmbeddedFile = ReturnType<typeof openEmbeddedFile> & ReturnType<typeof openEmbeddedNearest>;
export type WorkerRequest = { id: number; method: keyof EmbeddedFile; args: unknown[] };
export type WorkerAnswer = { id: number; result?: unknown; error?: string };
export type EmbeddedWorkerData = { path: string; isOfMeanings: boolean };

const { path, isOfMeanings } = workerData as EmbeddedWorkerData;

// SQLite blocks the calling thread until a query ends. Running here keeps the server's event loop free.
const file: Partial<EmbeddedFile> = isOfMeanings
  ? (await import('./embedded-nearest.ts')).openEmbeddedNearest(path)
  : (await import('./embedded-file.ts')).openEmbeddedFile(path);

parentPort?.on('message', ({ id, method, args }: WorkerRequest) => {
  let answer: WorkerAnswer;
  try {
    // The caller's types hold the arguments to the method (embedded-engine.ts).
    const run = file[method] as (...args: unknown[]) => unknown;
    answer = { id, result: run(...args) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
