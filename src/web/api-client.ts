import { createParser } from 'eventsource-parser';
import { type ClientResponse, hc } from 'hono/client';
import type { Answer, AnswerEvent, AnswerPlan, ApiRoutes, Citation } from '../http/api-types.ts';

/** The API, typed from the server's routes. */
export const api = hc<ApiRoutes>('/api/v1');

/** What the server said went wrong; `status` 401 means signed out. */
export class ApiFailure extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body of the answer that is no failure. */
export type BodyOf<Response> = Response extends ClientResponse<infer Body, 200 | 201, 'json'> ? Body : never;

/** What the server answers. @throws ApiFailure in its words. */
export async function read<Response extends Answered>(sent: Promise<Response>): Promise<BodyOf<Response>> {
  const response = await sent;
  if (!response.ok) throw await failureOf(response);
  return (response.status === 204 ? null : await response.json()) as BodyOf<Response>;
}

/** Downloads what the server answers as a file, under the name that the server gives it. @throws ApiFailure */
export async function download(path: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(`/api/v1${path}`, { ...init, headers: { ...init.headers, Accept: 'text/csv' } });
  if (!response.ok) throw await failureOf(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'table.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}

export type Answered = { ok: boolean; status: number; json: () => Promise<unknown> };

/** The failure that an answer carries, in the server's words. */
export async function failureOf(response: Answered): Promise<ApiFailure> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string }; message?: string } | null;
  return new ApiFailure(
    response.status,
    body?.error?.message ?? body?.message ?? `The server answered with ${response.status}.`,
  );
}

export type Evidence = Extract<AnswerEvent, { type: 'evidence' }>['evidence'];
export type AskHandlers = {
  plan: (plan: AnswerPlan & { answerId: string; conversationId: string }) => void;
  progress: (read: { done: number; of: number }) => void;
  evidence: (found: { evidence: Evidence; searched: { calls: number; segments: number } }) => void;
  delta: (claim: { text: string; citations: Citation[] }) => void;
  answer: (answer: Answer) => void;
};

/** Asks and hands over what happens as it happens; where the connection breaks, it is taken up again once. @throws ApiFailure */
export async function streamAnswer(
  body: { question: string; conversationId?: string; plan?: AnswerPlan },
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
      await fetch('/api/v1/ask', { method: 'POST', headers, body: JSON.stringify(body), signal }),
      known,
    );
  } catch (error) {
    // What the server said is final; what the network did is not, since the answer goes on without its reader.
    if (signal.aborted || !answerId || (error instanceof ApiFailure && error.status !== BROKEN)) throw error;
    await readEvents(await fetch(`/api/v1/answers/${answerId}/events`, { headers, signal }), known);
  }
}

/** Stands for a stream that ended without an answer. */
const BROKEN = 0;

async function readEvents(response: Response, on: AskHandlers): Promise<void> {
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
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
  if (failure) throw failure;
  if (!isAnswered) throw new ApiFailure(BROKEN, 'The answer broke off. Ask again.');
}

/** Ends an answer with what was proved until now; its stream then ends by itself. */
export async function stopAnswer(answerId: string): Promise<void> {
  await api.answers[':answerId'].stop.$post({ param: { answerId } });
}
