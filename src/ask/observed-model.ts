import { isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { NO_TRACING, type Tracing } from '../tracing.ts';
import { usageOf } from './metered-model.ts';
import type { Model, ModelPiece, Prompt } from './model.ts';
import { ModelError } from './model-error.ts';
import { repeatsPrompt } from './repeats-prompt.ts';

/** `isOwn` is a model that an organization's admin named: names of anybody's choice would be labels without an end. */
export type ModelSignals = { metrics: Pick<Metrics, 'modelAsked'>; log: Log; tracing?: Tracing; isOwn?: boolean };

/**
 * A model with every request counted and recorded, and every failure logged. The client's own retries belong to one
 * request.
 */
export function observedModel(
  model: Model,
  { metrics, log, tracing = NO_TRACING, isOwn = false }: ModelSignals,
): Model {
  const label = isOwn ? 'own' : model.name;
  return {
    ...model,
    async *stream(prompt, signal) {
      const startedMs = performance.now();
      const span = tracing.open({ name: 'model', kind: 'client', facts: { 'gen_ai.request.model': label } });
      let written = '';
      let told: (ModelPiece & { kind: 'end' })['usage'] = null;
      // Stays `stopped` when the consumer ends the stream early.
      let outcome: Parameters<typeof metrics.modelAsked>[0]['outcome'] = 'stopped';
      try {
        for await (const piece of model.stream(prompt, signal)) {
          if (piece.kind === 'text') written += piece.text;
          else told = piece.usage;
          if (piece.kind === 'end') outcome = 'done';
          yield piece;
        }
      } catch (error) {
        if (!signal.aborted) {
          outcome = isAppError(error) ? error.code : 'internal';
          span.fail(error);
          if (error instanceof ModelError) log.warn(toLogged(model.name, error, prompt), 'the model failed');
        }
        throw error;
      } finally {
        const usage = usageOf(prompt, written, told);
        const seconds = (performance.now() - startedMs) / 1000;
        metrics.modelAsked({ model: label, outcome, seconds, ...usage });
        span.add({
          'gen_ai.usage.input_tokens': usage.inputTokens,
          'gen_ai.usage.output_tokens': usage.outputTokens,
        });
        span.end();
      }
    },
  };
}

function toLogged(model: string, { message, advice, failure }: ModelError, { user }: Prompt) {
  const { check, status, said } = failure;
  const isQuiet = said === null || repeatsPrompt(said, user);
  return { model, reason: message, check, status, ...(!isQuiet && { said }), advice };
}
