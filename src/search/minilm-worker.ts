import { readFileSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { type MeaningVector, toMeaningVector } from '../meaning.ts';
import { besideCode } from '../shipped-files.ts';
import { wordPieces } from './word-pieces.ts';

export type EmbedRequest = { id: number; texts: readonly string[] };
/** `isSlow`: this platform's native library is not there, so WebAssembly does the work. */
export type EmbedAnswer =
  | { id: number; vectors: MeaningVector[]; isSlow: boolean }
  | { id: number; error: string }
  | 'stopped';
export type EmbedWorkerData = { isInBackground: boolean };

/** The model was trained on texts of this many pieces. */
const MOST_PIECES = 256;
const BACKGROUND_PRIORITY = 10;

const modelUrl = besideCode('search/minilm/model.int8.onnx');
const pieces = wordPieces(
  readFileSync(besideCode('search/minilm/vocab.txt'), 'utf8').trimEnd().split('\n'),
  MOST_PIECES,
);

type Runtime = { InferenceSession: typeof InferenceSession; Tensor: typeof Tensor };
type Model = { session: InferenceSession; runtime: Runtime; isSlow: boolean };

/**
 * Processors with AVX2 and without VNNI add products of bytes up in 16 bits, which overflow: a third slower, the sums
 * are right there too (onnxruntime's `kOrtSessionOptionsAvx2PrecisionMode`). Others, and WebAssembly, pay nothing.
 */
const extra = { session: { x64quantprecision: '1' } };
const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1, extra };

/** The native runtime is five times as fast as WebAssembly, but not every platform has its library. */
async function load(): Promise<Model> {
  const bytes = readFileSync(modelUrl);
  try {
    const runtime: Runtime = await import('onnxruntime-node');
    return { runtime, session: await runtime.InferenceSession.create(bytes, options), isSlow: false };
  } catch {
    const { env, ...runtime } = await import('onnxruntime-web');
    env.wasm.numThreads = 1;
    return { runtime, session: await runtime.InferenceSession.create(bytes, options), isSlow: true };
  }
}

/**
 * One text at a time: the quantized model rounds by the largest number of a whole batch, so that other texts would
 * change a vector, and a batch is no faster.
 */
async function embed({ runtime, session }: Model, text: string): Promise<MeaningVector> {
  const ids = BigInt64Array.from(pieces(text), BigInt);
  const shape = [1, ids.length];
  const { embedding } = await session.run({
    input_ids: new runtime.Tensor('int64', ids, shape),
    attention_mask: new runtime.Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
  });
  return toMeaningVector(embedding?.data as Float32Array);
}

/** Linux lets a thread alone step back, others only the whole process; there the model keeps its priority. */
function stepBack(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), BACKGROUND_PRIORITY);
  } catch {}
}

if ((workerData as EmbedWorkerData).isInBackground) stepBack();
/** A model that could not be loaded answers its failure, and is loaded again for the next request. */
let model: Promise<Model> | null = null;
function loaded(): Promise<Model> {
  model ??= load();
  model.catch(() => {
    model = null;
  });
  return model;
}
loaded();

const atWork = new Set<Promise<void>>();
let isStopping = false;

parentPort?.on('message', async (request: EmbedRequest | 'stop') => {
  if (request !== 'stop') {
    const work = answer(request).finally(() => atWork.delete(work));
    atWork.add(work);
    return;
  }
  // The native runtime ends the whole process when its thread is ended while it works.
  isStopping = true;
  await Promise.allSettled([...atWork, model]);
  parentPort?.postMessage('stopped' satisfies EmbedAnswer);
});

async function answer({ id, texts }: EmbedRequest): Promise<void> {
  let answer: EmbedAnswer;
  try {
    const vectors: MeaningVector[] = [];
    for (const text of texts) {
      if (isStopping) throw new Error('it is being stopped');
      vectors.push(await embed(await loaded(), text));
    }
    answer = { id, vectors, isSlow: (await loaded()).isSlow };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
}
