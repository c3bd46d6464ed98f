import { createRoute, z } from '@hono/zod-openapi';
import { given } from '../given.ts';
import { changeTracker } from '../search/change-tracker.ts';
import { createTracker } from '../search/create-tracker.ts';
import { removeTracker } from '../search/remove-tracker.ts';
import { countedTrackerSchema, showTrackers } from '../search/show-trackers.ts';
import { trackerWishSchema } from '../tracker.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const params = z.object({ trackerId: z.string() });

const listRoute = createRoute({
  method: 'get',
  path: '/trackers',
  summary: 'List trackers and what they find',
  responses: { 200: json(z.object({ trackers: z.array(countedTrackerSchema) }), 'Trackers.') },
});

const createTrackerRoute = createRoute({
  method: 'post',
  path: '/trackers',
  summary: 'Make a tracker (admins); past calls are counted at once',
  request: jsonBody(trackerWishSchema),
  responses: { 201: json(countedTrackerSchema, 'The tracker.') },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/trackers/{trackerId}',
  summary: 'Change a tracker (admins); past calls are counted anew',
  request: { params, ...jsonBody(trackerWishSchema.partial()) },
  responses: { 200: json(countedTrackerSchema, 'The tracker.') },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/trackers/{trackerId}',
  summary: 'Delete a tracker (admins)',
  request: { params },
  responses: { 200: json(z.object({}), 'It is gone.') },
});

export function trackersRoutes(services: HttpServices) {
  return router()
    .openapi(listRoute, async (c) => c.json({ trackers: await showTrackers(services, viewerOf(c)) }, 200))
    .openapi(createTrackerRoute, async (c) =>
      c.json(await createTracker(services, viewerOf(c), given(c.req.valid('json'))), 201),
    )
    .openapi(changeRoute, async (c) => {
      const changes = { ...c.req.valid('param'), ...given(c.req.valid('json')) };
      return c.json(await changeTracker(services, viewerOf(c), changes), 200);
    })
    .openapi(removeRoute, async (c) => {
      await removeTracker(services, viewerOf(c), c.req.valid('param').trackerId);
      return c.json({}, 200);
    });
}
