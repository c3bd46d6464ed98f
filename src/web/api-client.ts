import { createParser } from 'eventsource-parser';
import { type ClientResponse, hc } from 'hono/client';
import type { Answer, AnswerEvent, ApiRoutes, AskRequest } from '../http/api-types.ts';

/** The API, typed from the server's routes. */
export const api = hc<ApiRoutes>('/api/v1', { fetch: reach });

/** Stands for an answer that never came, or broke off before its end. */
export const UNREACHED = 0;

/**
 * A failure in the server's words; `status` 401 means signed out, `UNREACHED` that no server spoke. `code` is null
 * where none was sent.
 */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string | null;
  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** As `fetch`. @throws ApiFailure of status `UNREACHED`, as browsers say no more than "Failed to fetch". */
export async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (init?.signal?.aborted) throw error;
    throw new ApiFailure(
      UNREACHED,
      navigator.onLine
        ? 'Colloquy can’t be reached. Check your connection, or try again in a minute.'
        : 'You’re offline. Reconnect and try again.',
    );
  }
}

/** The body of a successful answer. */
export type BodyOf<Response> = Response extends ClientResponse<infer Body, 200 | 201, 'json'> ? Body : never;

/** The body of the answer; null for 204. @throws ApiFailure in the server's words. */
export async function read<Response extends ApiReply>(sent: Promise<Response>): Promise<BodyOf<Response>> {
  const response = await sent;
  if (!response.ok) throw await failureOf(response);
  return (response.status === 204 ? null : await response.json()) as BodyOf<Response>;
}

/** Downloads the answer as a file, under the server's name for the file. @throws ApiFailure */
export async function download(path: string, init: RequestInit = {}): Promise<void> {
  const response = await reach(`/api/v1${path}`, { ...init, headers: { ...init.headers, Accept: 'text/csv' } });
  if (!response.ok) throw await failureOf(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'table.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}

export type ApiReply = { ok: boolean; status: number; json: () => Promise<unknown> };

/** The failure inside an answer, in the server's words. */
export async function failureOf(response: ApiReply): Promise<ApiFailure> {
  const body = (await response.json().catch(() => null)) as {
    error?: { code?: string; message?: string };
    message?: string;
  } | null;
  return new ApiFailure(
    response.status,
    body?.error?.message ?? body?.message ?? `The server answered with ${response.status}.`,
    body?.error?.code ?? null,
  );
}

type EventData<Type extends AnswerEvent['type']> = Omit<Extract<AnswerEvent, { type: Type }>, 'type'>;
export type Evidence = EventData<'evidence'>['evidence'];
export type AskHandlers = {
  plan: (plan: EventData<'plan'>['plan'] & Omit<EventData<'plan'>, 'plan'>) => void;
  progress: (read: EventData<'progress'>) => void;
  evidence: (found: EventData<'evidence'>) => void;
  delta: (claim: EventData<'delta'>) => void;
  answer: (answer: Answer) => void;
};

/** Asks, and hands over events as the server sends them. A broken connection is resumed once. @throws ApiFailure */
export async function streamAnswer(
  body: Pick<AskRequest, 'question' | 'conversationId' | 'plan'>,
  on: AskHandlers,
  signal: AbortSignal,
): Promise<void> {
  let answerId: string | null = null;
  const known: AskHandlers = {
    ...on,
    plan: (plan) => {
      answerId = plan.answerId;
      on.plan(plan);
    },
  };
  const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' };
  try {
    await readEvents(
      await reach('/api/v1/ask', { method: 'POST', headers, body: JSON.stringify(body), signal }),
      known,
      signal,
    );
  } catch (error) {
    // A refusal by the server is final. A network failure is not: the answer is made with or without a reader.
    if (signal.aborted || !answerId || (error instanceof ApiFailure && error.status !== UNREACHED)) throw error;
    await readEvents(await reach(`/api/v1/answers/${answerId}/events`, { headers, signal }), known, signal);
  }
}

const BROKEN_OFF = 'The connection was lost before the answer was complete. Ask again.';

async function readEvents(response: Response, on: AskHandlers, signal: AbortSignal): Promise<void> {
  if (!response.ok || !response.body) throw await failureOf(response);
  let isAnswered = false;
  let failure: ApiFailure | null = null;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const value = JSON.parse(data);
      if (event === 'plan') on.plan(value);
      else if (event === 'evidence') on.evidence(value);
      else if (event === 'progress') on.progress(value);
      else if (event === 'delta') on.delta(value);
      else if (event === 'error') failure = new ApiFailure(500, value.error.message);
      else if (event === 'answer') {
        isAnswered = true;
        on.answer(value);
      }
    },
  });
  const decoder = new TextDecoder();
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read().catch((error) => {
      throw signal.aborted ? error : new ApiFailure(UNREACHED, BROKEN_OFF);
    });
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
  if (failure) throw failure;
  if (!isAnswered) throw new ApiFailure(UNREACHED, BROKEN_OFF);
}

/** Ends an answer with the claims proved so far; the answer's stream then ends by itself. */
export async function stopAnswer(answerId: string): Promise<void> {
  await api.answers[':answerId'].stop.$post({ param: { answerId } });
}

/** An answer with question and sources, to be pasted elsewhere. @throws ApiFailure */
export async function fetchAnswerText(answerId: string, type: 'text/plain' | 'text/markdown'): Promise<string> {
  const response = await api.answers[':answerId'].$get({ param: { answerId } }, { headers: { Accept: type } });
  if (!response.ok) throw await failureOf(response);
  return response.text();
}
