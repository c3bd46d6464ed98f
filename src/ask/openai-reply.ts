import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { ModelError } from './model-error.ts';
import { checkOf, describePage, readErrorWords } from './openai-failure.ts';

export type ReplyFinish = 'stop' | 'length' | 'content_filter';

export type ReplyPiece =
  | { kind: 'text'; text: string }
  /** A member of its own holds the model's thoughts. They are not kept. */
  | { kind: 'thought'; characters: number }
  | { kind: 'finish'; finish: ReplyFinish }
  | { kind: 'usage'; usage: { inputTokens: number; outputTokens: number } }
  /** Nothing that matters comes after it. */
  | { kind: 'done' };

/** One event is a few words; a whole reply comes as one document where the endpoint does not stream. */
const LONGEST_EVENT = 1_000_000;
const LONGEST_DOCUMENT = 4_000_000;
/** Of all that arrives, comments and empty events too, unpacked: work, whatever it says. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads a reply of either API, as a stream of events or as one document. `onLife` is called for whatever arrives:
 * comments too say that the endpoint lives.
 * @throws ModelError for an error within the reply, and for what is no reply.
 */
export async function* readReply(response: Response, onLife: () => void): AsyncGenerator<ReplyPiece> {
  const decoder = new TextDecoder();
  let arrived: ReplyPiece[] = [];
  // Thrown when its turn comes: what arrived with a failure, but before it, counts.
  let failure: unknown = null;
  const parser = createParser({
    onEvent: ({ data }) => {
      try {
        if (failure === null) arrived.push(...toPieces(data));
      } catch (error) {
        failure = error;
      }
    },
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') failure ??= unreadable('an event without an end');
    },
    maxBufferSize: LONGEST_EVENT,
  });
  const take = function* (text: string) {
    parser.feed(text);
    const pieces = arrived;
    arrived = [];
    yield* pieces;
    if (failure !== null) throw failure;
  };
  const document: string[] = [];
  let form: 'unknown' | 'events' | 'document' = 'unknown';
  let length = 0;
  let bytesRead = 0;
  for await (const bytes of response.body ?? []) {
    onLife();
    bytesRead += bytes.byteLength;
    if (bytesRead > MOST_BYTES) throw unreadable('a reply without an end');
    let text = decoder.decode(bytes, { stream: true });
    length += text.length;
    if (form !== 'events' && length > LONGEST_DOCUMENT) throw unreadable('a document without an end');
    // Types of content are wrong too often to go by.
    if (form === 'unknown') {
      // Blanks before the first sign belong to neither form.
      text = text.trimStart();
      const [first] = text;
      if (first === undefined) continue;
      form = '{[<'.includes(first) ? 'document' : 'events';
    }
    if (form === 'document') {
      document.push(text);
      continue;
    }
    for (const piece of take(text)) {
      if (piece.kind === 'done') return;
      yield piece;
    }
  }
  if (form === 'document') yield* toPieces(document.join(''));
  // The last event may lack its empty line.
  else yield* take('\n\n');
}

const unreadable = (said: string): ModelError =>
  new ModelError('model_unreadable', 'What came back is no answer of a model.', { check: 'reply', status: 200, said });

/** Pieces of one event's data, or of a whole document. What is not understood is passed over. */
function toPieces(data: string): ReplyPiece[] {
  if (data.trim() === '[DONE]') return [{ kind: 'done' }];
  if (data.trimStart().startsWith('<')) throw unreadable(describePage(data));
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return [];
  }
  const read = replySchema.safeParse(json).data;
  if (!read) return [];
  const failed = read.error ?? (read.type === 'error' ? read : null) ?? read.response?.error;
  if (failed) throw brokenOff(failed);
  return read.type?.startsWith('response.') || read.object === 'response' ? ofResponses(read) : ofChat(read);
}

function brokenOff(error: unknown): ModelError {
  const { said, code } = readErrorWords(error);
  const status = Number.isInteger(Number(code)) && Number(code) >= 400 ? Number(code) : null;
  const check = checkOf({ status: status ?? 500, code, said });
  return new ModelError('model_unavailable', 'The model broke off with an error.', { check, status, said });
}

