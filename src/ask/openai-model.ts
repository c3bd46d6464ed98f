import { openAiClient } from '../search/openai-client.ts';
import { endpointContext } from './endpoint-context.ts';
import type { Model, ModelPiece, Prompt } from './model.ts';
import { ModelError } from './model-error.ts';
import { type Dialect, FULL_DIALECT, plainerDialect, toRequestBody, withoutLimit } from './openai-dialect.ts';
import {
  checkOf,
  type HttpFailure,
  LONGEST_RETRY_WAIT_SECONDS,
  readHttpFailure,
  toModelError,
} from './openai-failure.ts';
import { type ReplyFinish, readReply } from './openai-reply.ts';
import { thoughtFilter } from './thought-filter.ts';

export type OpenAiOptions = {
  baseUrl: string | null;
  apiKey: string | null;
  name: string;
  /** Null: what the endpoint says of the model. */
  contextTokens?: number | null;
  prices?: Model['prices'];
  /** The longest silence of an endpoint that is at work. Waits between two tries are no silence. */
  silenceSeconds?: number;
  maxRetries?: number;
  isTyped?: boolean;
  fetch?: typeof fetch;
};

/** More of text and thoughts together is not read. */
const MOST_CHARACTERS = 2_000_000;
/** The longest that a timer knows. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Any OpenAI-compatible endpoint. What it takes is learned from what it refuses, once for the life of the model: some
 * refuse a temperature, others structured output, counts of tokens or the name of a limit.
 */
export function openAiModel({
  contextTokens = null,
  prices = null,
  silenceSeconds = 180,
  maxRetries = 2,
  fetch = globalThis.fetch,
  ...access
}: OpenAiOptions): Model {
  const { name } = access;
  let known = FULL_DIALECT;

  /** What came of one request, after the package's own tries. @throws ModelError when nothing came back. */
  async function send(
    dialect: Dialect,
    prompt: Prompt,
    silence: Silence,
    signal: AbortSignal,
  ): Promise<{ response: Response } | { response: null; failure: HttpFailure }> {
    let failure: HttpFailure | null = null;
    const watched: typeof fetch = async (url, init) => {
      failure = null;
      silence.starts();
      try {
        const response = await fetch(url, init);
        if (response.ok) return response;
        failure = await readHttpFailure(response, access.apiKey);
      } catch (error) {
        silence.ends();
        throw error;
      }
      silence.ends();
      return toRetry(failure);
    };
    // The package's own limit would count waits between tries, and end a model that thinks for long.
    const client = await openAiClient(access, { maxRetries, timeoutMs: LONGEST_TIMEOUT_MS, fetch: watched });
    const path = dialect.api === 'chat' ? '/chat/completions' : '/responses';
    try {
      return { response: await client.post(path, { body: toRequestBody(dialect, name, prompt), signal }).asResponse() };
    } catch (cause) {
      signal.throwIfAborted();
      if (failure) return { response: null, failure };
      throw toModelError(cause, null);
    }
  }

  /** Sends plainer and plainer requests until one is taken, and remembers its dialect. @throws ModelError */
  async function open(prompt: Prompt, silence: Silence, signal: AbortSignal) {
    const first = known;
    let dialect = first;
    /** What the endpoint said before anything was left out by guess. */
    let unexplained: HttpFailure | null = null;
    for (;;) {
      const sent = await send(dialect, prompt, silence, signal);
      if (sent.response) {
        // A request that began before another learned something has nothing to tell.
        if (dialect !== first) known = dialect;
        return { response: sent.response, dialect };
      }
      const { failure } = sent;
      const plainer = afterRefusal(dialect, failure);
      if (!plainer) throw toModelError(null, isRefusal(failure) ? (unexplained ?? failure) : failure);
      if (!plainer.isNamed) unexplained ??= failure;
      dialect = plainer.dialect;
      // What the endpoint said itself holds, whatever comes of this request.
      if (!unexplained) known = dialect;
    }
  }

  async function* ask(prompt: Prompt, silence: Silence, signal: AbortSignal): AsyncGenerator<ModelPiece> {
    const { response, dialect } = await open(prompt, silence, signal);
    const filter = thoughtFilter();
    let finish: ReplyFinish | 'cut' = 'cut';
    let usage: (ModelPiece & { kind: 'end' })['usage'] = null;
    let left = MOST_CHARACTERS;
    let isSilent = true;
    for await (const piece of readReply(response, silence.starts)) {
      if (piece.kind === 'done') break;
      if (piece.kind === 'usage') usage = piece.usage;
      if (piece.kind === 'finish') finish = piece.finish;
      if (piece.kind === 'thought') left -= piece.characters;
      if (piece.kind === 'text') {
        left -= piece.text.length;
        const text = filter.push(piece.text);
        if (text !== '') yield { kind: 'text', text };
        isSilent &&= text === '';
      }
      if (left > 0) continue;
      finish = 'length';
      break;
    }
    // An aborted stream may end quietly. Without this check a cut answer would pass for a whole answer.
    signal.throwIfAborted();
    const rest = filter.end();
    if (rest !== '') yield { kind: 'text', text: rest };
    const isSpentOnThoughts = finish === 'length' && isSilent && rest === '' && left > 0;
    if (isSpentOnThoughts && prompt.mostTokens !== undefined && dialect.limit !== 'none') {
      known = { ...known, limit: 'none' };
      yield* ask(prompt, silence, signal);
      return;
    }
    yield { kind: 'end', finish, usage, form: dialect.form };
  }

  return {
    name,
    fetchContextTokens: contextTokens === null ? endpointContext(access, fetch) : async () => contextTokens,
    prices,
    async *stream(prompt, signal) {
      const silence = makeSilence(silenceSeconds);
      try {
        yield* ask(prompt, silence, AbortSignal.any([signal, silence.signal]));
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw silence.signal.aborted ? silence.signal.reason : toModelError(error, null);
      } finally {
        silence.ends();
      }
    },
  };
}

