import { createRoute, z } from '@hono/zod-openapi';
import { checkAdmin } from '../access/check-admin.ts';
import { isSetUp } from '../access/is-set-up.ts';
import { setUp, setUpWishSchema } from '../access/set-up.ts';
import { AppError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const stateRoute = createRoute({
  method: 'get',
  path: '/set-up',
  summary: 'Say whether this server waits to be set up (anyone)',
  responses: { 200: json(z.object({ isSetUp: z.boolean() }), 'Whether it has an organization.') },
});

const setUpRoute = createRoute({
  method: 'post',
  path: '/set-up',
  summary: 'Make the first organization and its admin (whoever has the code)',
  description: 'The server prints the code where it is started. Sign in afterwards.',
  request: jsonBody(setUpWishSchema),
  responses: { 201: json(z.object({ organizationId: z.string() }), 'It is set up.') },
});

const demoRoute = createRoute({
  method: 'post',
  path: '/demo',
  summary: 'Add an organization of invented calls to look around in (admins)',
  description: 'You become its admin; your own organization is not touched.',
  responses: { 201: json(z.object({ organizationId: z.string() }), 'Its calls are searchable.') },
});

/** Adds an organization of invented calls with the viewer as its admin. Answers the organization's id. */
export type AddDemo = (viewer: Viewer) => Promise<string>;

export function setUpRoutes(services: HttpServices & { addDemo?: AddDemo }) {
  const { addDemo = cannotAddDemo } = services;
  return router()
    .openapi(stateRoute, async (c) => c.json({ isSetUp: await isSetUp(services) }, 200))
    .openapi(setUpRoute, async (c) => {
      const { organizationId } = await setUp(services, c.req.valid('json'));
      return c.json({ organizationId }, 201);
    })
    .openapi(demoRoute, async (c) => c.json({ organizationId: await addDemo(viewerOf(c)) }, 201));
}

const cannotAddDemo: AddDemo = async (viewer) => {
  checkAdmin(viewer);
  throw new AppError('not_configured', 'This server cannot add the demo data.');
};
