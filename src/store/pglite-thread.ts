import { Worker } from 'node:worker_threads';
import type { PGliteOptions } from '@electric-sql/pglite';
import { workerCode } from '../shipped-files.ts';
import type { StoreFailure, StoreMessage, StoreRequest } from './pglite-worker.ts';

export type PGliteThread = ReturnType<typeof startPGliteThread>;

/**
 * A thread with PostgreSQL inside, which works requests in their order. Once the thread has ended by itself, all that
 * it was asked fails. It keeps no process alive that waits for nothing of it.
 */
export function startPGliteThread(options: Pick<PGliteOptions, 'dataDir' | 'loadDataDir'>) {
  const worker = new Worker(workerCode('store/pglite-worker'), { workerData: options });
  worker.unref();
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (payload: string) => void>();
  let lastId = 0;
  let ended: Error | null = null;
  const whenEnded = Promise.withResolvers<Error>();
  const end = (cause?: Error): void => {
    ended ??= connectionEnded('The store’s thread has ended.', cause);
    whenEnded.resolve(ended);
    for (const caller of waiting.values()) caller.reject(ended);
    waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', () => end());
  worker.on('message', (message: StoreMessage) => {
    if (message.kind === 'notified') {
      listeners.get(message.channel)?.(message.payload);
      return;
    }
    if (message.kind === 'ended') {
      end(toError(message.failure));
      return;
    }
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (waiting.size === 0) worker.unref();
    if (message.failure) caller?.reject(toError(message.failure));
    else caller?.resolve(message.result);
  });

  return {
    /** @throws the database's error, with its code. */
    async ask<Result>(request: StoreRequest): Promise<Result> {
      if (ended) throw ended;
      lastId += 1;
      const id = lastId;
      worker.postMessage({ ...request, id });
      worker.ref();
      return new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      }) as Promise<Result>;
    },
    /** Who hears what is notified on a channel; null for nobody. */
    hear(channel: string, listener: ((payload: string) => void) | null): void {
      if (listener) listeners.set(channel, listener);
      else listeners.delete(channel);
    },
    /** Resolves with why, once the thread has ended. */
    ended: whenEnded.promise,
    /** Ends the thread at once; a cause is why it had to. */
    async stop(cause?: Error): Promise<void> {
      if (cause) end(cause);
      await worker.terminate();
    },
  };
}

/** A failure of whoever asks a store that is not there any more. */
export const connectionEnded = (message: string, cause?: Error): Error =>
  Object.assign(new Error(message, { cause }), { code: 'CONNECTION_ENDED' });

const KINDS: Record<string, new (message: string) => Error> = { RangeError, TypeError };

function toError({ name, message, fields }: StoreFailure): Error {
  const Kind = KINDS[name] ?? Error;
  return Object.assign(new Kind(message), { ...fields, name });
}
