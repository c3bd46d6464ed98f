import { createRoute, z } from '@hono/zod-openapi';
import { changeOrganization } from '../access/change-organization.ts';
import { meSchema, showMe } from '../access/show-me.ts';
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
    });
}
