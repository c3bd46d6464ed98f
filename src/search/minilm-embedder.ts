import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import type { MeaningVector } from '../meaning.ts';
import { workerCode } from '../shipped-files.ts';
import type { Embedder } from './embedder.ts';
import type { EmbedAnswer, EmbedRequest, EmbedWorkerData } from './minilm-worker.ts';

/** How long the background's thread keeps its memory without work. */
const IDLE_MS = 5_000;

/**
 * The model inside: all-MiniLM-L6-v2, English, 384 numbers a vector (minilm/README.md). Two threads, each started when
 * first needed: one for questions, and one that steps back for everything else and ends when it has no work.
 */
export function miniLmEmbedder(): Embedder {
  let asking: Thread | null = null;
  let background: Thread | null = null;
  let atWork = 0;
  let idle: NodeJS.Timeout | undefined;

  const rest = () => {
    const thread = background;
    background = null;
    return thread?.stop();
  };
  return {
    name: 'all-MiniLM-L6-v2',
    isChosen: false,
    weight: () => 1,
    slowness: () =>
      asking?.isSlow() || background?.isSlow()
        ? `it runs as WebAssembly, five times as slow: onnxruntime-node has no library that works on ${process.platform} ${process.arch}`
        : null,
    async embedTexts(texts) {
      if (texts.length === 0) return [];
      clearTimeout(idle);
      if (!background?.isAlive()) background = startThread({ isInBackground: true });
      atWork += 1;
      try {
        return await background.embed(texts);
      } finally {
        atWork -= 1;
        if (atWork === 0) idle = setTimeout(rest, IDLE_MS).unref();
      }
    },
    async embedAtOnce(texts) {
      if (!asking?.isAlive()) asking = startThread({ isInBackground: false });
      return asking.embed(texts);
    },
    async close() {
      clearTimeout(idle);
      await rest();
      await asking?.stop();
      asking = null;
    },
  };
}

type Thread = ReturnType<typeof startThread>;

function startThread(workerData: EmbedWorkerData) {
  const waiting = new Map<number, { resolve: (vectors: MeaningVector[]) => void; reject: (error: AppError) => void }>();
  let lastId = 0;
  let failure: AppError | null = null;
  let isSlow = false;
  const worker = new Worker(workerCode('search/minilm-worker'), { workerData });
  const fail = (error: AppError) => {
    failure = error;
    for (const caller of waiting.values()) caller.reject(error);
    waiting.clear();
  };
  const stopped = Promise.withResolvers<void>();
  worker.on('message', (answer: EmbedAnswer) => {
    if (answer === 'stopped') return stopped.resolve();
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) caller?.reject(unavailable(answer.error));
    else {
      isSlow = answer.isSlow;
      caller?.resolve(answer.vectors);
    }
  });
  worker.on('error', (error) => fail(unavailable(error.message)));
  worker.on('exit', () => {
    fail(unavailable('its thread has ended'));
    stopped.resolve();
  });
  worker.unref();

  return {
    embed(texts: readonly string[]): Promise<MeaningVector[]> {
      if (failure) return Promise.reject(failure);
      lastId += 1;
      const request: EmbedRequest = { id: lastId, texts };
      worker.ref();
      return new Promise<MeaningVector[]>((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        worker.postMessage(request);
      }).finally(() => {
        if (waiting.size === 0) worker.unref();
      });
    },
    /** A thread that has ended answers nothing any more: another takes its place. */
    isAlive: () => failure === null,
    isSlow: () => isSlow,
    /** Ends the thread after the text in hand. */
    async stop(): Promise<void> {
      worker.ref();
      worker.postMessage('stop');
      await stopped.promise;
      await worker.terminate();
    },
  };
}

const unavailable = (detail: string): AppError =>
  new AppError('model_unavailable', `The model inside cannot be used (${detail}). Words alone are searched.`);
