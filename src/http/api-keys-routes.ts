import { createRoute, z } from '@hono/zod-openapi';
import { createApiKey } from '../access/create-api-key.ts';
import { revokeApiKey } from '../access/revoke-api-key.ts';
import { showApiKeys } from '../access/show-api-keys.ts';
import { apiKeySchema, madeApiKeySchema } from '../api-key.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const keysRoute = createRoute({
  method: 'get',
  path: '/api-keys',
  summary: 'List your API keys',
  responses: {
    200: json(z.object({ apiKeys: z.array(apiKeySchema) }), 'Keys; the key itself is shown only when it is made.'),
  },
});

const makeKeyRoute = createRoute({
  method: 'post',
  path: '/api-keys',
  summary: 'Make an API key that acts as you',
  request: jsonBody(z.object({ name: z.string().min(1).max(100) })),
  responses: {
    201: json(madeApiKeySchema, 'The key, shown this once.'),
  },
});

const revokeKeyRoute = createRoute({
  method: 'delete',
  path: '/api-keys/{keyId}',
  summary: 'Revoke an API key of yours',
  request: { params: z.object({ keyId: z.string() }) },
  responses: { 200: json(z.object({}), 'Revoked.') },
});

export function apiKeysRoutes(services: HttpServices) {
  return router()
    .openapi(keysRoute, async (c) => {
      const keys = await showApiKeys(services, viewerOf(c));
      return c.json({ apiKeys: keys.map((key) => z.encode(apiKeySchema, key)) }, 200);
    })
    .openapi(makeKeyRoute, async (c) =>
      c.json(await createApiKey(services, viewerOf(c), c.req.valid('json').name), 201),
    )
    .openapi(revokeKeyRoute, async (c) => {
      await revokeApiKey(services, viewerOf(c), c.req.valid('param').keyId);
      return c.json({}, 200);
    });
}
