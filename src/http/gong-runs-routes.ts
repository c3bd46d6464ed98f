import { createRoute, z } from '@hono/zod-openapi';
import { readOrganization } from '../store/organizations-store.ts';
import { listSyncRuns, RUN_KINDS, RUN_STATES, type SyncRun } from '../store/sync-runs-store.ts';
import { confirmRemovals } from '../sync/check-calls.ts';
import { estimateImport } from '../sync/estimate-import.ts';
import { explainMissing, toMissingThing } from '../sync/explain-missing.ts';
import type { Explanation } from '../sync/sync-standing.ts';
import type { GongRoutesDeps } from './gong-routes.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';
import { instantSchema, toInstant } from './schemas.ts';

const time = z.string().nullable();

const runSchema = z
  .object({
    runId: z.string(),
    kind: z
      .enum(RUN_KINDS)
      .openapi({ description: 'live: what is new; wide: the nightly re-read; history: an import.' }),
    state: z.enum(RUN_STATES),
    from: z.string(),
    to: z.string(),
    asked: z.number().openapi({ description: 'Calls that Gong listed.' }),
    gongTotal: z.number().openapi({ description: 'Calls that Gong counts; more than asked while it processes some.' }),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    removed: z.number(),
    leftOut: z.number().openapi({ description: 'Private calls, which are not stored.' }),
    held: z.number().openapi({ description: 'Calls gone from Gong that an admin has to confirm.' }),
    pending: z.number().openapi({ description: 'Calls of the range whose transcript is still to come.' }),
    failed: z.number().openapi({ description: 'Calls that could not be read; they are asked for again.' }),
    requests: z.number(),
    expected: z.number().nullable().openapi({ description: 'Calls that the range holds, once known.' }),
    error: z.string().nullable(),
    retryAt: time,
    createdAt: z.string(),
    startedAt: time,
    finishedAt: time,
  })
  .openapi('SyncRun');

const explanationSchema = z
  .object({
    cause: z.string().openapi({ description: 'Stable; programs act on it.' }),
    text: z.string(),
    guide: z.string().openapi({ description: 'The part of docs/gong.md that tells more.' }),
    call: z
      .object({ id: z.string(), title: z.string().nullable(), startedAt: time, state: z.string().nullable() })
      .nullable(),
    nextTryAt: time,
  })
  .openapi('Explanation');

const rangeSchema = z.object({ from: instantSchema, to: instantSchema.optional() });
const runParams = z.object({ runId: z.string() });
const path = '/integrations/gong';

const syncRoute = createRoute({
  method: 'post',
  path: `${path}/sync`,
  summary: 'Start a sync (admins)',
  request: jsonBody(rangeSchema.partial()),
  responses: { 202: json(runSchema, 'The run, working in the background.'), ...errorResponses },
});

const estimateRoute = createRoute({
  method: 'post',
  path: `${path}/import/estimate`,
  summary: 'What an import of a range would take (admins)',
  request: jsonBody(rangeSchema),
  responses: {
    200: json(
      z.object({
        calls: z.number(),
        known: z.number().openapi({ description: 'Of these, already here.' }),
        requests: z.number(),
        seconds: z.number(),
        extraDays: z.number().openapi({ description: "Days to wait for more of Gong's daily limit." }),
      }),
      'The estimate.',
    ),
    ...errorResponses,
  },
});

const importRoute = createRoute({
  method: 'post',
  path: `${path}/import`,
  summary: 'Import a range of call dates (admins)',
  request: jsonBody(rangeSchema),
  responses: { 202: json(runSchema, 'The run, working in the background.'), ...errorResponses },
});

const runsRoute = createRoute({
  method: 'get',
  path: `${path}/runs`,
  summary: 'The latest sync runs (admins)',
  responses: { 200: json(z.object({ runs: z.array(runSchema) }), 'Newest first.'), ...errorResponses },
});

const runRoute = createRoute({
  method: 'get',
  path: `${path}/runs/{runId}`,
  summary: 'A sync run (admins)',
  request: { params: runParams },
  responses: { 200: json(runSchema, 'The run.'), ...errorResponses },
});

