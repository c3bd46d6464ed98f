import { createRoute, z } from '@hono/zod-openapi';
import { accessExplanationSchema, explainAccess } from '../access/explain-access.ts';
import { accessStandingSchema, showAccess } from '../access/show-access.ts';
import { toCallId } from '../call.ts';
import { given } from '../given.ts';
import { accessChangesSchema, changeAccess } from '../sync/change-access.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const accessRoute = createRoute({
  method: 'get',
  path: '/access',
  summary: 'Who may read which calls (admins)',
  responses: { 200: json(accessStandingSchema, 'The choice, its rules, and how fresh the copy of Gong’s rights is.') },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/access',
  summary: 'Change who may read which calls (admins)',
  description: 'In force with the next request of anybody. "As in Gong" begins when the rights in Gong have been read.',
  request: jsonBody(accessChangesSchema),
  responses: { 200: json(accessStandingSchema, 'The choice as it is now.') },
});

const explainRoute = createRoute({
  method: 'get',
  path: '/access/members/{memberId}',
  summary: 'What a member may read, and why (admins)',
  request: {
    params: z.object({ memberId: z.string() }),
    query: z.object({ callId: z.string().optional().meta({ description: 'Whether they may read this call.' }) }),
  },
  responses: { 200: json(accessExplanationSchema, 'How many calls, and what opens and closes them.') },
});

/** Who may read which calls. */
export function accessRoutes(services: HttpServices) {
  return router()
    .openapi(accessRoute, async (c) =>
      c.json(z.encode(accessStandingSchema, await showAccess(services, viewerOf(c))), 200),
    )
    .openapi(changeRoute, async (c) => {
      const changed = await changeAccess(services, viewerOf(c), given(c.req.valid('json')));
      return c.json(z.encode(accessStandingSchema, changed), 200);
    })
    .openapi(explainRoute, async (c) => {
      const { callId } = c.req.valid('query');
      const asked = { ...c.req.valid('param'), ...(callId && { callId: toCallId(callId) }) };
      return c.json(await explainAccess(services, viewerOf(c), asked), 200);
    });
}
