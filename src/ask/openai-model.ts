import OpenAI, { APIError, BadRequestError, RateLimitError } from 'openai';
import { AppError, describeError } from '../errors.ts';
import type { AnswerModel, ModelPiece } from './answer-model.ts';

export type OpenAiOptions = {
  baseUrl: string | null;
  apiKey: string | null;
  name: string;
  contextTokens?: number;
  prices?: AnswerModel['prices'];
  /** The longest silence between two pieces; the package's own timeout covers the wait for headers only. */
  idleTimeoutMs?: number;
  maxRetries?: number;
};

/** Any OpenAI-compatible chat endpoint. Where it does not know structured output it is asked again without. */
export function openAiModel({
  baseUrl,
  apiKey,
  name,
  contextTokens = 8192,
  prices = null,
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
    contextTokens,
    prices,
    async *stream({ system, user, schema }, signal) {
      const idle = new AbortController();
      const both = AbortSignal.any([signal, idle.signal]);
      const request = {
        model: name,
        stream: true as const,
        stream_options: { include_usage: true },
        temperature: 0,
        messages: [
          { role: 'system' as const, content: system },
          { role: 'user' as const, content: user },
        ],
      };
      const structured = {
        ...request,
        response_format: { type: 'json_schema' as const, json_schema: { ...schema, strict: true } },
      };
      const { stream_options: _, ...plain } = request;
      let timer: NodeJS.Timeout | undefined;
      const wake = () => {
        clearTimeout(timer);
        timer = setTimeout(() => idle.abort(), idleTimeoutMs);
      };
      try {
        wake();
        const pieces = await client.chat.completions.create(structured, { signal: both }).catch((error) => {
          // An endpoint that knows neither structured output nor usage is asked in the plainest form.
          if (
            !(error instanceof BadRequestError) ||
            !/response_format|json_schema|schema|stream_options/i.test(error.message)
          )
            throw error;
          return client.chat.completions.create(plain, { signal: both });
        });
        let finish: string | null = null;
        let usage: (ModelPiece & { kind: 'end' })['usage'] = null;
        for await (const piece of pieces) {
          wake();
          const [choice] = piece.choices ?? [];
          finish = choice?.finish_reason ?? finish;
          if (piece.usage)
            usage = { inputTokens: piece.usage.prompt_tokens, outputTokens: piece.usage.completion_tokens };
          if (choice?.delta?.refusal) throw new AppError('model_unreadable', 'The model refused to answer.');
          if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content };
        }
        // An aborted stream ends the loop quietly: without this a cut answer would pass for a whole one.
        both.throwIfAborted();
        yield { kind: 'end', finish: finish === 'length' || finish === 'content_filter' ? finish : 'stop', usage };
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw toAppError(error, idle.signal.aborted, idleTimeoutMs);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** How endpoints say that a prompt is too long; `code` where they have one. */
const TOO_LONG =
  /context (?:size|length|window)|maximum context|too many tokens|prompt is too long|exceeds? the .{0,40}(?:context|limit)/i;

function toAppError(cause: unknown, isIdle: boolean, idleTimeoutMs: number): AppError {
  if (cause instanceof AppError) return cause;
  if (isIdle)
    return new AppError('model_unavailable', `The model said nothing for ${Math.round(idleTimeoutMs / 1000)} s.`, {
      cause,
    });
  if (cause instanceof RateLimitError)
    return new AppError('model_unavailable', 'The model is over its rate limit.', { cause });
  if (cause instanceof BadRequestError && (cause.code === 'context_length_exceeded' || TOO_LONG.test(cause.message)))
    return new AppError('model_context_exceeded', 'The excerpts were too long for the model.', { cause });
  if (cause instanceof BadRequestError && /content.?filter|content management/i.test(`${cause.code} ${cause.message}`))
    return new AppError('model_unreadable', "The model's content filter refused the question.", { cause });
  if (cause instanceof APIError && cause.status)
    return new AppError('model_unavailable', `The model answered with error ${cause.status}.`, { cause });
  return new AppError('model_unavailable', `The model cannot be reached (${describeError(cause).slice(0, 120)}).`, {
    cause,
  });
}