/** A timer of silence: `starts` begins it anew, and it aborts when it runs out. */
type Silence = { starts: () => void; ends: () => void; signal: AbortSignal };

function makeSilence(seconds: number): Silence {
  const tooLong = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const ends = () => clearTimeout(timer);
  return {
    signal: tooLong.signal,
    ends,
    starts() {
      ends();
      timer = setTimeout(() => tooLong.abort(saidNothing(seconds)), seconds * 1000);
    },
  };
}

const saidNothing = (seconds: number): ModelError =>
  new ModelError('model_unavailable', `The model said nothing for ${Math.round(seconds)} s.`, {
    check: 'silence',
    status: null,
    said: null,
  });

/** The failed response for the package, which tries again by itself: not where that is of no use. */
function toRetry(failure: HttpFailure): Response {
  const { status, said, retryAfterSeconds } = failure;
  const headers = new Headers({ 'content-type': 'application/json' });
  if (retryAfterSeconds !== null) headers.set('retry-after', String(retryAfterSeconds));
  const isTooLong = retryAfterSeconds !== null && retryAfterSeconds > LONGEST_RETRY_WAIT_SECONDS;
  if (isTooLong || ['billing', 'context'].includes(checkOf(failure))) headers.set('x-should-retry', 'false');
  return new Response(JSON.stringify({ error: { message: said } }), { status, headers });
}

const isRefusal = (failure: HttpFailure): boolean => ['request', 'address'].includes(checkOf(failure));

/** The dialect to try after a failed request; null where no other would do better. */
function afterRefusal(dialect: Dialect, failure: HttpFailure): { dialect: Dialect; isNamed: boolean } | null {
  const check = checkOf(failure);
  if (failure.status === 404 || failure.status === 405)
    return check === 'address' && dialect.api === 'chat'
      ? { dialect: { ...dialect, api: 'responses' }, isNamed: false }
      : null;
  if (failure.status !== 400 && failure.status !== 422) return null;
  if (check === 'context') return withoutLimit(dialect, failure.said);
  if (check === 'filter' || check === 'billing') return null;
  const plainer = plainerDialect(dialect, failure);
  return plainer?.isNamed || check === 'request' ? plainer : null;
}
