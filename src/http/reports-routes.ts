import { createRoute, z } from '@hono/zod-openapi';
import { DateTime } from 'luxon';
import { AppError } from '../errors.ts';
import { reportEngagement } from '../reports/engagement.ts';
import { reportTrackers } from '../reports/tracker-report.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Period } from '../store/reports-store.ts';
import type { Viewer } from '../viewer.ts';
import { asCsv, csv, wantsCsv } from './csv.ts';
import { errorResponses, router, viewerOf } from './router.ts';
import { instantSchema, toInstant } from './schemas.ts';

const periodQuery = z.object({
  from: instantSchema.optional().openapi({ description: 'Unset: 90 days before `to`.' }),
  to: instantSchema.optional().openapi({ description: 'Unset: the end of today.' }),
});
const periodSchema = z.object({ from: z.string(), to: z.string() });
const measures = {
  calls: z.number(),
  minutes: z.number(),
  contacts: z.number(),
  callsPerWeek: z.number(),
  talkRatio: z.number().nullable(),
};
const count = { mentions: z.number(), calls: z.number() };

const engagementSchema = z
  .object({
    by: z.enum(['account', 'teammate', 'week']),
    period: periodSchema,
    before: periodSchema,
    rows: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        ...measures,
        lastCallAt: z.string().nullable(),
        daysSinceLastContact: z.number().nullable(),
        before: z.object(measures),
      }),
    ),
  })
  .openapi('Engagement');

const trackersSchema = z
  .object({
    period: periodSchema,
    before: periodSchema,
    trackers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        ...count,
        before: z.object(count),
        months: z.array(z.object({ month: z.string(), ...count })),
        accounts: z.array(z.object({ id: z.string(), name: z.string(), ...count })),
      }),
    ),
  })
  .openapi('TrackerReport');

const engagementRoute = createRoute({
  method: 'get',
  path: '/reports/engagement',
  summary: 'How much was spoken with customers',
  description:
    'By account, teammate or week, each against the period before; internal calls do not count. `Accept: text/csv` answers a table.',
  request: { query: periodQuery.extend({ by: z.enum(['account', 'teammate', 'week']).default('account') }) },
  responses: {
    200: { description: 'The report.', content: { 'application/json': { schema: engagementSchema }, ...asCsv } },
    ...errorResponses,
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
    200: { description: 'The report.', content: { 'application/json': { schema: trackersSchema }, ...asCsv } },
    ...errorResponses,
  },
});

const DEFAULT_DAYS = 90;

export function reportsRoutes({ db, now }: { db: Db; now: () => Date }) {
  const periodOf = async (
    viewer: Viewer,
    asked: { from?: string | undefined; to?: string | undefined },
  ): Promise<Period> => {
    const { timeZone } = await readOrganization(db, viewer.organizationId);
    const endOfToday = DateTime.fromJSDate(now(), { zone: timeZone }).endOf('day').plus(1).toJSDate();
    const to = toInstant('to', asked.to, timeZone) ?? endOfToday;
    const from =
      toInstant('from', asked.from, timeZone) ??
      DateTime.fromJSDate(to, { zone: timeZone }).minus({ days: DEFAULT_DAYS }).toJSDate();
    if (from >= to) throw new AppError('invalid_input', 'The dates are reversed: from must lie before to.');
    return { from, to };
  };
  return router()
    .openapi(engagementRoute, async (c) => {
      const viewer = viewerOf(c);
      const { by, ...asked } = c.req.valid('query');
      const report = await reportEngagement(db, viewer, { by, period: await periodOf(viewer, asked) }, now());
      const rows = report.rows.map((row) => ({ ...row, lastCallAt: row.lastCallAt?.toISOString() ?? null }));
      if (!wantsCsv(c))
        return c.json({ ...report, rows, period: toPeriod(report.period), before: toPeriod(report.before) }, 200);
      return csv(
        c,
        `engagement-by-${by}`,
        rows.map(({ before, ...row }) => ({
          ...row,
          ...Object.fromEntries(Object.entries(before).map(([name, value]) => [`before_${name}`, value])),
        })),
      );
    })
    .openapi(trackersRoute, async (c) => {
      const viewer = viewerOf(c);
      const { accountId, ...asked } = c.req.valid('query');
      const period = await periodOf(viewer, asked);
      const report = await reportTrackers(db, viewer, { ...period, ...(accountId && { accountId }) });
      if (!wantsCsv(c))
        return c.json({ ...report, period: toPeriod(report.period), before: toPeriod(report.before) }, 200);
      return csv(
        c,
        'trackers',
        report.trackers.flatMap(({ name: tracker, accounts }) =>
          accounts.map(({ name: account, mentions, calls }) => ({ tracker, account, mentions, calls })),
        ),
      );
    });
}

const toPeriod = ({ from, to }: Period) => ({ from: from.toISOString(), to: to.toISOString() });
