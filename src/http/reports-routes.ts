import { createRoute, z } from '@hono/zod-openapi';
import { instantSchema, toRange } from '../asked-range.ts';
import { ENGAGEMENT_BY, engagementSchema } from '../engagement.ts';
import { exportEngagement } from '../reports/export-engagement.ts';
import { exportTrackers } from '../reports/export-trackers.ts';
import { reportEngagement } from '../reports/report-engagement.ts';
import { reportTrackers } from '../reports/report-trackers.ts';
import { trackerReportSchema } from '../tracker-report.ts';
import { asCsv, csv, wantsCsv } from './csv.ts';
import type { HttpServices } from './http-services.ts';
import { asSent, router, viewerOf } from './router.ts';

const periodQuery = z.object({
  from: instantSchema.optional().openapi({ description: 'Unset: 90 days before `to`.' }),
  to: instantSchema.optional().openapi({ description: 'Unset: the end of today.' }),
});
const engagementRoute = createRoute({
  method: 'get',
  path: '/reports/engagement',
  summary: 'How much was spoken with customers',
  description:
    'By account, teammate or week, each against the period before; internal calls do not count. `Accept: text/csv` answers a table.',
  request: { query: periodQuery.extend({ by: z.enum(ENGAGEMENT_BY).default('account') }) },
  responses: {
    200: {
      description: 'The report.',
      content: { 'application/json': { schema: asSent(engagementSchema) }, ...asCsv },
    },
  },
});

const trackersRoute = createRoute({
  method: 'get',
  path: '/reports/trackers',
  summary: 'How often trackers came up',
  description:
    'Over the months and by account, against the period before. `Accept: text/csv` answers a table of trackers and accounts.',
  request: { query: periodQuery.extend({ accountId: z.string().optional() }) },
  responses: {
    200: {
      description: 'The report.',
      content: { 'application/json': { schema: asSent(trackerReportSchema) }, ...asCsv },
    },
  },
});

export function reportsRoutes(services: HttpServices) {
  return router()
    .openapi(engagementRoute, async (c) => {
      const viewer = viewerOf(c);
      const { by, ...asked } = c.req.valid('query');
      const isTable = wantsCsv(c);
      const wish = { by, ...toRange(asked, viewer) };
      const found = await (isTable ? exportEngagement : reportEngagement)(services, viewer, wish);
      const report = z.encode(engagementSchema, found);
      if (!isTable) return c.json(report, 200);
      return csv(
        c,
        `engagement-by-${by}`,
        report.rows.map(({ before, ...row }) => ({
          ...row,
          ...Object.fromEntries(Object.entries(before).map(([name, value]) => [`before_${name}`, value])),
        })),
      );
    })
    .openapi(trackersRoute, async (c) => {
      const viewer = viewerOf(c);
      const { accountId, ...asked } = c.req.valid('query');
      const wish = { ...toRange(asked, viewer), ...(accountId && { accountId }) };
      const isTable = wantsCsv(c);
      const report = await (isTable ? exportTrackers : reportTrackers)(services, viewer, wish);
      if (!isTable) return c.json(z.encode(trackerReportSchema, report), 200);
      return csv(
        c,
        'trackers',
        report.trackers.flatMap(({ name: tracker, accounts }) =>
          accounts.map(({ name: account, mentions, calls }) => ({ tracker, account, mentions, calls })),
        ),
      );
    });
}
