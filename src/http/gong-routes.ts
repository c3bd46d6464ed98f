import { createRoute, z } from '@hono/zod-openapi';
import type { Db } from '../store/db.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { listSyncRuns, type SyncRun } from '../store/sync-runs-store.ts';
import type { SyncRunner } from '../sync/sync-runner.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';
import { instantSchema, toInstant } from './schemas.ts';

const runSchema = z
  .object({
    runId: z.string(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    from: z.string(),
    to: z.string(),
    asked: z.number(),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    pending: z.number(),
    failed: z.number(),
    requests: z.number(),
    error: z.string().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .openapi('SyncRun');

const statusRoute = createRoute({
  method: 'get',
  path: '/integrations/gong',
  summary: 'The Gong connection (admins)',
  responses: {
    200: json(
      z.object({
        connected: z.boolean(),
        host: z.string().nullable(),
        connectedAt: z.string().nullable(),
        connectedBy: z.string().nullable(),
        lastError: z.string().nullable(),
        dataSyncEnabled: z.boolean(),
      }),
      'The connection.',
    ),
    ...errorResponses,
  },
});

const syncRoute = createRoute({
  method: 'post',
  path: '/integrations/gong/sync',
  summary: 'Start a sync (admins)',
  request: jsonBody(z.object({ from: instantSchema.optional(), to: instantSchema.optional() })),
  responses: { 202: json(runSchema, 'The run, working in the background.'), ...errorResponses },
});

const runsRoute = createRoute({
  method: 'get',
  path: '/integrations/gong/runs',
  summary: 'The latest sync runs (admins)',
  responses: { 200: json(z.object({ runs: z.array(runSchema) }), 'Newest first.'), ...errorResponses },
});

export function gongRoutes({ db, syncRunner }: { db: Db; syncRunner: SyncRunner }) {
  return router()
    .openapi(statusRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const connection = await readGongConnection(db, organizationId);
      const { dataSyncEnabled } = await readOrganization(db, organizationId);
      return c.json(
        {
          connected: connection !== null,
          host: connection?.baseUrl ?? null,
          connectedAt: connection?.connectedAt.toISOString() ?? null,
          connectedBy: connection?.connectedBy ?? null,
          lastError: connection?.lastError ?? null,
          dataSyncEnabled,
        },
        200,
      );
    })
    .openapi(syncRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const { timeZone } = await readOrganization(db, organizationId);
      const body = c.req.valid('json');
      const [from, to] = [toInstant('from', body.from, timeZone), toInstant('to', body.to, timeZone)];
      return c.json(
        toRunAnswer(await syncRunner.start(organizationId, { ...(from && { from }), ...(to && { to }) })),
        202,
      );
    })
    .openapi(runsRoute, async (c) => {
      const runs = await listSyncRuns(db, adminOf(c).organizationId, 50);
      return c.json({ runs: runs.map(toRunAnswer) }, 200);
    });
}

/** A run as the API and the command line give it. */
export function toRunAnswer(run: SyncRun): z.infer<typeof runSchema> {
  const { id, organizationId: _, window, createdAt, finishedAt, removed: __, ...rest } = run;
  return {
    runId: id,
    ...rest,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
