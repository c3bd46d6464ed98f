import { AppError, nameFailure } from '../errors.ts';
import { type MeaningVector, toMeaningVector } from '../meaning.ts';
import { once } from '../once.ts';
import type { Embedder } from './embedder.ts';
import { openAiClient } from './openai-client.ts';

/** Texts per request. More gain nothing on small servers; fewer cost round trips on large servers. */
const BATCH = 64;

/** How servers report a text too long for their model; the protocol has no common code. */
const TOO_LONG = /too (?:large|long)|context (?:length|size|window)|maximum .{0,20}tokens/i;
const SHORTEST_CUT = 100;

/** What servers answer for a text that they do not take. Other codes tell of the endpoint, the key or its limits. */
const OF_THE_TEXT = [400, 413, 422, 500];
/** Every model takes it: when it is refused too, the endpoint is at fault, and not the text before. */
const PLAIN_TEXT = 'The customer asked when the new machines would be delivered to the plant.';

/** Nobody waits longer for vectors of a question: its words alone find enough. */
const AT_ONCE_MS = 3000;
/** How long an endpoint that let somebody wait in vain is not waited for again. */
const QUIET_MS = 30_000;
/** So many times fewer texts than were waited for in vain are asked for all the same. */
const FEWER = 4;

export type OpenAiEmbedderOptions = {
  baseUrl: string | null;
  apiKey: string | null;
  name: string;
  timeoutMs?: number;
  atOnceMs?: number;
  maxRetries?: number;
  nowMs?: () => number;
};
type Vectors = (MeaningVector | null)[];
type Patience = { signal?: AbortSignal; maxRetries?: number };

/**
 * Any OpenAI-compatible embeddings endpoint. A text too long for the model is embedded by its beginning. The model's
 * limit is learned from refusals, since the protocol has no way to ask.
 */
export function openAiEmbedder({
  baseUrl,
  apiKey,
  name,
  timeoutMs = 60_000,
  atOnceMs = AT_ONCE_MS,
  maxRetries = 2,
  nowMs = () => performance.now(),
}: OpenAiEmbedderOptions): Embedder {
  const client = once(() => openAiClient({ baseUrl, apiKey, deployment: name }, { maxRetries, timeoutMs }));
  let longest = Number.POSITIVE_INFINITY;
  let quiet = { fromTexts: 0, untilMs: Number.NEGATIVE_INFINITY };

  async function request(input: readonly string[], patience: Patience): Promise<MeaningVector[]> {
    const body = { model: name, input: [...input], encoding_format: 'float' as const };
    const { data } = await (await client()).embeddings.create(body, patience);
    if (data.length !== input.length) throw new Error(`${data.length} vectors for ${input.length} texts`);
    return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => toVector(embedding));
  }

  async function embedBatch(texts: readonly string[], patience: Patience): Promise<Vectors> {
    const input = texts.map((text) => text.slice(0, longest));
    try {
      return await request(input, patience);
    } catch (cause) {
      const cut = Math.floor(0.8 * Math.max(...input.map((text) => text.length)));
      if (cut >= SHORTEST_CUT && isTooLong(cause)) {
        longest = Math.min(longest, cut);
        return embedBatch(texts, patience);
      }
      if (!isOfTheText(cause)) throw unavailable(cause);
      await request([PLAIN_TEXT], patience).catch((failure) => {
        throw unavailable(failure);
      });
      if (texts.length === 1) return [null];
      const half = Math.ceil(texts.length / 2);
      return [
        ...(await embedBatch(texts.slice(0, half), patience)),
        ...(await embedBatch(texts.slice(half), patience)),
      ];
    }
  }

  async function embed(texts: readonly string[], patience: Patience): Promise<Vectors> {
    const vectors: Vectors = [];
    for (let start = 0; start < texts.length; start += BATCH)
      vectors.push(...(await embedBatch(texts.slice(start, start + BATCH), patience)));
    const lengths = new Set(vectors.flatMap((vector) => vector?.length ?? []));
    if (lengths.size > 1) throw unavailable(new Error('vectors of different lengths'));
    return vectors;
  }

  return {
    name,
    isChosen: true,
    weight: () => 1,
    embedTexts: (texts) => embed(texts, {}),

    async embedAtOnce(texts) {
      // That work in the background succeeds says nothing of how soon.
      if (texts.length >= quiet.fromTexts && nowMs() < quiet.untilMs) throw late(atOnceMs);
      const signal = AbortSignal.timeout(atOnceMs);
      try {
        return await embed(texts, { signal, maxRetries: 0 });
      } catch (error) {
        if (!signal.aborted) throw error;
        // Where many texts take too long, few may not: who asks for many does not keep others from theirs.
        const fromTexts = texts.length === 1 ? 1 : Math.max(2, Math.ceil(texts.length / FEWER));
        quiet = { fromTexts, untilMs: nowMs() + QUIET_MS };
        throw late(atOnceMs);
      }
    },
    close: async () => {},
  };
}

class WithoutDirection extends Error {}

function toVector(numbers: readonly number[]): MeaningVector {
  try {
    return toMeaningVector(numbers);
  } catch (cause) {
    throw new WithoutDirection('a vector without direction', { cause });
  }
}

const isTooLong = (cause: unknown): boolean => TOO_LONG.test((cause as Error).message);

const isOfTheText = (cause: unknown): boolean =>
  cause instanceof WithoutDirection ||
  isTooLong(cause) ||
  OF_THE_TEXT.includes(Number((cause as { status?: number }).status));

const CHECK = 'Check OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL.';

const unavailable = (cause: unknown): AppError =>
  new AppError('model_unavailable', `The embeddings endpoint cannot be used (${nameFailure(cause)}). ${CHECK}`, {
    cause,
  });

const late = (atOnceMs: number): AppError =>
  new AppError('model_unavailable', `The embeddings endpoint gave no answer within ${atOnceMs / 1000} s. ${CHECK}`);
