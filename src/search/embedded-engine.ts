import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import type { openEmbeddedFile } from './embedded-file.ts';
import type { WorkerAnswer, WorkerRequest } from './embedded-worker.ts';
import { findsNothing, type SearchEngine, type SegmentIndex } from './segment-index.ts';

type EmbeddedFile = ReturnType<typeof openEmbeddedFile>;
type Opened = SegmentIndex & {
  create: () => Promise<void>;
  check: () => Promise<void>;
  /** Ends its threads once they did what they were asked for; asked again, it starts new ones. */
  rest: () => Promise<void>;
};

export const embeddedIndexFolder = (dataDir: string): string => join(dataDir, 'search');

/**
 * The default engine: SQLite FTS5 in worker threads, so that a long query never holds up the server. An index is a file in the folder, and the small
 * file `live` names the one that is read: whoever changes it is noticed by the next reader, in this process or another.
 */
export function openEmbeddedEngine(folder: string): SearchEngine {
  mkdirSync(folder, { recursive: true });
  const pointer = join(folder, 'live');
  const pathOf = (name: string) => join(folder, `${name}.sqlite`);
  const opened = new Map<string, Opened>();

  const open = (name: string): Opened => {
    const known = opened.get(name);
    if (known) return known;
    const index = openFile(pathOf(name));
    opened.set(name, index);
    return index;
  };
  const liveName = (): string | null => (existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() || null : null);
  const live = (): Opened => {
    const name = liveName();
    if (name === null) throw unavailable('its file is missing');
    return open(name);
  };

  return {
    kind: 'embedded',
    live: {
      search: async (query, page) => live().search(query, page),
      passages: async (query, page) => live().passages(query, page),
      nearest: async (query, page) => live().nearest(query, page),
      count: async (query, options) => live().count(query, options),
      calls: async (query, page) => live().calls(query, page),
      facets: async (query, shape) => live().facets(query, shape),
    },
    create: (name) => open(name).create(),
    open,
    has: async (name) => existsSync(pathOf(name)),
    liveName: async () => liveName(),
    async promote(name) {
      const before = liveName();
      writeFileSync(`${pointer}.new`, `${name}\n`);
      renameSync(`${pointer}.new`, pointer);
      if (before !== null && before !== name) await opened.get(before)?.rest();
    },
    async drop(name) {
      await opened.get(name)?.rest();
      opened.delete(name);
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${pathOf(name)}${suffix}`, { force: true });
    },
    async problem() {
      try {
        if (liveName() !== null) await live().check();
        return null;
      } catch (error) {
        return (error as Error).message;
      }
    },
    async close() {
      for (const index of opened.values()) await index.rest();
    },
  };
}

/** Threads that read a file: a question is several searches, and no more than a small machine has cores helps. */
const MOST_READERS = 2;

/** A file with threads that read it and one that writes it, each started when it is first needed: reads do not wait for writes, nor all for one. */
function openFile(path: string): Opened {
  const threads: { readers: Thread[]; writer?: Thread } = { readers: [] };
  // A file that somebody deleted must not come back empty, as if nothing had ever been said.
  const started = (): Thread => {
    if (!existsSync(path)) throw unavailable('its file is missing');
    return startThread(path);
  };
  const reader = (): Thread => {
    const least = threads.readers.reduce<Thread | undefined>(
      (best, one) => (best && best.waiting() <= one.waiting() ? best : one),
      undefined,
    );
    if (least && (least.waiting() === 0 || threads.readers.length === MOST_READERS)) return least;
    const fresh = started();
    threads.readers.push(fresh);
    return fresh;
  };
  const writer = (): Thread => {
    if (!existsSync(path)) throw unavailable('its file is missing');
    threads.writer ??= startThread(path);
    return threads.writer;
  };
  return {
    async create() {
      threads.writer ??= startThread(path);
      await threads.writer.call('check');
    },
    put: async (calls) => writer().call('put', calls),
    removeCalls: async (organizationId, callIds) => writer().call('removeCalls', organizationId, callIds),
    // A commit is seen by the next read.
    flush: async () => {},
    scrub: async () => writer().call('scrub'),
    search: async (query, page) => (findsNothing(query) ? [] : reader().call('search', query, page)),
    passages: async (query, page) => reader().call('passages', query, page),
    nearest: async (query, page) => (query.vector ? reader().call('nearest', query, page) : []),
    count: async (query, options) =>
      findsNothing(query) ? { segments: 0, calls: 0 } : reader().call('count', query, options),
    calls: async (query, page) => (findsNothing(query) ? [] : reader().call('calls', query, page)),
    facets: async (query, shape) =>
      findsNothing(query)
        ? { accounts: [], people: [], platforms: [], months: [] }
        : reader().call('facets', query, shape),
    listCalls: async (organizationId, page) => reader().call('listCalls', organizationId, page),
    check: async () => reader().call('check'),
    async rest() {
      const { readers, writer } = threads;
      threads.readers = [];
      delete threads.writer;
      for (const one of readers) await one.stop();
      await writer?.stop();
    },
  };
}

type Thread = ReturnType<typeof startThread>;

/** A thread with the file open. */
function startThread(path: string) {
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
    /** Calls that it was not done with yet. */
    waiting: () => waiting.size,
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
