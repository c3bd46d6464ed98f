import { createRoute, z } from '@hono/zod-openapi';
import { getCookie } from 'hono/cookie';
import { isAppError } from '../errors.ts';
import { beginConnect } from '../sync/begin-connect.ts';
import { connectWithKey, gongKeySchema } from '../sync/connect-with-key.ts';
import { disconnectedSchema, disconnectGong } from '../sync/disconnect-gong.ts';
import { finishConnect } from '../sync/finish-connect.ts';
import { connectionStandingSchema, showConnection } from '../sync/show-connection.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const path = '/integrations/gong';

const statusRoute = createRoute({
  method: 'get',
  path,
  summary: 'The Gong connection, its quota, and where all calls stand (admins)',
  responses: { 200: json(connectionStandingSchema, 'The connection.') },
});

const connectRoute = createRoute({
  method: 'post',
  path: `${path}/connect`,
  summary: 'Begin to connect Gong in the browser (admins)',
  responses: {
    200: json(z.object({ authorizeUrl: z.string() }), "Gong's page to go to; it leads back here."),
  },
});

const callbackRoute = createRoute({
  method: 'get',
  path: `${path}/callback`,
  summary: 'Where Gong leads the browser back to',
  request: {
    query: z.object({ code: z.string().optional(), state: z.string().optional(), error: z.string().optional() }),
  },
  responses: { 302: { description: 'To the page of the integration.' } },
});

const accessKeyRoute = createRoute({
  method: 'post',
  path: `${path}/access-key`,
  summary: 'Connect Gong with an access key (admins)',
  request: jsonBody(gongKeySchema),
  responses: { 200: json(z.object({ connected: z.literal(true), host: z.string() }), 'Connected.') },
});

const disconnectRoute = createRoute({
  method: 'delete',
  path,
  summary: 'Disconnect Gong (admins)',
  request: {
    query: z.object({
      deleteData: z.enum(['true', 'false']).default('false').openapi({
        description: 'Also deletes what was synced: calls, transcripts, people, and the answers that quote them.',
      }),
    }),
  },
  responses: {
    200: json(disconnectedSchema, 'Disconnected.'),
  },
});

/** The web application's page about the integration. */
const PAGE = '/integrations/gong';

/** Shows, makes and ends the connection to Gong. */
export function gongRoutes(services: HttpServices) {
  return router()
    .openapi(statusRoute, async (c) =>
      c.json(z.encode(connectionStandingSchema, await showConnection(services, viewerOf(c))), 200),
    )
    .openapi(connectRoute, async (c) => {
      const redirectUri = `${services.publicUrl()}/api/v1${path}/callback`;
      return c.json({ authorizeUrl: await beginConnect(services, viewerOf(c), redirectUri) }, 200);
    })
    .openapi(callbackRoute, async (c) => {
      // The caller is a browser, so the page tells an error instead of JSON.
      try {
        await finishConnect(services, viewerOf(c), new URL(c.req.url).searchParams);
        return c.redirect(PAGE, 302);
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (isAppError(error, 'unauthenticated') && !getCookie(c, 'colloquy.session_token'))
          return c.redirect(`/sign-in?next=${encodeURIComponent(PAGE)}`, 302);
        return c.redirect(`${PAGE}?problem=${encodeURIComponent(error.message)}`, 302);
      }
    })
    .openapi(accessKeyRoute, async (c) => {
      const { baseUrl } = await connectWithKey(services, viewerOf(c), c.req.valid('json'), c.req.raw.signal);
      return c.json({ connected: true as const, host: baseUrl }, 200);
    })
    .openapi(disconnectRoute, async (c) => {
      const erases = c.req.valid('query').deleteData === 'true';
      return c.json(await disconnectGong(services, viewerOf(c), { erases }), 200);
    });
}
