import { AppError, nameFailure } from '../errors.ts';
import { type MeaningVector, toMeaningVector } from '../meaning.ts';
import type { Embedder } from './embedder.ts';
import { openAiClient } from './openai-client.ts';

/** Texts per request. More gain nothing on small servers; fewer cost round trips on large servers. */
const BATCH = 64;

/** How servers report a text too long for their model; the protocol has no common code. */
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
 * Any OpenAI-compatible embeddings endpoint. A text too long for the model is embedded by its beginning. The model's
 * limit is learned from refusals, since the protocol has no way to ask.
 */
export function openAiEmbedder({
  baseUrl,
  apiKey,
  name,
  timeoutMs = 60_000,
  maxRetries = 2,
}: OpenAiEmbedderOptions): Embedder {
  const client = openAiClient({ baseUrl, apiKey, deployment: name }, { maxRetries, timeoutMs });
  let longest = Number.POSITIVE_INFINITY;

  async function embedBatch(texts: readonly string[]): Promise<MeaningVector[]> {
    const input = texts.map((text) => text.slice(0, longest));
    try {
      const { data } = await client.embeddings.create({ model: name, input, encoding_format: 'float' });
      if (data.length !== input.length) throw new Error(`${data.length} vectors for ${input.length} texts`);
      return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => toMeaningVector(embedding));
    } catch (cause) {
      const cut = Math.floor(0.8 * Math.max(...input.map((text) => text.length)));
      if (cut >= SHORTEST_CUT && TOO_LONG.test((cause as Error).message)) {
        longest = Math.min(longest, cut);
        return embedBatch(texts);
      }
      throw new AppError(
        'model_unavailable',
        `The embeddings endpoint cannot be used (${nameFailure(cause)}). Check OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL.`,
        { cause },
      );
    }
  }

  async function embed(texts: readonly string[]): Promise<MeaningVector[]> {
    const vectors: MeaningVector[] = [];
    for (let start = 0; start < texts.length; start += BATCH)
      vectors.push(...(await embedBatch(texts.slice(start, start + BATCH))));
    return vectors;
  }

  return { name, isChosen: true, embedTexts: embed, embedAtOnce: embed, close: async () => {} };
}
