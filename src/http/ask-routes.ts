import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { Answer } from '../ask/answer.ts';
import { type AskDeps, type AskRequest, askQuestion, LONGEST_QUESTION } from '../ask/ask-question.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import { listAnswers, listConversations, readAnswer } from '../store/answers-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import { errorResponses, json, jsonBody, router, viewerOf } from './router.ts';
import { citationSchema, idName, instantSchema, sideSchema, toInstant } from './schemas.ts';

const askBody = z
  .object({
    question: z.string().max(LONGEST_QUESTION).openapi({ example: 'What did we discuss with @Acme about pricing?' }),
    conversationId: z.string().optional(),
    accountIds: z.array(z.string()).optional().openapi({ description: 'Narrows what the mentions say.' }),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    side: sideSchema.optional(),
    asOf: instantSchema
      .optional()
      .openapi({ description: 'Asks as if at that moment: relative dates count from it, later calls are not seen.' }),
  })
  .openapi('AskRequest');

const planSchema = z.object({
  accounts: z.array(idName),
  people: z.array(idName),
  from: z.string().nullable(),
  to: z.string().nullable(),
  when: z.string().nullable(),
  side: sideSchema.nullable(),
  trackers: z.array(idName),
  phrases: z.array(z.string()),
  terms: z.array(z.string()),
  warnings: z.array(z.string()),
});

const answerSchema = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    question: z.string(),
    status: z.enum(['answered', 'partial', 'not_found', 'needs_choice']),
    text: z.string(),
    claims: z.array(z.object({ text: z.string(), citations: z.array(z.number()) })),
    removed: z.array(z.object({ text: z.string(), reason: z.string() })),
    choices: z
      .array(
        z.object({
          mention: z.string(),
          candidates: z.array(z.object({ id: z.string(), name: z.string(), domains: z.array(z.string()) })),
        }),
      )
      .optional(),
    suggestions: z.array(z.string()),
    citations: z.array(citationSchema),
    plan: planSchema,
    searched: z.object({
      calls: z.number(),
      segments: z.number().openapi({ description: 'At most 10,000 are counted.' }),
    }),
    model: z.string().nullable().openapi({ description: 'The model that worded it; null where the answer quotes.' }),
    timingsMs: z.record(z.string(), z.number()),
  })
  .openapi('Answer');

const askRoute = createRoute({
  method: 'post',
  path: '/ask',
  summary: 'Ask a question',
  description:
    'With `Accept: text/event-stream` the answer comes as events: plan, evidence, delta (one claim, already checked), answer (the whole), error.',
  request: jsonBody(askBody),
  responses: {
    200: {
      description: 'The answer.',
      content: { 'application/json': { schema: answerSchema }, 'text/event-stream': { schema: z.string() } },
    },
    ...errorResponses,
  },
});

const answerRoute = createRoute({
  method: 'get',
  path: '/answers/{answerId}',
  summary: 'Read an answer again',
  request: { params: z.object({ answerId: z.string() }) },
  responses: { 200: json(answerSchema, 'The answer as it was given.'), ...errorResponses },
});

const conversationsRoute = createRoute({
  method: 'get',
  path: '/conversations',
  summary: 'List your latest conversations',
  responses: {
    200: json(
      z.object({ conversations: z.array(z.object({ id: z.string(), title: z.string(), createdAt: z.string() })) }),
      'Newest first.',
    ),
    ...errorResponses,
  },
});

const conversationRoute = createRoute({
  method: 'get',
  path: '/conversations/{conversationId}',
  summary: 'Read a conversation',
  request: { params: z.object({ conversationId: z.string() }) },
  responses: { 200: json(z.object({ answers: z.array(answerSchema) }), 'Its answers in order.'), ...errorResponses },
});

export function askRoutes(deps: AskDeps) {
  return router()
    .openapi(askRoute, async (c) => {
      const viewer = viewerOf(c);
      const request = await toAskRequest(deps, viewer, c.req.valid('json'));
      if (!c.req.header('accept')?.includes('text/event-stream')) {
        return c.json(await askQuestion(deps, viewer, request, () => {}, c.req.raw.signal), 200);
      }
      return asTyped(
        streamSSE(c, async (stream) => {
          const stop = new AbortController();
          stream.onAbort(() => stop.abort(new Error('the reader left')));
          const signal = AbortSignal.any([stop.signal, c.req.raw.signal]);
          const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) });
          try {
            await askQuestion(
              deps,
              viewer,
              request,
              ({ type, ...rest }) => send(type, 'answer' in rest ? rest.answer : 'plan' in rest ? rest.plan : rest),
              signal,
            );
          } catch (error) {
            if (signal.aborted) return;
            if (!isAppError(error)) deps.log.error({ err: error, requestId: c.get('requestId') }, 'ask: failed');
            const known = isAppError(error)
              ? { code: error.code, message: describeError(error) }
              : {
                  code: 'internal',
                  message: 'Something went wrong here. Try again; the request id helps whoever looks into it.',
                };
            await send('error', { error: { ...known, requestId: c.get('requestId') } });
          }
        }),
      );
    })
    .openapi(answerRoute, async (c) => {
      const record = await readAnswer(deps.db, viewerOf(c), c.req.valid('param').answerId);
      if (!record) throw new AppError('not_found', 'There is no such answer.');
      return c.json(toKept(record.answer), 200);
    })
    .openapi(conversationsRoute, async (c) => {
      const rows = await listConversations(deps.db, viewerOf(c), 50);
      return c.json({ conversations: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }, 200);
    })
    .openapi(conversationRoute, async (c) => {
      const records = await listAnswers(deps.db, viewerOf(c), c.req.valid('param').conversationId);
      if (records.length === 0) throw new AppError('not_found', 'There is no such conversation.');
      return c.json({ answers: records.map((record) => toKept(record.answer)) }, 200);
    });
}

async function toAskRequest(deps: AskDeps, viewer: Viewer, body: z.infer<typeof askBody>): Promise<AskRequest> {
  const { timeZone } = await readOrganization(deps.db, viewer.organizationId);
  const [from, to, asOf] = [
    toInstant('from', body.from, timeZone),
    toInstant('to', body.to, timeZone),
    toInstant('asOf', body.asOf, timeZone),
  ];
  return {
    question: body.question,
    ...(body.conversationId && { conversationId: body.conversationId }),
    ...(body.accountIds && { accountIds: body.accountIds }),
    ...(body.side && { side: body.side }),
    ...(from && { from }),
    ...(to && { to }),
    ...(asOf && { asOf }),
  };
}

/** Only `askQuestion` writes the column, and it writes an `Answer`. */
const toKept = (answer: Record<string, unknown>): Answer => answer as Answer;

/** An event stream has no shape that the router's types could hold; its events are those of `AnswerEvent`. */
const asTyped = (response: Response) => response as never;
