import { isAppError } from '../errors.ts';
import type { Model } from './model.ts';
import { ModelError } from './model-error.ts';

/**
 * A model whose first failure is kept: an answer hides it, as it goes on without the model. What is not kept: a prompt
 * that was too long, since a shorter one follows, and whatever comes after its caller went away.
 */
export function heardModel(model: Model): { model: Model; failure: () => ModelError | null } {
  let failure: ModelError | null = null;
  return {
    model: {
      ...model,
      async *stream(prompt, signal) {
        try {
          yield* model.stream(prompt, signal);
        } catch (error) {
          const isTooLong = isAppError(error, 'model_context_exceeded');
          if (error instanceof ModelError && !isTooLong && !signal.aborted) failure ??= error;
          throw error;
        }
      },
    },
    failure: () => failure,
  };
}
