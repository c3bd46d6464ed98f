import { createRoute, z } from '@hono/zod-openapi';
import { toCallId } from '../call.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Db } from '../store/db.ts';
import { readOrganization, updateOrganization } from '../store/organizations-store.ts';
import { eraseCall, erasePersonByEmail } from '../sync/erase.ts';
import { applyRules, previewRules } from '../sync/leave-out.ts';
import type { Viewer } from '../viewer.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';

const rulesSchema = z
  .object({
    exclusions: z.object({
      titles: z
        .array(z.string().trim().min(1).max(200))
        .max(100)
        .openapi({ description: 'Parts of titles, whatever their case.' }),
      domains: z
        .array(z.string().trim().toLowerCase())
        .max(500)
        .openapi({ description: 'Of anyone on the call, domains below them too.' }),
      workspaceIds: z.array(z.string()).max(100),
      internalOnly: z.boolean().openapi({ description: 'Calls on which nobody but us is.' }),
    }),
    retentionMonths: z
      .number()
      .int()
      .min(1)
      .max(600)
      .nullable()
      .openapi({ description: 'Older calls go; null keeps all.' }),
  })
  .openapi('Rules');

const rulesRoute = createRoute({
  method: 'get',
  path: '/rules',
  summary: 'Which calls are not kept (admins)',
  responses: { 200: json(rulesSchema, 'The rules.'), ...errorResponses },
});

const previewRoute = createRoute({
  method: 'post',
  path: '/rules/preview',
  summary: 'What would go under these rules (admins)',
  description: 'Nothing is removed.',
  request: jsonBody(rulesSchema),
  responses: {
    200: json(
      z.object({
        calls: z.number(),
        excluded: z.number(),
        tooOld: z.number(),
        sample: z.array(z.object({ id: z.string(), title: z.string(), startedAt: z.string(), reason: z.string() })),
      }),
      'How many stored calls, and a few of them.',
    ),
    ...errorResponses,
  },
});

const changeRoute = createRoute({
  method: 'put',
  path: '/rules',
  summary: 'Set which calls are not kept (admins)',
  description: 'Stored calls that they leave out are removed, with every answer that shows anything of them.',
  request: jsonBody(rulesSchema),
  responses: {
    200: json(rulesSchema.extend({ removed: z.number() }), 'The rules, and how many calls went.'),
    ...errorResponses,
  },
});

const eraseRoute = createRoute({
  method: 'post',
  path: '/erasures',
  summary: 'Forget a person or a call (admins)',
  description: 'Store, search, answers and records then hold nothing of it, and a later sync brings it back neither.',
  request: jsonBody(z.union([z.object({ person: z.string() }), z.object({ callId: z.string() })])),
  responses: {
    200: json(
      z.object({ people: z.number(), calls: z.number(), segments: z.number(), answers: z.number() }),
      'What was removed.',
    ),
    ...errorResponses,
  },
});

export type RulesRoutesDeps = {
  db: Db;
  media: MediaStore;
  scrub: (viewer: Viewer) => Promise<void>;
  now: () => Date;
};

/** What is left out, what leaves when, and whom to forget. */
export function rulesRoutes({ db, media, scrub, now }: RulesRoutesDeps) {
  return router()
    .openapi(rulesRoute, async (c) => {
      const { exclusions, retentionMonths } = await readOrganization(db, adminOf(c).organizationId);
      return c.json({ exclusions, retentionMonths }, 200);
    })
    .openapi(previewRoute, async (c) =>
      c.json(await previewRules(db, adminOf(c).organizationId, c.req.valid('json'), now()), 200),
    )
    .openapi(changeRoute, async (c) => {
      const admin = adminOf(c);
      const rules = c.req.valid('json');
      await updateOrganization(db, admin.organizationId, rules);
      const removed = await applyRules(db, admin.organizationId, now());
      if (removed > 0) await scrub(admin);
      return c.json({ ...rules, removed }, 200);
    })
    .openapi(eraseRoute, async (c) => {
      const admin = adminOf(c);
      const asked = c.req.valid('json');
      const { callIds, ...erasure } =
        'person' in asked
          ? await erasePersonByEmail(db, admin.organizationId, asked.person, now())
          : await eraseCall(db, admin.organizationId, toCallId(asked.callId), now());
      await media.remove(admin.organizationId, callIds);
      await scrub(admin);
      return c.json(erasure, 200);
    });
}
