import { createRoute, z } from '@hono/zod-openapi';
import { changeOrganization } from '../access/change-organization.ts';
import { createApiKey } from '../access/create-api-key.ts';
import { revokeApiKey } from '../access/revoke-api-key.ts';
import { showApiKeys } from '../access/show-api-keys.ts';
import { meSchema, showMe } from '../access/show-me.ts';
import { apiKeySchema, madeApiKeySchema } from '../api-key.ts';
import { modelOf } from '../ask/own-model.ts';
import { given } from '../given.ts';
import { organizationChangesSchema, organizationSchema } from '../organization.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const meAnswerSchema = meSchema.extend({ model: z.string().nullable() });

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  summary: 'Who you are here',
  responses: { 200: json(meAnswerSchema, 'The viewer.') },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/organization',
  summary: "Change the organization's settings (admins)",
  request: jsonBody(organizationChangesSchema),
  responses: { 200: json(organizationSchema, 'The organization.') },
});

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

export function organizationRoutes(services: HttpServices) {
  return router()
    .openapi(meRoute, async (c) => {
      const { organizations, ...me } = await showMe(services, viewerOf(c));
      // An API key belongs to a single organization, so the caller sees only that organization.
      const { id, name } = me.organization;
      const shown = c.req.header('authorization') ? [{ id, name }] : organizations;
      const model = await modelOf(services, viewerOf(c).organizationId);
      const answer = { ...me, organizations: shown, model: model?.name ?? null };
      return c.json(z.encode(meAnswerSchema, answer), 200);
    })
    .openapi(changeRoute, async (c) => {
      const changed = await changeOrganization(services, viewerOf(c), given(c.req.valid('json')));
      return c.json(z.encode(organizationSchema, changed), 200);
    })
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
