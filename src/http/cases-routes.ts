import { createRoute, z } from '@hono/zod-openapi';
import { namedCallSchema } from '../ask/answer-parts.ts';
import { keepCase } from '../ask/keep-case.ts';
import { removeCase } from '../ask/remove-case.ts';
import { showCaseCalls } from '../ask/show-case-calls.ts';
import { showCases, shownCaseSchema } from '../ask/show-cases.ts';
import { caseMomentSchema, evalCaseSchema, MOST_CASE_MOMENTS } from '../eval-case.ts';
import { isoDate } from '../iso-date.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/cases',
  summary: 'List the cases that answers are measured by (admins)',
  responses: { 200: json(z.object({ cases: z.array(shownCaseSchema) }), 'Newest first.') },
});

const keepRoute = createRoute({
  method: 'put',
  path: '/answers/{answerId}/case',
  summary: 'Keep the question of an answer as a case',
  description:
    'With its plan and the moments that answer it; none of them says that no call does. Admins read the question. ' +
    'A later case of the same answer replaces the earlier.',
  request: {
    params: z.object({ answerId: z.string() }),
    ...jsonBody(z.object({ moments: z.array(caseMomentSchema).max(MOST_CASE_MOMENTS) })),
  },
  responses: { 200: json(evalCaseSchema, 'The case.') },
});

const callsRoute = createRoute({
  method: 'get',
  path: '/answers/{answerId}/case/calls',
  summary: 'List calls that may hold the moments of a case',
  description:
    'The latest that began before the question was asked, of the accounts that it names, or of all where it names none.',
  request: { params: z.object({ answerId: z.string() }) },
  responses: {
    200: json(
      z.object({
        askedAt: isoDate.meta({ description: 'A case holds no moment of a call that began later.' }),
        calls: z.array(namedCallSchema),
      }),
      'Newest first.',
    ),
  },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/cases/{caseId}',
  summary: 'Remove a case (admins)',
  request: { params: z.object({ caseId: z.string() }) },
  responses: { 204: { description: 'It is gone.' } },
});

export const casesRoutes = (services: HttpServices) =>
  router()
    .openapi(listRoute, async (c) => {
      const cases = await showCases(services, viewerOf(c));
      return c.json({ cases: cases.map((one) => z.encode(shownCaseSchema, one)) }, 200);
    })
    .openapi(keepRoute, async (c) => {
      const wish = { ...c.req.valid('param'), ...c.req.valid('json') };
      return c.json(z.encode(evalCaseSchema, await keepCase(services, viewerOf(c), wish)), 200);
    })
    .openapi(callsRoute, async (c) => {
      const { askedAt, calls } = await showCaseCalls(services, viewerOf(c), c.req.valid('param').answerId);
      return c.json({ askedAt: z.encode(isoDate, askedAt), calls }, 200);
    })
    .openapi(removeRoute, async (c) => {
      await removeCase(services, viewerOf(c), c.req.valid('param').caseId);
      return c.body(null, 204);
    });
