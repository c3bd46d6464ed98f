import { createRoute, z } from '@hono/zod-openapi';
import { changeTracker, createTracker, listTrackers, removeTracker } from '../search/trackers.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { adminOf, errorResponses, json, jsonBody, router, viewerOf } from './router.ts';
import { sideSchema } from './schemas.ts';

const terms = z
  .array(z.string().min(1).max(100))
  .max(500)
  .openapi({
    example: ['discount', 'list price'],
    description: 'Words, found in every form, and phrases, whose words stand next to each other.',
  });
const wish = {
  name: z.string().trim().min(1).max(100),
  terms: terms.min(1),
  cues: terms.openapi({ description: 'Words by which a question names the topic.' }),
  side: sideSchema.nullable().openapi({ description: 'Only what this side says counts; null: whoever says it.' }),
  accountIds: z
    .array(z.string())
    .max(100)
    .openapi({ description: 'Only calls with these accounts count; empty: all calls.' }),
};

const trackerSchema = z
  .object({
    id: z.string(),
    ...wish,
    isBuiltIn: z.boolean(),
    segments: z.number().openapi({ description: 'Segments in which it finds something, counted by the index.' }),
    calls: z.number(),
    isCounted: z.boolean().openapi({ description: 'False while past calls are counted anew after an edit.' }),
  })
  .openapi('Tracker');

const params = z.object({ trackerId: z.string() });

const listRoute = createRoute({
  method: 'get',
  path: '/trackers',
  summary: 'List trackers and what they find',
  responses: { 200: json(z.object({ trackers: z.array(trackerSchema) }), 'Trackers.'), ...errorResponses },
});

const createTrackerRoute = createRoute({
  method: 'post',
  path: '/trackers',
  summary: 'Make a tracker (admins); past calls are counted at once',
  request: jsonBody(
    z.object({
      ...wish,
      cues: wish.cues.optional(),
      side: wish.side.optional(),
      accountIds: wish.accountIds.optional(),
    }),
  ),
  responses: { 201: json(trackerSchema, 'The tracker.'), ...errorResponses },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/trackers/{trackerId}',
  summary: 'Change a tracker (admins); past calls are counted anew',
  request: { params, ...jsonBody(z.object(wish).partial()) },
  responses: { 200: json(trackerSchema, 'The tracker.'), ...errorResponses },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/trackers/{trackerId}',
  summary: 'Delete a tracker (admins)',
  request: { params },
  responses: { 200: json(z.object({}), 'It is gone.'), ...errorResponses },
});

/** `recount` counts past calls in the background; the answer does not wait for it. */
export function trackersRoutes({ db, recount }: { db: Db; recount: (viewer: Viewer) => void }) {
  const one = async (viewer: Viewer, id: string) => {
    const tracker = (await listTrackers(db, viewer)).find((tracker) => tracker.id === id);
    if (!tracker) throw new Error(`the tracker ${id} was just saved and is not there`);
    return tracker;
  };
  return router()
    .openapi(listRoute, async (c) => c.json({ trackers: await listTrackers(db, viewerOf(c)) }, 200))
    .openapi(createTrackerRoute, async (c) => {
      const viewer = adminOf(c);
      const { id } = await createTracker(db, viewer, given(c.req.valid('json')));
      recount(viewer);
      return c.json(await one(viewer, id), 201);
    })
    .openapi(changeRoute, async (c) => {
      const viewer = adminOf(c);
      const { id } = await changeTracker(db, viewer, c.req.valid('param').trackerId, given(c.req.valid('json')));
      recount(viewer);
      return c.json(await one(viewer, id), 200);
    })
    .openapi(removeRoute, async (c) => {
      await removeTracker(db, adminOf(c), c.req.valid('param').trackerId);
      return c.json({}, 200);
    });
}

/** Without the members that were not given. */
const given = <T extends object>(body: T) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
