import OpenAI from 'openai';
import { AppError, describeError } from '../errors.ts';
import type { Embedder } from './embedder.ts';

/** Texts of one request: more bring nothing on small servers, and fewer cost round trips on large ones. */
const BATCH = 64;

export type OpenAiEmbedderOptions = {
  baseUrl: string | null;
  apiKey: string | null;
  name: string;
  timeoutMs?: number;
  maxRetries?: number;
};

/** Any OpenAI-compatible embeddings endpoint. */
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
  return {
    name,
    async embed(texts) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += BATCH) {
        const input = texts.slice(start, start + BATCH);
        try {
          const { data } = await client.embeddings.create({ model: name, input, encoding_format: 'float' });
          const ordered = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => toUnit(embedding));
          if (ordered.length !== input.length) throw new Error(`${ordered.length} vectors for ${input.length} texts`);
          vectors.push(...ordered);
        } catch (cause) {
          throw new AppError(
            'model_unavailable',
            `The embeddings endpoint cannot be used (${describeError(cause).slice(0, 200)}). Check OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL.`,
            { cause },
          );
        }
      }
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
