import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { AnswerEvent } from '../ask/answer.ts';
import { type AskDeps, type AskRequest, askQuestion, LONGEST_QUESTION } from '../ask/ask-question.ts';
import { withSources } from '../ask/read-answer.ts';
import { makeRunningAnswers } from '../ask/running-answers.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import { readAnswer } from '../store/answers-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import { answerSchema, planSchema } from './answer-schemas.ts';
import { errorResponses, json, jsonBody, router, viewerOf } from './router.ts';
import { instantSchema, sideSchema, toInstant } from './schemas.ts';

const askBody = z
  .object({
    question: z.string().max(LONGEST_QUESTION).openapi({ example: 'What did we discuss with @Acme about pricing?' }),
    conversationId: z
      .string()
      .optional()
      .openapi({ description: 'Makes it a follow-up: what it leaves open is taken over from the question before.' }),
    accountIds: z.array(z.string()).optional().openapi({ description: 'Narrows what the mentions say.' }),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    side: sideSchema.optional(),
    asOf: instantSchema
      .optional()
      .openapi({ description: 'Asks as if at that moment: relative dates count from it, later calls are not seen.' }),
    plan: planSchema.optional().openapi({
      description: "An answer's plan, edited: the question is asked by it and not planned anew.",
    }),
  })
  .openapi('AskRequest');

const EVENTS = { 'text/event-stream': { schema: z.string() } };
const byId = z.object({ answerId: z.string() });

const askRoute = createRoute({
  method: 'post',
  path: '/ask',
  summary: 'Ask a question',
  description:
    'With `Accept: text/event-stream` the answer comes as events: plan (again when a model added to it), evidence, progress, delta (one claim, already checked), answer (the whole), error. ' +
    'Each event has an id: a stream that broke off is picked up at `/answers/{answerId}/events`.',
  request: jsonBody(askBody),
  responses: {
    200: { description: 'The answer.', content: { 'application/json': { schema: answerSchema }, ...EVENTS } },
    ...errorResponses,
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/answers/{answerId}/events',
  summary: 'Pick up the events of an answer',
  description:
    'From the event after `Last-Event-ID` (the header, or the parameter `after`). The answer goes on being made while nobody reads.',
  request: { params: byId, query: z.object({ after: z.coerce.number().int().min(0).optional() }) },
  responses: { 200: { description: 'Its events.', content: EVENTS }, ...errorResponses },
});

const stopRoute = createRoute({
  method: 'post',
  path: '/answers/{answerId}/stop',
  summary: 'Stop an answer',
  description: 'It ends with what was proved until then.',
  request: { params: byId },
  responses: { 200: json(z.object({ stopped: z.boolean() }), 'Whether it was still being made.'), ...errorResponses },
});

export function askRoutes(deps: AskDeps) {
  const running = makeRunningAnswers(
    (viewer, request, emit, signal) => askQuestion(deps, viewer, request, emit, signal),
    deps,
  );

  /** Sends an answer's events; a reader who leaves ends the sending, not the answer. */
  const sendEvents = (c: Context, viewer: Viewer, answerId: string, from: number) =>
    streamSSE(c, async (stream) => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      try {
        for await (const { at, event } of running.follow(viewer, answerId, from, left.signal))
          await send(stream, at, event);
      } catch (error) {
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

  return router()
    .openapi(askRoute, async (c) => {
      const viewer = viewerOf(c);
      const request = await toAskRequest(deps, viewer, c.req.valid('json'));
      if (!c.req.header('accept')?.includes('text/event-stream'))
        return c.json(await askQuestion(deps, viewer, request, () => {}, c.req.raw.signal), 200);
      return asTyped(sendEvents(c, viewer, running.start(viewer, request), 0));
    })
    .openapi(eventsRoute, async (c) => {
      const viewer = viewerOf(c);
      const { answerId } = c.req.valid('param');
      const last = c.req.header('last-event-id') ?? c.req.valid('query').after;
      if (running.has(viewer, answerId))
        return asTyped(sendEvents(c, viewer, answerId, last === undefined ? 0 : Number(last) + 1));
      // Made elsewhere, or long ago: then there is the whole.
      const record = await readAnswer(deps.db, viewer, answerId);
      if (!record) throw new AppError('not_found', 'There is no such answer.');
      const answer = await withSources(deps, viewer, record);
      return asTyped(streamSSE(c, (stream) => send(stream, Number(last ?? 0) + 1, { type: 'answer', answer })));
    })
    .openapi(stopRoute, (c) => c.json({ stopped: running.stop(viewerOf(c), c.req.valid('param').answerId) }, 200));
}

const send = (stream: SSEStreamingApi, at: number, { type, ...rest }: AnswerEvent): Promise<void> =>
  stream.writeSSE({ id: String(at), event: type, data: JSON.stringify(toEventData(rest)) });

/** A plan and an answer are sent as they are, with the ids beside the plan's own members. */
function toEventData(event: object): unknown {
  if ('answer' in event) return event.answer;
  if ('plan' in event) {
    const { plan, ...ids } = event as { plan: object };
    return { ...plan, ...ids };
  }
  return event;
}

async function toAskRequest(deps: AskDeps, viewer: Viewer, body: z.infer<typeof askBody>): Promise<AskRequest> {
  const { timeZone } = await readOrganization(deps.db, viewer.organizationId);
  const [from, to, asOf] = [
    toInstant('from', body.from, timeZone),
    toInstant('to', body.to, timeZone),
    toInstant('asOf', body.asOf, timeZone),
  ];
  for (const moment of [
    body.plan?.from,
    body.plan?.to,
    ...(body.plan?.ranges ?? []).flatMap((range) => [range.from, range.to]),
  ])
    toInstant('plan', moment ?? undefined, timeZone);
  return {
    question: body.question,
    ...(body.conversationId && { conversationId: body.conversationId }),
    ...(body.accountIds && { accountIds: body.accountIds }),
    ...(body.side && { side: body.side }),
    ...(body.plan && { plan: body.plan }),
    ...(from && { from }),
    ...(to && { to }),
    ...(asOf && { asOf }),
  };
}

/** An event stream has no shape that the router's types could hold; its events are those of `AnswerEvent`. */
const asTyped = (response: Response) => response as never;
