import { createRoute, z } from '@hono/zod-openapi';
import { createApiKey } from '../access/api-keys.ts';
import type { AnswerModel } from '../ask/answer-model.ts';
import { tryModel } from '../ask/try-model.ts';
import { AppError } from '../errors.ts';
import { listApiKeys, revokeApiKey } from '../store/api-keys-store.ts';
import type { Db } from '../store/db.ts';
import { listMemberships } from '../store/members-store.ts';
import { readOrganization, updateOrganization } from '../store/organizations-store.ts';
import type { SyncRunner } from '../sync/sync-runner.ts';
import { isTimeZone } from '../time-window.ts';
import { ROLES, type Viewer } from '../viewer.ts';
import { adminOf, errorResponses, json, jsonBody, router, viewerOf } from './router.ts';

const organizationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    domains: z.array(z.string()),
    timeZone: z.string().openapi({ example: 'Europe/Berlin' }),
    fiscalYearStartMonth: z.number().int().min(1).max(12),
    dataSyncEnabled: z.boolean(),
  })
  .openapi('Organization');

const meSchema = z.object({
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  organization: organizationSchema,
  organizations: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .openapi({ description: 'All that you are a member of.' }),
  model: z.string().nullable(),
});
const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
const nothing = z.object({});
const modelTrialSchema = z.object({
  ok: z.boolean(),
  text: z.string().openapi({ description: 'What came of it, in words.' }),
  ms: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
});

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  summary: 'Who you are here',
  responses: { 200: json(meSchema, 'The viewer.'), ...errorResponses },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/organization',
  summary: "Change the organization's settings (admins)",
  request: jsonBody(
    z.object({
      name: z.string().min(1).max(200).optional(),
      domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be domains like acme.com')).optional(),
      timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone like Europe/Berlin').optional(),
      fiscalYearStartMonth: z.number().int().min(1).max(12).optional(),
      dataSyncEnabled: z.boolean().optional(),
    }),
  ),
  responses: { 200: json(organizationSchema, 'The organization.'), ...errorResponses },
});

const keysRoute = createRoute({
  method: 'get',
  path: '/api-keys',
  summary: 'List your API keys',
  responses: {
    200: json(z.object({ apiKeys: z.array(apiKeySchema) }), 'Keys; the key itself is shown only when it is made.'),
    ...errorResponses,
  },
});

const makeKeyRoute = createRoute({
  method: 'post',
  path: '/api-keys',
  summary: 'Make an API key that acts as you',
  request: jsonBody(z.object({ name: z.string().min(1).max(100) })),
  responses: {
    201: json(z.object({ id: z.string(), key: z.string() }), 'The key, shown this once.'),
    ...errorResponses,
  },
});

const revokeKeyRoute = createRoute({
  method: 'delete',
  path: '/api-keys/{keyId}',
  summary: 'Revoke an API key of yours',
  request: { params: z.object({ keyId: z.string() }) },
  responses: { 200: json(nothing, 'Revoked.'), ...errorResponses },
});

const tryModelRoute = createRoute({
  method: 'post',
  path: '/model/try',
  summary: 'Ask the configured model a small invented question (admins)',
  description: 'On the path that answers take: whether it answers in time and in form, and its quote is proved.',
  responses: { 200: json(modelTrialSchema, 'What came of it.'), ...errorResponses },
});

export type OrganizationRoutesDeps = {
  db: Db;
  syncRunner: SyncRunner;
  /** Matches past calls anew: domains decide who is one of us. */
  relink: (viewer: Viewer) => Promise<number>;
  model: AnswerModel | null;
  now: () => Date;
};

export function organizationRoutes(deps: OrganizationRoutesDeps) {
  const { db, now } = deps;
  return router()
    .openapi(meRoute, async (c) => {
      const { email, name, role, organizationId, userId } = viewerOf(c);
      // A key is of one organization.
      const all = c.req.header('authorization') ? [] : await listMemberships(db, userId);
      const organization = await readOrganization(db, organizationId);
      const organizations =
        all.length > 0 ? all.map((one) => ({ id: one.organizationId, name: one.organizationName })) : [organization];
      return c.json(
        {
          email,
          name,
          role,
          organization,
          organizations: organizations.map(({ id, name }) => ({ id, name })),
          model: deps.model?.name ?? null,
        },
        200,
      );
    })
    .openapi(changeRoute, async (c) => {
      const admin = adminOf(c);
      const changes = Object.fromEntries(
        Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined),
      );
      const changed = await updateOrganization(db, admin.organizationId, changes);
      if (changes.domains) await deps.relink(admin);
      if (changes.dataSyncEnabled === true) await deps.syncRunner.takeUp(admin.organizationId);
      if (changes.dataSyncEnabled === false) await deps.syncRunner.putDown(admin.organizationId);
      return c.json(changed, 200);
    })
    .openapi(tryModelRoute, async (c) => {
      adminOf(c);
      if (!deps.model)
        throw new AppError(
          'not_configured',
          'No model is configured: OPENAI_MODEL names one. Answers quote the calls.',
        );
      return c.json(await tryModel(deps.model, c.req.raw.signal), 200);
    })
    .openapi(keysRoute, async (c) => {
      const keys = await listApiKeys(db, viewerOf(c).memberId);
      return c.json(
        {
          apiKeys: keys.map((key) => ({
            ...key,
            createdAt: key.createdAt.toISOString(),
            lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
          })),
        },
        200,
      );
    })
    .openapi(makeKeyRoute, async (c) =>
      c.json(await createApiKey(db, viewerOf(c), c.req.valid('json').name, now()), 201),
    )
    .openapi(revokeKeyRoute, async (c) => {
      const isRevoked = await revokeApiKey(db, viewerOf(c).memberId, c.req.valid('param').keyId, now());
      if (!isRevoked) throw new AppError('not_found', 'There is no such key.');
      return c.json({}, 200);
    });
}
