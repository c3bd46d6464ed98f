import { createRoute, z } from '@hono/zod-openapi';
import { toOrganizationId } from '../call.ts';
import { setWebhookKey } from '../sync/set-webhook-key.ts';
import { takeWebhook } from '../sync/take-webhook.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const path = (organizationId: string) => `/api/v1/webhooks/gong/${organizationId}`;

const takeRoute = createRoute({
  method: 'post',
  path: '/webhooks/gong/{organizationId}',
  summary: "Where Gong's automation rule sends its webhook",
  description: 'Signed by Gong; taken as a hint that fetches the call by id.',
  request: { params: z.object({ organizationId: z.string() }) },
  responses: { 202: json(z.object({ isTaken: z.boolean() }), 'Taken.') },
});

const keyRoute = createRoute({
  method: 'put',
  path: '/integrations/gong/webhook',
  summary: 'Set the public key that Gong shows for its webhook rule (admins)',
  description: 'Null takes no webhooks any more. The answer has the URL to give to Gong.',
  request: jsonBody(z.object({ publicKey: z.string().max(4000).nullable() })),
  responses: {
    200: json(z.object({ url: z.string(), isOn: z.boolean() }), 'Where Gong is to send to.'),
  },
});

export function webhookRoutes(services: HttpServices) {
  const urlOf = (organizationId: string) => `${services.publicUrl()}${path(organizationId)}`;
  return router()
    .openapi(takeRoute, async (c) => {
      const { organizationId } = c.req.valid('param');
      const delivery = {
        url: urlOf(organizationId),
        body: await c.req.text(),
        authorization: c.req.header('authorization') ?? null,
      };
      await takeWebhook(services, toOrganizationId(organizationId), delivery);
      return c.json({ isTaken: true }, 202);
    })
    .openapi(keyRoute, async (c) => {
      const viewer = viewerOf(c);
      const { publicKey } = c.req.valid('json');
      await setWebhookKey(services, viewer, publicKey);
      return c.json({ url: urlOf(viewer.organizationId), isOn: publicKey !== null }, 200);
    });
}
