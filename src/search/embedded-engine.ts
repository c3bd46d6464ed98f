import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import { makeTurns } from '../fair-turns.ts';
import { workerCode } from '../shipped-files.ts';
import type { EmbeddedFile, EmbeddedWorkerData, WorkerAnswer, WorkerRequest } from './embedded-worker.ts';
import { findsNothing, type SearchEngine, type SegmentIndex } from './segment-index.ts';

type Opened = SegmentIndex & {
  create: () => Promise<void>;
  check: () => Promise<void>;
  /** Ends the threads after their pending work; the next request starts new threads. */
  rest: () => Promise<void>;
};

/** An index is a SQLite file, its log and the log's index. */
const FILES = ['', '-wal', '-shm'];

export const embeddedIndexFolder = (dataDir: string): string => join(dataDir, 'search');

/**
 * The default engine: SQLite FTS5 in worker threads, so that a long query never holds up the server. Each index is a
 * file in the folder. The small file `live` names the index to read, and the next reader in any process notices a
 * change of it.
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
      said: async (scope, texts) => live().said(scope, texts),
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
      for (const suffix of FILES) rmSync(`${pathOf(name)}${suffix}`, { force: true });
    },
    async sizeBytes() {
      const name = liveName();
      if (name === null) return 0;
      const sizes = FILES.map((suffix) => statSync(`${pathOf(name)}${suffix}`, { throwIfNoEntry: false })?.size ?? 0);
      return sizes.reduce((all, size) => all + size, 0);
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

/**
 * Threads that read a file. A question runs several searches at once, and more threads than a small machine has cores
 * gain nothing.
 */
const MOST_READERS = 2;

/**
 * A file with reader threads, one of them for meanings, and a writer thread, each started when first needed. Reads
 * never wait for writes, nor all for a single slow read. What is kept of meanings in memory is kept once.
 */
function openFile(path: string): Opened {
  const threads: { readers: Thread[]; writer?: Thread; meanings?: Thread } = { readers: [] };
  /** A thread gets its next query when it is free, so that whose turn comes is decided here. */
  const turns = makeTurns({ atOnce: MOST_READERS });
  const turnsOfMeanings = makeTurns({ atOnce: 1 });
  // A file deleted from outside must not come back empty, as if nothing had ever been said.
  const started = ({ isOfMeanings = false } = {}): Thread => {
    if (!existsSync(path)) throw unavailable('its file is missing');
    return startThread({ path, isOfMeanings });
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
  const read: Thread['call'] = (method, ...args) => turns.take(() => reader().call(method, ...args));
  const meanings = (): Thread => {
    threads.meanings ??= started({ isOfMeanings: true });
    return threads.meanings;
  };
  const writer = (): Thread => {
    if (!existsSync(path)) throw unavailable('its file is missing');
    threads.writer ??= startThread({ path, isOfMeanings: false });
    return threads.writer;
  };
  return {
    async create() {
      threads.writer ??= startThread({ path, isOfMeanings: false });
      await threads.writer.call('check');
    },
    put: async (calls) => writer().call('put', calls),
    removeCalls: async (organizationId, callIds) => writer().call('removeCalls', organizationId, callIds),
    // The next read already sees a commit.
    flush: async () => {},
    scrub: async () => writer().call('scrub'),
    search: async (query, page) => (findsNothing(query) ? [] : read('search', query, page)),
    passages: async (query, page) => read('passages', query, page),
    nearest: async (query, page) =>
      query.meaning ? turnsOfMeanings.take(() => meanings().call('nearest', query, page)) : [],
    count: async (query, options) => (findsNothing(query) ? { segments: 0, calls: 0 } : read('count', query, options)),
    said: async (scope, texts) => read('said', scope, texts),
    calls: async (query, page) => (findsNothing(query) ? [] : read('calls', query, page)),
    facets: async (query, shape) =>
      findsNothing(query) ? { accounts: [], people: [], platforms: [], months: [] } : read('facets', query, shape),
    listCalls: async (organizationId, page) => read('listCalls', organizationId, page),
    check: async () => read('check'),
    async rest() {
      const { readers, ...others } = threads;
      threads.readers = [];
      delete threads.writer;
      delete threads.meanings;
      for (const one of readers) await one.stop();
      await others.meanings?.stop();
      await others.writer?.stop();
    },
  };
}

type Thread = ReturnType<typeof startThread>;

/** A thread with the file open. */
function startThread(workerData: EmbeddedWorkerData) {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let failure: Error | null = null;
  const worker = new Worker(workerCode('search/embedded-worker'), { workerData });
  worker.on('message', ({ id, result, error }: WorkerAnswer) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result);
    else caller?.reject(unavailable(error));
  });
  // The file cannot be opened: every caller gets the error until a rebuild.
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
    /** Calls in progress. */
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
