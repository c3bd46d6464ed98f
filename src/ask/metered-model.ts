import { createHash } from 'node:crypto';
import type { Usage } from './answer.ts';
import type { AnswerModel, ModelPiece, Prompt } from './answer-model.ts';

/** A model whose use by one answer is counted. */
export type MeteredModel = Pick<AnswerModel, 'name' | 'contextTokens'> & {
  stream: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelPiece>;
  usage: () => Usage;
  /** SHA-256 over all that it was asked, in hex: the same hash means the same prompts. */
  promptHash: () => string;
};

/** Counts tokens as the model tells them; where it does not, by length. */
export function meter(model: AnswerModel): MeteredModel {
  const hash = createHash('sha256');
  const total = { requests: 0, inputTokens: 0, outputTokens: 0 };
  return {
    name: model.name,
    contextTokens: model.contextTokens,
    async *stream(prompt, signal) {
      hash.update(prompt.system).update('\0').update(prompt.user).update('\0');
      total.requests += 1;
      let written = '';
      let isTold = false;
      try {
        for await (const piece of model.stream(prompt, signal)) {
          if (piece.kind === 'text') written += piece.text;
          else if (piece.usage) {
            isTold = true;
            total.inputTokens += piece.usage.inputTokens;
            total.outputTokens += piece.usage.outputTokens;
          }
          yield piece;
        }
      } finally {
        if (!isTold) {
          total.inputTokens += estimateTokens(prompt.system + prompt.user);
          total.outputTokens += estimateTokens(written);
        }
      }
    },
    usage: () => ({ ...total, cost: costOf(model, total) }),
    promptHash: () => hash.copy().digest('hex'),
  };
}

function costOf(
  { prices }: AnswerModel,
  { inputTokens, outputTokens }: Pick<Usage, 'inputTokens' | 'outputTokens'>,
): number | null {
  if (!prices) return null;
  return (inputTokens * prices.input + outputTokens * prices.output) / 1_000_000;
}

/** A careful guess, for any model and language: three bytes of text a token. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);