const steerRoute = createRoute({
  method: 'post',
  path: `${path}/runs/{runId}/{step}`,
  summary: 'Pause, resume or cancel a run (admins)',
  request: { params: runParams.extend({ step: z.enum(['pause', 'resume', 'cancel']) }) },
  responses: { 200: json(runSchema, 'The run.'), ...errorResponses },
});

const removalsRoute = createRoute({
  method: 'post',
  path: `${path}/removals`,
  summary: 'Confirm that the calls held back are gone from Gong (admins)',
  responses: { 200: json(z.object({ callsDeleted: z.number() }), 'Removed.'), ...errorResponses },
});

const whyRoute = createRoute({
  method: 'get',
  path: `${path}/why`,
  summary: 'Why is this call, transcript or person not here? (admins)',
  request: {
    query: z
      .object({
        callId: z.string().optional(),
        title: z.string().optional(),
        date: instantSchema.optional(),
        person: z.string().optional().openapi({ description: 'An email address or a name.' }),
      })
      .refine((query) => Object.values(query).filter(Boolean).length === 1, 'give one of callId, title, date, person'),
  },
  responses: { 200: json(z.object({ explanations: z.array(explanationSchema) }), 'What is known.'), ...errorResponses },
});

const NEVER = new AbortController().signal;

/** Runs, imports, removals that were held back, and why something is not here. */
export function gongRunsRoutes(deps: GongRoutesDeps) {
  const { db, gong, syncRunner, now } = deps;
  const rangeOf = async (organizationId: string, body: { from?: string | undefined; to?: string | undefined }) => {
    const { timeZone } = await readOrganization(db, organizationId);
    const [from, to] = [toInstant('from', body.from, timeZone), toInstant('to', body.to, timeZone)];
    return { ...(from && { from }), ...(to && { to }) };
  };
  const STEPS = { pause: syncRunner.pause, resume: syncRunner.resume, cancel: syncRunner.cancel };

  return router()
    .openapi(syncRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const range = await rangeOf(organizationId, c.req.valid('json'));
      return c.json(toRunAnswer(await syncRunner.start(organizationId, range)), 202);
    })
    .openapi(estimateRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const { from = new Date(0), to = now() } = await rangeOf(organizationId, c.req.valid('json'));
      return c.json(await estimateImport({ ...gong, db }, organizationId, { from, to }, c.req.raw.signal), 200);
    })
    .openapi(importRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const range = await rangeOf(organizationId, c.req.valid('json'));
      return c.json(toRunAnswer(await syncRunner.start(organizationId, range)), 202);
    })
    .openapi(runsRoute, async (c) => {
      const runs = await listSyncRuns(db, adminOf(c).organizationId, 50);
      return c.json({ runs: runs.map(toRunAnswer) }, 200);
    })
    .openapi(runRoute, async (c) =>
      c.json(toRunAnswer(await syncRunner.run(adminOf(c).organizationId, c.req.valid('param').runId)), 200),
    )
    .openapi(steerRoute, async (c) => {
      const { runId, step } = c.req.valid('param');
      return c.json(toRunAnswer(await STEPS[step](adminOf(c).organizationId, runId)), 200);
    })
    .openapi(removalsRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const callsDeleted = await confirmRemovals(db, organizationId, now());
      await deps.indexer.index(NEVER, organizationId);
      return c.json({ callsDeleted }, 200);
    })
    .openapi(whyRoute, async (c) => {
      const { organizationId } = adminOf(c);
      const { timeZone } = await readOrganization(db, organizationId);
      const thing = toMissingThing(c.req.valid('query'), timeZone);
      const explanations = await explainMissing({ ...gong, db }, organizationId, thing, c.req.raw.signal);
      return c.json({ explanations: explanations.map(toExplanationAnswer) }, 200);
    });
}

const toExplanationAnswer = ({ call, nextTryAt, ...rest }: Explanation): z.infer<typeof explanationSchema> => ({
  ...rest,
  call: call && { ...call, startedAt: call.startedAt?.toISOString() ?? null },
  nextTryAt: nextTryAt?.toISOString() ?? null,
});

/** A run as the API and the command line give it. */
export function toRunAnswer(run: SyncRun): z.infer<typeof runSchema> {
  const { id, organizationId: _, window, createdAt, startedAt, finishedAt, retryAt, tries: __, ...rest } = run;
  return {
    runId: id,
    ...rest,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    retryAt: retryAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
