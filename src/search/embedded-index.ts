import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import type { openEmbeddedFile } from './embedded-file.ts';
import type { WorkerAnswer, WorkerRequest } from './embedded-worker.ts';
import { findsNothing, INDEX_VERSION, type SegmentIndex } from './segment-index.ts';

type EmbeddedFile = ReturnType<typeof openEmbeddedFile>;

export const embeddedIndexFile = (dataDir: string): string =>
  join(dataDir, 'search', `segments-v${INDEX_VERSION}.sqlite`);

/** The default engine: SQLite FTS5 in a worker thread, so that a long query never holds up the server. */
export function openEmbeddedIndex(path: string): SegmentIndex {
  mkdirSync(dirname(path), { recursive: true });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let failure: Error | null = null;
  let worker = start();

  function start(): Worker {
    const started = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: { path } });
    started.on('message', ({ id, result, error }: WorkerAnswer) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) caller?.resolve(result);
      else caller?.reject(unavailable(error));
    });
    // The file cannot be opened: every caller hears so, until it is rebuilt.
    started.on('error', (error) => {
      failure = unavailable(error.message);
      for (const caller of waiting.values()) caller.reject(failure);
      waiting.clear();
    });
    started.unref();
    return started;
  }

  const call = <M extends keyof EmbeddedFile>(
    method: M,
    ...args: Parameters<EmbeddedFile[M]>
  ): Promise<ReturnType<EmbeddedFile[M]>> => {
    if (failure) return Promise.reject(failure);
    lastId += 1;
    const request: WorkerRequest = { id: lastId, method, args };
    worker.ref();
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    }).finally(() => {
      if (waiting.size === 0) worker.unref();
    }) as Promise<ReturnType<EmbeddedFile[M]>>;
  };

  return {
    put: (calls) => call('put', calls),
    removeCalls: (organizationId, callIds) => call('removeCalls', organizationId, callIds),
    search: async (query, page) => (findsNothing(query) ? [] : call('search', query, page)),
    count: async (query) => (findsNothing(query) ? { segments: 0, calls: 0 } : call('count', query)),
    async rebuild() {
      await this.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      failure = null;
      worker = start();
    },
    problem: () => call('problem').catch((error: Error) => error.message),
    async close() {
      // A file that could not be opened has nothing to close.
      await call('close').catch(() => {});
      await worker.terminate();
    },
  };
}

const unavailable = (detail: string): AppError =>
  new AppError(
    'index_unavailable',
    `The search index cannot be used (${detail}). \`colloquy reindex\` rebuilds it from the store.`,
  );
