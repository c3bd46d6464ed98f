import { createRoute, z } from '@hono/zod-openapi';
import { changePassword } from '../access/change-password.ts';
import { makePasswordLink } from '../access/make-password-link.ts';
import { passwordLinkSchema } from '../access/password-link.ts';
import { usePasswordLink } from '../access/use-password-link.ts';
import type { ClientAddress } from './client-address.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const password = z.string().max(1000);

const changeRoute = createRoute({
  method: 'put',
  path: '/me/password',
  summary: 'Change your own password',
  description: 'All your sessions end; a browser that asks gets a new one. API keys go on.',
  request: jsonBody(z.object({ currentPassword: password, newPassword: password })),
  responses: { 204: { description: 'Changed.' } },
});

const makeLinkRoute = createRoute({
  method: 'post',
  path: '/members/{memberId}/password-link',
  summary: 'Make a link by which a member chooses a new password (admins)',
  description: 'No email is sent: hand the link on. It works once, for a day.',
  request: { params: z.object({ memberId: z.string() }) },
  responses: { 201: json(passwordLinkSchema, 'The link, shown this once.') },
});

const useLinkRoute = createRoute({
  method: 'post',
  path: '/password-links',
  summary: 'Choose a new password (whoever has the link)',
  description: 'All sessions of the user end, and the link is used up.',
  request: jsonBody(z.object({ token: z.string().max(200), password })),
  responses: { 204: { description: 'Changed.' } },
});

/** A user's password: changed by themselves, or anew by a link. */
export function passwordRoutes(services: HttpServices, clientAddress: ClientAddress) {
  return router()
    .openapi(changeRoute, async (c) => {
      const wish = { ...c.req.valid('json'), address: clientAddress(c) };
      const cookies = await changePassword(services, viewerOf(c), wish);
      // A program with a key has no use for a session.
      if (!c.req.header('authorization')) for (const one of cookies) c.header('Set-Cookie', one, { append: true });
      return c.body(null, 204);
    })
    .openapi(makeLinkRoute, async (c) => {
      const link = await makePasswordLink(services, viewerOf(c), c.req.valid('param').memberId);
      return c.json(z.encode(passwordLinkSchema, link), 201);
    })
    .openapi(useLinkRoute, async (c) => {
      await usePasswordLink(services, c.req.valid('json'));
      return c.body(null, 204);
    });
}
