import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddedFile } from './embedded-file.ts';

export type WorkerRequest = { id: number; method: keyof ReturnType<typeof openEmbeddedFile>; args: unknown[] };
export type WorkerAnswer = { id: number; result?: unknown; error?: string };

// SQLite blocks the calling thread until a query ends. Running here keeps the server's event loop free.
const file = openEmbeddedFile((workerData as { path: string }).path);

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
