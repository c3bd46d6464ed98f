import { createHash } from 'node:crypto';
import type { Usage } from '../usage.ts';
import type { Model, ModelPiece, Prompt } from './model.ts';

/** A model with its use by one answer counted. */
export type MeteredModel = Pick<Model, 'name' | 'fetchContextTokens'> & {
  stream: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelPiece>;
  /** The model itself, the same for every answer. */
  of: Model;
  usage: () => Usage;
  /** SHA-256 over all prompts so far, in hex: equal hashes mean equal prompts. */
  promptHash: () => string;
};

/** Counts tokens as the model reports them, or else estimates by length. */
export function meter(model: Model): MeteredModel {
  const hash = createHash('sha256');
  const total = { requests: 0, inputTokens: 0, outputTokens: 0 };
  return {
    name: model.name,
    fetchContextTokens: model.fetchContextTokens,
    of: model,
    async *stream(prompt, signal) {
      hash.update(prompt.system).update('\0').update(prompt.user).update('\0');
      total.requests += 1;
      let written = '';
      let told: Tokens | null = null;
      let isAnswered = false;
      try {
        for await (const piece of model.stream(prompt, signal)) {
          isAnswered = true;
          if (piece.kind === 'text') written += piece.text;
          else told = piece.usage;
          yield piece;
        }
      } finally {
        // What nobody answered was read by nobody.
        const { inputTokens, outputTokens } = isAnswered ? usageOf(prompt, written, told) : NOTHING;
        total.inputTokens += inputTokens;
        total.outputTokens += outputTokens;
      }
    },
    usage: () => ({ ...total, cost: costOf(model, total) }),
    promptHash: () => hash.copy().digest('hex'),
  };
}

/** The use of two models together; without a cost where either has none. */
export function addUsage(one: Usage, other: Usage | undefined): Usage {
  if (!other || other.requests === 0) return one;
  return {
    requests: one.requests + other.requests,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cost: one.cost === null || other.cost === null ? null : one.cost + other.cost,
  };
}

const NOTHING = { inputTokens: 0, outputTokens: 0 };
type Tokens = Pick<Usage, 'inputTokens' | 'outputTokens'>;

/** Tokens of one request: as reported by the model, or else estimated by length. */
export const usageOf = (prompt: Prompt, written: string, told: Tokens | null): Tokens =>
  told ?? { inputTokens: estimateTokens(prompt.system + prompt.user), outputTokens: estimateTokens(written) };

function costOf({ prices }: Model, { inputTokens, outputTokens }: Tokens): number | null {
  if (!prices) return null;
  return (inputTokens * prices.input + outputTokens * prices.output) / 1_000_000;
}

/** A careful guess for any model and language: one token per three bytes of text. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);
