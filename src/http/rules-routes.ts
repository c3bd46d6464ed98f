import { createRoute, z } from '@hono/zod-openapi';
import { toCallId } from '../call.ts';
import { erasureSchema } from '../erasure.ts';
import { rulesSchema } from '../exclusions.ts';
import { changeRules } from '../upkeep/change-rules.ts';
import { erase } from '../upkeep/erase.ts';
import { previewRules, rulesPreviewSchema } from '../upkeep/preview-rules.ts';
import { showRules } from '../upkeep/show-rules.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const rulesRoute = createRoute({
  method: 'get',
  path: '/rules',
  summary: 'Which calls are not kept (admins)',
  responses: { 200: json(rulesSchema, 'The rules.') },
});

const previewRoute = createRoute({
  method: 'post',
  path: '/rules/preview',
  summary: 'What would go under these rules (admins)',
  description: 'Nothing is removed.',
  request: jsonBody(rulesSchema),
  responses: {
    200: json(rulesPreviewSchema, 'How many stored calls, and a few of them.'),
  },
});

const changeRoute = createRoute({
  method: 'put',
  path: '/rules',
  summary: 'Set which calls are not kept (admins)',
  description: 'Stored calls that they leave out are removed, with every answer that shows anything of them.',
  request: jsonBody(rulesSchema),
  responses: {
    200: json(rulesSchema.extend({ removed: z.number() }), 'The rules, and how many calls went.'),
  },
});

const eraseRoute = createRoute({
  method: 'post',
  path: '/erasures',
  summary: 'Forget a person or a call (admins)',
  description: 'Store, search, answers and records then hold nothing of it, and a later sync brings it back neither.',
  request: jsonBody(z.union([z.object({ person: z.string() }), z.object({ callId: z.string() })])),
  responses: {
    200: json(erasureSchema, 'What was removed.'),
  },
});

/** Calls to exclude, retention, and people to forget. */
export function rulesRoutes(services: HttpServices) {
  return router()
    .openapi(rulesRoute, async (c) => c.json(await showRules(services, viewerOf(c)), 200))
    .openapi(previewRoute, async (c) => {
      const preview = await previewRules(services, viewerOf(c), c.req.valid('json'));
      return c.json(z.encode(rulesPreviewSchema, preview), 200);
    })
    .openapi(changeRoute, async (c) => {
      const rules = c.req.valid('json');
      return c.json({ ...rules, removed: await changeRules(services, viewerOf(c), rules) }, 200);
    })
    .openapi(eraseRoute, async (c) => {
      const asked = c.req.valid('json');
      const what = 'person' in asked ? asked : { callId: toCallId(asked.callId) };
      return c.json(await erase(services, viewerOf(c), what), 200);
    });
}
