import OpenAI from 'openai';
import { AppError, describeError } from '../errors.ts';
import type { Embedder } from './embedder.ts';

/** Texts of one request: more bring nothing on small servers, and fewer cost round trips on large ones. */
const BATCH = 64;

/** How servers say that a text is longer than their model reads; they share no code for it. */
const TOO_LONG = /too (?:large|long)|context (?:length|size|window)|maximum .{0,20}tokens/i;
const SHORTEST_CUT = 100;

export type OpenAiEmbedderOptions = {
  baseUrl: string | null;
  apiKey: string | null;
  name: string;
  timeoutMs?: number;
  maxRetries?: number;
};

/**
 * Any OpenAI-compatible embeddings endpoint. Texts longer than the model reads are embedded by their beginning: how much it reads is learned from its
 * refusals, since the protocol has no way to ask.
 */
export function openAiEmbedder({
  baseUrl,
  apiKey,
  name,
  timeoutMs = 60_000,
  maxRetries = 2,
}: OpenAiEmbedderOptions): Embedder {
  const client = new OpenAI({
    // Local servers want none, and the package insists on one.
    apiKey: apiKey ?? 'none',
    ...(baseUrl && { baseURL: baseUrl }),
    timeout: timeoutMs,
    maxRetries,
    logLevel: 'off',
  });
  let longest = Number.POSITIVE_INFINITY;

  async function embedBatch(texts: readonly string[]): Promise<number[][]> {
    const input = texts.map((text) => text.slice(0, longest));
    try {
      const { data } = await client.embeddings.create({ model: name, input, encoding_format: 'float' });
      if (data.length !== input.length) throw new Error(`${data.length} vectors for ${input.length} texts`);
      return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => toUnit(embedding));
    } catch (cause) {
      const cut = Math.floor(0.8 * Math.max(...input.map((text) => text.length)));
      if (cut >= SHORTEST_CUT && TOO_LONG.test(describeError(cause))) {
        longest = Math.min(longest, cut);
        return embedBatch(texts);
      }
      throw new AppError(
        'model_unavailable',
        `The embeddings endpoint cannot be used (${describeError(cause).slice(0, 200)}). Check OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL.`,
        { cause },
      );
    }
  }

  return {
    name,
    async embed(texts) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += BATCH)
        vectors.push(...(await embedBatch(texts.slice(start, start + BATCH))));
      return vectors;
    },
  };
}

/** Length 1, so that a dot product is the cosine. */
function toUnit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  if (!(length > 0) || !Number.isFinite(length)) throw new Error('a vector without direction');
  return vector.map((value) => value / length);
}
