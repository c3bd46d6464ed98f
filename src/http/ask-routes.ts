import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { type AnswerEvent, answerSchema } from '../ask/answer.ts';
import { askQuestion } from '../ask/ask-question.ts';
import { type AskRequest, askRequestSchema } from '../ask/ask-request.ts';
import { followAnswer } from '../ask/follow-answer.ts';
import { startAnswer } from '../ask/start-answer.ts';
import { stopAnswer } from '../ask/stop-answer.ts';
import { withInstants } from '../asked-range.ts';
import { describeError, isAppError } from '../errors.ts';
import { given } from '../given.ts';
import { toStoreFailure } from '../store-failure.ts';
import type { Viewer } from '../viewer.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const EVENTS = { 'text/event-stream': { schema: z.string() } };
const byId = z.object({ answerId: z.string() });

const askRoute = createRoute({
  method: 'post',
  path: '/ask',
  summary: 'Ask a question',
  description:
    'With `Accept: text/event-stream` the answer comes as events: plan (again when a model added to it), evidence, progress, delta (one claim, already checked), answer (the whole), error. ' +
    'Each event has an id: a stream that broke off is picked up at `/answers/{answerId}/events`.',
  request: jsonBody(askRequestSchema),
  responses: {
    200: { description: 'The answer.', content: { 'application/json': { schema: answerSchema }, ...EVENTS } },
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/answers/{answerId}/events',
  summary: 'Pick up the events of an answer',
  description:
    'From the event after `Last-Event-ID` (the header, or the parameter `after`). The answer goes on being made while nobody reads.',
  request: { params: byId, query: z.object({ after: z.coerce.number().int().min(0).max(1_000_000).optional() }) },
  responses: { 200: { description: 'Its events.', content: EVENTS } },
});

const stopRoute = createRoute({
  method: 'post',
  path: '/answers/{answerId}/stop',
  summary: 'Stop an answer',
  description: 'It ends with what was proved until then.',
  request: { params: byId },
  responses: { 200: json(z.object({ stopped: z.boolean() }), 'Whether it was still being made.') },
});

export function askRoutes(services: HttpServices) {
  return router()
    .openapi(askRoute, async (c) => {
      const viewer = viewerOf(c);
      const request = toAskRequest(viewer, c.req.valid('json'));
      if (!c.req.header('accept')?.includes('text/event-stream')) {
        const { signal } = c.req.raw;
        const answer = () => askQuestion(services, viewer, request, () => {}, signal);
        return c.json(await services.limits.run('question', viewer, answer), 200);
      }
      return sendEvents(c, services, viewer, { answerId: startAnswer(services, viewer, request), after: null });
    })
    .openapi(eventsRoute, async (c) => {
      const { answerId } = c.req.valid('param');
      const after = readEventId(c.req.header('last-event-id')) ?? c.req.valid('query').after ?? null;
      return sendEvents(c, services, viewerOf(c), { answerId, after });
    })
    .openapi(stopRoute, (c) =>
      c.json({ stopped: stopAnswer(services, viewerOf(c), c.req.valid('param').answerId) }, 200),
    );
}

/** The number of an event. Null for any other text: the stream begins anew. */
const readEventId = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,7}$/.test(header) ? Number(header) : null;

/** Sends an answer's events. A reader who leaves ends the stream, while the answer runs on. */
async function sendEvents(
  c: Context,
  services: HttpServices,
  viewer: Viewer,
  wish: { answerId: string; after: number | null },
) {
  const left = new AbortController();
  const events = await followAnswer(services, viewer, wish, left.signal);
  const response = streamSSE(c, async (stream) => {
    stream.onAbort(() => left.abort());
    try {
      for await (const { at, event } of events) await send(stream, at, event);
    } catch (thrown) {
      const error = toStoreFailure(thrown) ?? thrown;
      const known = isAppError(error)
        ? { code: error.code, message: describeError(error) }
        : {
            code: 'internal',
            message: 'Something went wrong here. Try again; the request id helps whoever looks into it.',
          };
      await stream.writeSSE({
        event: 'error',
        data: JSON.stringify({ error: { ...known, requestId: c.get('requestId') } }),
      });
    }
  });
  return asTyped(response);
}

const send = (stream: SSEStreamingApi, at: number, { type, ...rest }: AnswerEvent): Promise<void> =>
  stream.writeSSE({ id: String(at), event: type, data: JSON.stringify(toEventData(rest)) });

/** An answer goes out bare. A plan goes out with the ids merged into its members. */
function toEventData(event: object): unknown {
  if ('answer' in event) return event.answer;
  if ('plan' in event) {
    const { plan, ...ids } = event as { plan: object };
    return { ...plan, ...ids };
  }
  return event;
}

function toAskRequest(viewer: Viewer, body: z.infer<typeof askRequestSchema>): AskRequest {
  const { conversationId, ...asked } = given(body);
  return { ...withInstants(asked, viewer), ...(conversationId && { conversationId }) };
}

/** The router's types cannot describe an event stream. The events are those of `AnswerEvent`. */
const asTyped = (response: Response) => response as never;
