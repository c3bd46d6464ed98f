import { z } from 'zod';
import { toRange } from '../asked-range.ts';
import { cutShort } from '../clean-text.ts';
import { ENGAGEMENT_BY, type Measures } from '../engagement.ts';
import { reportEngagement } from '../reports/report-engagement.ts';
import { cursorInput, rangeInput } from './asked-input.ts';
import { readOffset } from './get-transcript-tool.ts';
import { defineTool } from './mcp-tool.ts';
import { cursorSchema, inZone, LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { fitPage } from './tool-result.ts';

const measuresSchema = z.object({
  calls: z.number(),
  minutes: z.number(),
  contacts: z.number().describe('Different people of customers.'),
  talkRatio: z.number().nullable().describe('Our share of the talk, 0 to 1.'),
});

export const engagementTool = defineTool({
  name: 'engagement',
  title: 'Report how much was spoken with customers',
  description:
    'Reports calls, minutes, contacts and talk share by account, teammate or week, each beside the equally long period ' +
    'before, with days since the last contact: for "who have we neglected" and "who is busiest". It measures recorded calls ' +
    'that you may read, not mail or meetings, and no number says how well a call went. The last 90 days unless told otherwise.',
  input: z.object({ by: z.enum(ENGAGEMENT_BY).default('account'), ...rangeInput, cursor: cursorInput }),
  output: z.object({
    notice: noticeSchema,
    by: z.enum(ENGAGEMENT_BY),
    period: z.object({ from: z.string(), to: z.string() }),
    before: z.object({ from: z.string(), to: z.string() }),
    rows: z.array(
      z.object({
        id: z.string(),
        name: z.string().describe('Empty for weeks, whose id is their Monday.'),
        lastCallAt: z.string().nullable(),
        daysSinceLastContact: z.number().nullable(),
        now: measuresSchema,
        before: measuresSchema,
      }),
    ),
    rowsLeft: z.number(),
    cursor: cursorSchema.optional(),
  }),
  async run(services, viewer, { by, from, to, cursor }) {
    const report = await reportEngagement(services, viewer, { by, ...toRange({ from, to }, viewer) });
    const first = cursor === undefined ? 0 : readOffset(cursor);
    const zoned = (date: Date) => inZone(date, viewer.timeZone);
    const { page, shown } = fitPage(report.rows.slice(first, first + MOST_ROWS), (these) => ({
      notice: NOTICE,
      by,
      period: { from: zoned(report.period.from), to: zoned(report.period.to) },
      before: { from: zoned(report.before.from), to: zoned(report.before.to) },
      rows: these.map((row) => ({
        id: row.id,
        name: cutShort(row.name, LONGEST_TITLE),
        lastCallAt: row.lastCallAt && zoned(row.lastCallAt),
        daysSinceLastContact: row.daysSinceLastContact,
        now: toMeasures(row),
        before: toMeasures(row.before),
      })),
      rowsLeft: Math.max(0, report.rows.length - first - these.length),
      ...(first + these.length < report.rows.length && { cursor: `l${first + these.length}` }),
    }));
    return { result: page, shown };
  },
});

const MOST_ROWS = 100;

const toMeasures = ({ calls, minutes, contacts, talkRatio }: Measures) => ({
  calls,
  minutes: Math.round(minutes),
  contacts,
  talkRatio: talkRatio === null ? null : Math.round(talkRatio * 100) / 100,
});
