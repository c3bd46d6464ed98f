import { createRoute, z } from '@hono/zod-openapi';
import { instantSchema, toRange } from '../asked-range.ts';
import { confirmedRemovalsSchema, confirmRemovals } from '../sync/confirm-removals.ts';
import { estimateImport, importEstimateSchema } from '../sync/estimate-import.ts';
import { explainMissing, missingQuestionSchema } from '../sync/explain-missing.ts';
import { runAnswerSchema, toRunAnswer } from '../sync/run-answer.ts';
import { showRun } from '../sync/show-run.ts';
import { showRuns } from '../sync/show-runs.ts';
import { startSync } from '../sync/start-sync.ts';
import { steerRun } from '../sync/steer-run.ts';
import { explanationSchema } from '../sync/sync-standing.ts';
import { runStepSchema } from '../sync-run.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const rangeSchema = z.object({ from: instantSchema, to: instantSchema.optional() });
const runParams = z.object({ runId: z.string() });
const path = '/integrations/gong';

const syncRoute = createRoute({
  method: 'post',
  path: `${path}/sync`,
  summary: 'Start a sync (admins)',
  request: jsonBody(rangeSchema.partial()),
  responses: { 202: json(runAnswerSchema, 'The run, working in the background.') },
});

const estimateRoute = createRoute({
  method: 'post',
  path: `${path}/import/estimate`,
  summary: 'What an import of a range would take (admins)',
  request: jsonBody(rangeSchema),
  responses: {
    200: json(importEstimateSchema, 'The estimate.'),
  },
});

const importRoute = createRoute({
  method: 'post',
  path: `${path}/import`,
  summary: 'Import a range of call dates (admins)',
  request: jsonBody(rangeSchema),
  responses: { 202: json(runAnswerSchema, 'The run, working in the background.') },
});

const runsRoute = createRoute({
  method: 'get',
  path: `${path}/runs`,
  summary: 'The latest sync runs (admins)',
  responses: { 200: json(z.object({ runs: z.array(runAnswerSchema) }), 'Newest first.') },
});

const runRoute = createRoute({
  method: 'get',
  path: `${path}/runs/{runId}`,
  summary: 'A sync run (admins)',
  request: { params: runParams },
  responses: { 200: json(runAnswerSchema, 'The run.') },
});

const steerRoute = createRoute({
  method: 'post',
  path: `${path}/runs/{runId}/{step}`,
  summary: 'Pause, resume or cancel a run (admins)',
  request: { params: runParams.extend({ step: runStepSchema }) },
  responses: { 200: json(runAnswerSchema, 'The run.') },
});

const removalsRoute = createRoute({
  method: 'post',
  path: `${path}/removals`,
  summary: 'Confirm that the calls held back are gone from Gong (admins)',
  responses: {
    200: json(confirmedRemovalsSchema, 'Removed.'),
  },
});

const whyRoute = createRoute({
  method: 'get',
  path: `${path}/why`,
  summary: 'Why is this call, transcript or person not here? (admins)',
  request: {
    query: missingQuestionSchema
      .extend({ date: instantSchema.optional() })
      .refine((query) => Object.values(query).filter(Boolean).length === 1, 'give one of callId, title, date, person'),
  },
  responses: { 200: json(z.object({ explanations: z.array(explanationSchema) }), 'What is known.') },
});

/** Sync runs, imports, removals held back, and reasons for missing calls. */
export function gongRunsRoutes(services: HttpServices) {
  return router()
    .openapi(syncRoute, async (c) => {
      const viewer = viewerOf(c);
      return c.json(toRunAnswer(await startSync(services, viewer, toRange(c.req.valid('json'), viewer))), 202);
    })
    .openapi(estimateRoute, async (c) => {
      const viewer = viewerOf(c);
      const range = toRange(c.req.valid('json'), viewer);
      return c.json(await estimateImport(services, viewer, range, c.req.raw.signal), 200);
    })
    .openapi(importRoute, async (c) => {
      const viewer = viewerOf(c);
      return c.json(toRunAnswer(await startSync(services, viewer, toRange(c.req.valid('json'), viewer))), 202);
    })
    .openapi(runsRoute, async (c) => c.json({ runs: (await showRuns(services, viewerOf(c))).map(toRunAnswer) }, 200))
    .openapi(runRoute, async (c) =>
      c.json(toRunAnswer(await showRun(services, viewerOf(c), c.req.valid('param').runId)), 200),
    )
    .openapi(steerRoute, async (c) =>
      c.json(toRunAnswer(await steerRun(services, viewerOf(c), c.req.valid('param'))), 200),
    )
    .openapi(removalsRoute, async (c) => c.json(await confirmRemovals(services, viewerOf(c)), 200))
    .openapi(whyRoute, async (c) => {
      const explanations = await explainMissing(services, viewerOf(c), c.req.valid('query'), c.req.raw.signal);
      return c.json({ explanations: explanations.map((one) => z.encode(explanationSchema, one)) }, 200);
    });
}
