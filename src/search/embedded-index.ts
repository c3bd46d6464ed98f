import { mkdirSync } from 'node:fs';
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
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: { path } });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let failure: Error | null = null;

  worker.on('message', ({ id, result, error }: WorkerAnswer) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result);
    else caller?.reject(unavailable(error));
  });
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
    put: (calls) => call('put', calls),
    removeCalls: (organizationId, callIds) => call('removeCalls', organizationId, callIds),
    search: async (query, page) => (findsNothing(query) ? [] : call('search', query, page)),
    count: async (query) => (findsNothing(query) ? { segments: 0, calls: 0 } : call('count', query)),
    rebuild: () => call('rebuild'),
    problem: () => call('problem').catch((error: Error) => error.message),
    async close() {
      if (!failure) await call('close');
      await worker.terminate();
    },
  };
}

const unavailable = (detail: string): AppError =>
  new AppError(
    'index_unavailable',
    `The search index cannot be used (${detail}). \`colloquy reindex\` rebuilds it from the store.`,
  );
