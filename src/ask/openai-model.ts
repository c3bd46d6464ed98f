import OpenAI, { APIError, BadRequestError, RateLimitError } from 'openai';
import { AppError, describeError } from '../errors.ts';
import { type AnswerModel, answerSchema } from './answer-model.ts';

export type OpenAiOptions = {
  baseUrl: string | null;
  apiKey: string | null;
  name: string;
  /** The longest silence between two pieces; the package's own timeout covers the wait for headers only. */
  idleTimeoutMs?: number;
  maxRetries?: number;
};

/** Any OpenAI-compatible chat endpoint. Where it does not know structured output it is asked again without. */
export function openAiModel({
  baseUrl,
  apiKey,
  name,
  idleTimeoutMs = 60_000,
  maxRetries = 2,
}: OpenAiOptions): AnswerModel {
  const client = new OpenAI({
    // Local servers want none, and the package insists on one.
    apiKey: apiKey ?? 'none',
    ...(baseUrl && { baseURL: baseUrl }),
    timeout: idleTimeoutMs,
    maxRetries,
    logLevel: 'off',
  });

  return {
    name,
    async *stream({ system, user, evidenceIds }, signal) {
      const idle = new AbortController();
      const both = AbortSignal.any([signal, idle.signal]);
      const request = {
        model: name,
        stream: true as const,
        temperature: 0,
        messages: [
          { role: 'system' as const, content: system },
          { role: 'user' as const, content: user },
        ],
      };
      const structured = {
        ...request,
        response_format: {
          type: 'json_schema' as const,
          json_schema: { name: 'answer', strict: true, schema: answerSchema(evidenceIds) },
        },
      };
      let timer: NodeJS.Timeout | undefined;
      const wake = () => {
        clearTimeout(timer);
        timer = setTimeout(() => idle.abort(), idleTimeoutMs);
      };
      try {
        wake();
        const pieces = await client.chat.completions.create(structured, { signal: both }).catch((error) => {
          if (!(error instanceof BadRequestError) || !/response_format|json_schema|schema/i.test(error.message))
            throw error;
          return client.chat.completions.create(request, { signal: both });
        });
        let finish: string | null = null;
        for await (const piece of pieces) {
          wake();
          const [choice] = piece.choices;
          finish = choice?.finish_reason ?? finish;
          if (choice?.delta?.refusal) throw new AppError('model_unreadable', 'The model refused to answer.');
          if (choice?.delta?.content) yield choice.delta.content;
        }
        // An aborted stream ends the loop quietly: without this a cut answer would pass for a whole one.
        both.throwIfAborted();
        if (finish === 'content_filter')
          throw new AppError('model_unreadable', "The model's content filter stopped the answer.");
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw toAppError(error, idle.signal.aborted, idleTimeoutMs);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function toAppError(cause: unknown, isIdle: boolean, idleTimeoutMs: number): AppError {
  if (cause instanceof AppError) return cause;
  if (isIdle)
    return new AppError('model_unavailable', `The model said nothing for ${Math.round(idleTimeoutMs / 1000)} s.`, {
      cause,
    });
  if (cause instanceof RateLimitError)
    return new AppError('model_unavailable', 'The model is over its rate limit.', { cause });
  if (cause instanceof APIError && cause.status)
    return new AppError('model_unavailable', `The model answered with error ${cause.status}.`, { cause });
  return new AppError('model_unavailable', `The model cannot be reached (${describeError(cause).slice(0, 120)}).`, {
    cause,
  });
}
