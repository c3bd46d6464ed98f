import { estimateTokens } from './metered-model.ts';
import type { Model } from './model.ts';

/** Tokens left free for an answer, whatever the prompt. */
export const FEWEST_ANSWER_TOKENS = 1500;

/** Sixty claims with their quotes take half of the text. Models that think first may take minutes. */
const CAPS = { tokens: 6000, characters: 32_000, seconds: 600 };

/**
 * A model whose answers end: at a number of tokens by itself, and at a number of characters and seconds by us, whatever
 * the endpoint does. An answer cut short ends as one of the longest length.
 */
export function cappedModel(model: Model, caps: Partial<typeof CAPS> = {}): Model {
  const { tokens, characters, seconds } = { ...CAPS, ...caps };
  return {
    ...model,
    async *stream(prompt, signal) {
      const room = (await model.fetchContextTokens()) - estimateTokens(prompt.system + prompt.user);
      const mostTokens = Math.min(tokens, Math.max(FEWEST_ANSWER_TOKENS, room));
      const late = AbortSignal.timeout(seconds * 1000);
      let left = characters;
      try {
        for await (const piece of model.stream({ ...prompt, mostTokens }, AbortSignal.any([signal, late]))) {
          if (piece.kind === 'end') return yield piece;
          yield { kind: 'text', text: piece.text.slice(0, left) };
          left -= piece.text.length;
          if (left <= 0) break;
        }
      } catch (error) {
        if (signal.aborted || !late.aborted) throw error;
      }
      yield { kind: 'end', finish: 'length', usage: null };
    },
  };
}
