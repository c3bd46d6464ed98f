import { createParser } from 'eventsource-parser';
import { hc } from 'hono/client';
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

type Answered = { ok: boolean; status: number; json: () => Promise<unknown> };

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

/** Asks and hands over what happens as it happens. @throws ApiFailure */
export async function streamAnswer(
  body: { question: string; conversationId?: string; plan?: AnswerPlan },
  on: AskHandlers,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch('/api/v1/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal,
  });
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
  if (!isAnswered) throw new ApiFailure(500, 'The answer broke off. Ask again.');
}

/** Ends an answer with what was proved until now; its stream then ends by itself. */
export async function stopAnswer(answerId: string): Promise<void> {
  await api.answers[':answerId'].stop.$post({ param: { answerId } });
}
