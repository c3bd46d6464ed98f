import { createRoute, z } from '@hono/zod-openapi';
import { isSetUp, type SetUpDeps, setUp } from '../access/set-up.ts';
import { AppError } from '../errors.ts';
import { updateOrganization } from '../store/organizations-store.ts';
import { isTimeZone } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';

const stateRoute = createRoute({
  method: 'get',
  path: '/set-up',
  summary: 'Say whether this server waits to be set up (anyone)',
  responses: { 200: json(z.object({ isSetUp: z.boolean() }), 'Whether it has an organization.'), ...errorResponses },
});

const setUpRoute = createRoute({
  method: 'post',
  path: '/set-up',
  summary: 'Make the first organization and its admin (whoever has the code)',
  description: 'The server prints the code where it is started. Sign in afterwards.',
  request: jsonBody(
    z.object({
      code: z.string().max(100),
      name: z.string().trim().min(1).max(200),
      domains: z.array(z.string()).max(50),
      timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone like Europe/Berlin').default('UTC'),
      adminName: z.string().trim().min(1).max(200),
      adminEmail: z.string(),
      password: z.string().max(200),
    }),
  ),
  responses: { 201: json(z.object({ organizationId: z.string() }), 'It is set up.'), ...errorResponses },
});

const demoRoute = createRoute({
  method: 'post',
  path: '/demo',
  summary: 'Add an organization of invented calls to look around in (admins)',
  description: 'You become its admin; your own organization is not touched.',
  responses: { 201: json(z.object({ organizationId: z.string() }), 'Its calls are searchable.'), ...errorResponses },
});

export type SetUpRoutesDeps = SetUpDeps & {
  addDemo: ((admin: Pick<Viewer, 'email' | 'userId'>) => Promise<string>) | undefined;
};

export function setUpRoutes(deps: SetUpRoutesDeps) {
  return router()
    .openapi(stateRoute, async (c) => c.json({ isSetUp: await isSetUp(deps.db) }, 200))
    .openapi(setUpRoute, async (c) => {
      const { code, timeZone, ...wish } = c.req.valid('json');
      const { organizationId } = await setUp(deps, code, wish);
      await updateOrganization(deps.db, organizationId, { timeZone });
      return c.json({ organizationId }, 201);
    })
    .openapi(demoRoute, async (c) => {
      const admin = adminOf(c);
      if (!deps.addDemo) throw new AppError('not_configured', 'This server cannot add the demo data.');
      return c.json({ organizationId: await deps.addDemo(admin) }, 201);
    });
}