const text = z.string().nullish().catch(null);
/** Some endpoints tell kinds of content apart within the text; only its words are wanted. */
const content = z
  .union([z.string(), z.array(z.object({ type: text, text }))])
  .nullish()
  .catch(null);
const message = z.object({ content, reasoning_content: text, reasoning: text, refusal: text }).nullish().catch(null);
const count = z.number().int().nonnegative().max(1_000_000_000).nullish().catch(null);
const usage = z
  .object({ prompt_tokens: count, completion_tokens: count, input_tokens: count, output_tokens: count })
  .nullish()
  .catch(null);
const response = z
  .object({
    status: text,
    usage,
    error: z.unknown().optional(),
    incomplete_details: z.object({ reason: text }).nullish().catch(null),
    output: z
      .array(
        z.object({
          type: text,
          content: z
            .array(z.object({ type: text, text, refusal: text }))
            .nullish()
            .catch(null),
        }),
      )
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);
const replySchema = z.looseObject({
  type: text,
  object: text,
  error: z.unknown().optional(),
  choices: z
    .array(z.object({ delta: message, message, finish_reason: text }))
    .nullish()
    .catch(null),
  usage,
  delta: text,
  response,
});
type Reply = z.infer<typeof replySchema>;

function ofChat(reply: Reply): ReplyPiece[] {
  const [choice] = reply.choices ?? [];
  const said = choice?.delta ?? choice?.message;
  const thoughts = said?.reasoning_content ?? said?.reasoning ?? '';
  if (said?.refusal) throw refused();
  if (choice?.finish_reason === 'error') throw brokenOff(reply);
  return [
    ...(thoughts ? [{ kind: 'thought' as const, characters: thoughts.length }] : []),
    ...toText(said?.content),
    ...(choice?.finish_reason ? [{ kind: 'finish' as const, finish: toFinish(choice.finish_reason) }] : []),
    ...toUsage(reply.usage),
  ];
}

function toText(said: z.infer<typeof content>): ReplyPiece[] {
  if (!said) return [];
  if (typeof said === 'string') return [{ kind: 'text', text: said }];
  return said.flatMap((part): ReplyPiece[] =>
    part.text && !/think|reason/i.test(part.type ?? '') ? [{ kind: 'text', text: part.text }] : [],
  );
}

function ofResponses(reply: Reply): ReplyPiece[] {
  const { type, delta } = reply;
  if (type === 'response.refusal.delta') throw refused();
  if (type === 'response.output_text.delta') return delta ? [{ kind: 'text', text: delta }] : [];
  if (type?.startsWith('response.reasoning')) return [{ kind: 'thought', characters: delta?.length ?? 0 }];
  const isWhole = reply.object === 'response';
  const ended = isWhole ? response.parse(reply) : reply.response;
  if (!ended || !(isWhole || /^response\.(completed|incomplete|failed)$/.test(type ?? ''))) return [];
  const parts = isWhole ? (ended.output ?? []).flatMap((one) => one.content ?? []) : [];
  if (parts.some((part) => part.refusal)) throw refused();
  if (ended.status === 'failed') throw brokenOff(ended.error);
  return [
    ...toText(parts),
    { kind: 'finish', finish: toFinish(ended.incomplete_details?.reason ?? 'stop') },
    ...toUsage(ended.usage),
    { kind: 'done' },
  ];
}

const refused = (): ModelError =>
  new ModelError('model_unreadable', 'The model refused to answer.', { check: 'filter', status: 200, said: null });

function toFinish(reason: string): ReplyFinish {
  if (/^(length|max_?(output_)?tokens|model_length)$/i.test(reason)) return 'length';
  return /filter|safety|recitation|blocklist|prohibited|guardrail/i.test(reason) ? 'content_filter' : 'stop';
}

function toUsage(told: z.infer<typeof usage>): ReplyPiece[] {
  const inputTokens = told?.prompt_tokens ?? told?.input_tokens ?? null;
  const outputTokens = told?.completion_tokens ?? told?.output_tokens ?? null;
  return inputTokens === null || outputTokens === null ? [] : [{ kind: 'usage', usage: { inputTokens, outputTokens } }];
}
