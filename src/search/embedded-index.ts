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

/** The default engine: SQLite FTS5 in worker threads, so that a long query never holds up the server; reads do not wait for writes. */
export function openEmbeddedIndex(path: string): SegmentIndex {
  mkdirSync(dirname(path), { recursive: true });
  let [writer, reader] = [startWorker(path), startWorker(path)];
  return {
    put: (calls) => writer.call('put', calls),
    removeCalls: (organizationId, callIds) => writer.call('removeCalls', organizationId, callIds),
    // A commit is seen by the next read.
    flush: async () => {},
    search: async (query, page) => (findsNothing(query) ? [] : reader.call('search', query, page)),
    passages: (query, page) => reader.call('passages', query, page),
    count: async (query) => (findsNothing(query) ? { segments: 0, calls: 0 } : reader.call('count', query)),
    calls: async (query, page) => (findsNothing(query) ? [] : reader.call('calls', query, page)),
    facets: async (query, shape) =>
      findsNothing(query)
        ? { accounts: [], people: [], platforms: [], months: [] }
        : reader.call('facets', query, shape),
    async rebuild() {
      await this.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      [writer, reader] = [startWorker(path), startWorker(path)];
    },
    problem: async () => {
      try {
        await writer.call('check');
        await reader.call('check');
        return null;
      } catch (error) {
        return (error as Error).message;
      }
    },
    async close() {
      await reader.stop();
      await writer.stop();
    },
  };
}

/** A thread with the file open. */
function startWorker(path: string) {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let failure: Error | null = null;
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: { path } });
  worker.on('message', ({ id, result, error }: WorkerAnswer) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result);
    else caller?.reject(unavailable(error));
  });
  // The file cannot be opened: every caller hears so, until it is rebuilt.
  worker.on('error', (error) => {
    failure = unavailable(error.message);
    for (const caller of waiting.values()) caller.reject(failure);
    waiting.clear();
  });
  worker.unref();

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
    call,
    async stop(): Promise<void> {
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
