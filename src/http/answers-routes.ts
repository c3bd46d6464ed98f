import { createRoute, z } from '@hono/zod-openapi';
import type { AskDeps } from '../ask/ask-question.ts';
import { replayAnswer, withSources } from '../ask/read-answer.ts';
import { AppError } from '../errors.ts';
import {
  deleteConversation,
  listAnswers,
  listConversations,
  readAnswer,
  renameConversation,
  saveFeedback,
  shareAnswer,
  sumUsage,
} from '../store/answers-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { answerSchema, shownEvidenceSchema, usageSchema } from './answer-schemas.ts';
import { adminOf, errorResponses, json, jsonBody, router, viewerOf } from './router.ts';
import { instantSchema, toInstant } from './schemas.ts';

const byAnswer = z.object({ answerId: z.string() });
const byConversation = z.object({ conversationId: z.string() });

const answerRoute = createRoute({
  method: 'get',
  path: '/answers/{answerId}',
  summary: 'Read an answer again',
  description:
    'Your own, or one that a member of your organization shared. Each citation says where its quote stands in the transcript of today.',
  request: { params: byAnswer },
  responses: { 200: json(answerSchema, 'The answer as it was given.'), ...errorResponses },
});

const shareRoute = createRoute({
  method: 'put',
  path: '/answers/{answerId}/sharing',
  summary: 'Let the members of your organization read an answer, or no more',
  request: { params: byAnswer, ...jsonBody(z.object({ isShared: z.boolean() })) },
  responses: { 200: json(z.object({ url: z.string() }), 'The page of the answer.'), ...errorResponses },
});

const feedbackRoute = createRoute({
  method: 'post',
  path: '/answers/{answerId}/feedback',
  summary: 'Say whether an answer helped',
  request: {
    params: byAnswer,
    ...jsonBody(z.object({ isHelpful: z.boolean(), reason: z.string().max(2000).optional() })),
  },
  responses: { 204: { description: 'Kept; a later one replaces it.' }, ...errorResponses },
});

const replayRoute = createRoute({
  method: 'post',
  path: '/answers/{answerId}/replay',
  summary: 'Gather the evidence of an answer anew',
  description: "By the answer's own plan on today's index; no model is asked.",
  request: { params: byAnswer },
  responses: {
    200: json(
      z.object({
        before: z.number(),
        now: z.number(),
        same: z.number(),
        isSame: z.boolean(),
        added: z.array(shownEvidenceSchema),
        gone: z.array(z.object({ segmentId: z.string(), score: z.number() })),
        answer: answerSchema,
      }),
      'What is the same, what came, what went.',
    ),
    ...errorResponses,
  },
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
  request: { params: byConversation },
  responses: { 200: json(z.object({ answers: z.array(answerSchema) }), 'Its answers in order.'), ...errorResponses },
});

const renameRoute = createRoute({
  method: 'patch',
  path: '/conversations/{conversationId}',
  summary: 'Rename a conversation',
  request: { params: byConversation, ...jsonBody(z.object({ title: z.string().trim().min(1).max(200) })) },
  responses: { 204: { description: 'Renamed.' }, ...errorResponses },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/conversations/{conversationId}',
  summary: 'Delete a conversation',
  description: 'Its answers go with it.',
  request: { params: byConversation },
  responses: { 204: { description: 'Deleted.' }, ...errorResponses },
});

const usageRoute = createRoute({
  method: 'get',
  path: '/usage',
  summary: 'What answers used (admins)',
  description:
    'For admins: answers, tokens and cost of the whole organization, in the last 30 days unless told otherwise.',
  request: { query: z.object({ from: instantSchema.optional(), to: instantSchema.optional() }) },
  responses: {
    200: json(
      usageSchema.extend({
        from: z.string(),
        to: z.string(),
        answers: z.number(),
        byModel: z.number(),
        helpful: z.number(),
        unhelpful: z.number(),
      }),
      'The sums.',
    ),
    ...errorResponses,
  },
});

const MONTH_MS = 30 * 24 * 3600 * 1000;
const noAnswer = () => new AppError('not_found', 'There is no such answer.');
const noConversation = () => new AppError('not_found', 'There is no such conversation.');

/** Answers and conversations that are kept: their asker's own, and of others' the answers that they shared. */
export function answersRoutes(deps: AskDeps) {
  return router()
    .openapi(answerRoute, async (c) => {
      const viewer = viewerOf(c);
      const record = await readAnswer(deps.db, viewer, c.req.valid('param').answerId, 'shared');
      if (!record) throw noAnswer();
      return c.json(await withSources(deps, viewer, record), 200);
    })
    .openapi(shareRoute, async (c) => {
      const { answerId } = c.req.valid('param');
      if (!(await shareAnswer(deps.db, viewerOf(c), answerId, c.req.valid('json').isShared))) throw noAnswer();
      return c.json({ url: `${deps.publicUrl}/answers/${answerId}` }, 200);
    })
    .openapi(feedbackRoute, async (c) => {
      const { isHelpful, reason = null } = c.req.valid('json');
      const isKept = await saveFeedback(deps.db, viewerOf(c), c.req.valid('param').answerId, { isHelpful, reason });
      if (!isKept) throw noAnswer();
      return c.body(null, 204);
    })
    .openapi(replayRoute, async (c) =>
      c.json(await replayAnswer(deps, viewerOf(c), c.req.valid('param').answerId), 200),
    )
    .openapi(conversationsRoute, async (c) => {
      const rows = await listConversations(deps.db, viewerOf(c), 50);
      return c.json({ conversations: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }, 200);
    })
    .openapi(conversationRoute, async (c) => {
      const viewer = viewerOf(c);
      const records = await listAnswers(deps.db, viewer, c.req.valid('param').conversationId);
      if (records.length === 0) throw noConversation();
      return c.json({ answers: await Promise.all(records.map((record) => withSources(deps, viewer, record))) }, 200);
    })
    .openapi(renameRoute, async (c) => {
      const { title } = c.req.valid('json');
      if (!(await renameConversation(deps.db, viewerOf(c), c.req.valid('param').conversationId, title)))
        throw noConversation();
      return c.body(null, 204);
    })
    .openapi(deleteRoute, async (c) => {
      if (!(await deleteConversation(deps.db, viewerOf(c), c.req.valid('param').conversationId)))
        throw noConversation();
      return c.body(null, 204);
    })
    .openapi(usageRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const { timeZone } = await readOrganization(deps.db, organizationId);
      const asked = c.req.valid('query');
      const to = toInstant('to', asked.to, timeZone) ?? deps.now();
      const from = toInstant('from', asked.from, timeZone) ?? new Date(to.getTime() - MONTH_MS);
      const sums = await sumUsage(deps.db, organizationId, { from, to });
      return c.json({ ...sums, from: from.toISOString(), to: to.toISOString() }, 200);
    });
}
