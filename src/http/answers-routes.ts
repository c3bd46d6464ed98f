import { createRoute, z } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { answerSchema } from '../ask/answer.ts';
import { rateAnswer } from '../ask/rate-answer.ts';
import { removeConversation } from '../ask/remove-conversation.ts';
import { renameConversation } from '../ask/rename-conversation.ts';
import { renderAnswer } from '../ask/render-answer.ts';
import { replayAnswer, replaySchema } from '../ask/replay-answer.ts';
import { shareAnswer, sharedAnswerSchema, sharedLinkSchema, sharingSchema, showShared } from '../ask/share-answer.ts';
import { showAnswer } from '../ask/show-answer.ts';
import { showConversation } from '../ask/show-conversation.ts';
import { showConversations } from '../ask/show-conversations.ts';
import { instantSchema, toRange } from '../asked-range.ts';
import { conversationSchema } from '../conversation.ts';
import { feedbackSchema } from '../feedback.ts';
import { given } from '../given.ts';
import { reportUsage, usageReportSchema } from '../reports/report-usage.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const byAnswer = z.object({ answerId: z.string() });
const byConversation = z.object({ conversationId: z.string() });

const answerRoute = createRoute({
  method: 'get',
  path: '/answers/{answerId}',
  summary: 'Read an answer again',
  description:
    'Your own, or one that a member of your organization shared. Each citation says where its quote stands in the ' +
    'transcript of today. With `Accept: text/markdown` or `text/plain` it comes as text, with its question and its ' +
    'sources, to be pasted elsewhere.',
  request: { params: byAnswer },
  responses: {
    200: {
      description: 'The answer as it was given.',
      content: {
        'application/json': { schema: answerSchema },
        'text/markdown': { schema: z.string() },
        'text/plain': { schema: z.string() },
      },
    },
  },
});
const TEXTS = { 'text/markdown': 'markdown', 'text/plain': 'plain' } as const;

const shareRoute = createRoute({
  method: 'put',
  path: '/answers/{answerId}/sharing',
  summary: 'Let the members of your organization read an answer, or no more',
  request: { params: byAnswer, ...jsonBody(sharingSchema) },
  responses: { 200: json(sharedLinkSchema, 'The page of the answer.') },
});

const sharedRoute = createRoute({
  method: 'get',
  path: '/shared-answers',
  summary: 'List the answers that you share',
  responses: { 200: json(z.object({ answers: z.array(sharedAnswerSchema) }), 'The newest first.') },
});

const feedbackRoute = createRoute({
  method: 'post',
  path: '/answers/{answerId}/feedback',
  summary: 'Say whether an answer helped',
  request: {
    params: byAnswer,
    ...jsonBody(feedbackSchema),
  },
  responses: { 204: { description: 'Kept; a later one replaces it.' } },
});

const replayRoute = createRoute({
  method: 'post',
  path: '/answers/{answerId}/replay',
  summary: 'Gather the evidence of an answer anew',
  description: "By the answer's own plan on today's index; no model is asked.",
  request: { params: byAnswer },
  responses: {
    200: json(replaySchema, 'What is the same, what came, what went.'),
  },
});

const conversationsRoute = createRoute({
  method: 'get',
  path: '/conversations',
  summary: 'List your latest conversations',
  request: {
    query: z.object({
      query: z.string().max(200).default('').openapi({ description: 'Part of a title, or of a question asked.' }),
    }),
  },
  responses: {
    200: json(z.object({ conversations: z.array(conversationSchema) }), 'Newest first.'),
  },
});

const conversationRoute = createRoute({
  method: 'get',
  path: '/conversations/{conversationId}',
  summary: 'Read a conversation',
  request: { params: byConversation },
  responses: { 200: json(z.object({ answers: z.array(answerSchema) }), 'Its answers in order.') },
});

const renameRoute = createRoute({
  method: 'patch',
  path: '/conversations/{conversationId}',
  summary: 'Rename a conversation',
  request: { params: byConversation, ...jsonBody(z.object({ title: z.string().trim().min(1).max(200) })) },
  responses: { 204: { description: 'Renamed.' } },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/conversations/{conversationId}',
  summary: 'Delete a conversation',
  description: 'Its answers go with it.',
  request: { params: byConversation },
  responses: { 204: { description: 'Deleted.' } },
});

const usageRoute = createRoute({
  method: 'get',
  path: '/usage',
  summary: 'What answers used (admins)',
  description:
    'For admins: answers, tokens and cost of the whole organization, in the last 30 days unless told otherwise.',
  request: { query: z.object({ from: instantSchema.optional(), to: instantSchema.optional() }) },
  responses: {
    200: json(usageReportSchema, 'The sums.'),
  },
});

/** Kept answers and conversations: the viewer's own, and answers shared by colleagues. */
export function answersRoutes(services: HttpServices) {
  return router()
    .openapi(answerRoute, async (c) => {
      const viewer = viewerOf(c);
      const answer = await showAnswer(services, viewer, c.req.valid('param').answerId);
      const json = 'application/json';
      const type = accepts(c, { header: 'Accept', supports: [json, ...Object.keys(TEXTS)], default: json });
      c.header('Vary', 'Accept');
      if (!(type in TEXTS)) return c.json(answer, 200);
      const format = TEXTS[type as keyof typeof TEXTS];
      return c.body(renderAnswer(answer, format, viewer.timeZone), 200, { 'Content-Type': `${type}; charset=utf-8` });
    })
    .openapi(shareRoute, async (c) => {
      const wish = { ...c.req.valid('param'), ...given(c.req.valid('json')) };
      return c.json(z.encode(sharedLinkSchema, await shareAnswer(services, viewerOf(c), wish)), 200);
    })
    .openapi(sharedRoute, async (c) => {
      const shared = await showShared(services, viewerOf(c));
      return c.json({ answers: shared.map((one) => z.encode(sharedAnswerSchema, one)) }, 200);
    })
    .openapi(feedbackRoute, async (c) => {
      await rateAnswer(services, viewerOf(c), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.body(null, 204);
    })
    .openapi(replayRoute, async (c) =>
      c.json(await replayAnswer(services, viewerOf(c), c.req.valid('param').answerId), 200),
    )
    .openapi(conversationsRoute, async (c) => {
      const rows = await showConversations(services, viewerOf(c), c.req.valid('query'));
      return c.json({ conversations: rows.map((row) => z.encode(conversationSchema, row)) }, 200);
    })
    .openapi(conversationRoute, async (c) =>
      c.json({ answers: await showConversation(services, viewerOf(c), c.req.valid('param').conversationId) }, 200),
    )
    .openapi(renameRoute, async (c) => {
      await renameConversation(services, viewerOf(c), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.body(null, 204);
    })
    .openapi(deleteRoute, async (c) => {
      await removeConversation(services, viewerOf(c), c.req.valid('param').conversationId);
      return c.body(null, 204);
    })
    .openapi(usageRoute, async (c) => {
      const viewer = viewerOf(c);
      const report = await reportUsage(services, viewer, toRange(c.req.valid('query'), viewer));
      return c.json(z.encode(usageReportSchema, report), 200);
    });
}
