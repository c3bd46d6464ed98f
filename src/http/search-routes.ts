import { createRoute, z } from '@hono/zod-openapi';
import { toMomentUrl } from '../citation.ts';
import {
  type FoundSegment,
  LONGEST_QUERY,
  type SearchDeps,
  type SearchRequest,
  type SearchResult,
  searchSegments,
} from '../search/search-segments.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { asCsv, csv, wantsCsv } from './csv.ts';
import { errorResponses, jsonBody, router, viewerOf } from './router.ts';
import { idName, instantSchema, kindSchema, platformSchema, sideSchema, speakerSchema, toInstant } from './schemas.ts';

const MOST_IDS = 100;
/** Cursors grow with what was shown, and end growing at a thousand results. */
const LONGEST_CURSOR = 20_000;
const MOST_IN_TABLE = 1000;
const TABLE_PAGE = 100;

const searchBody = z
  .object({
    query: z.string().max(LONGEST_QUERY).openapi({
      example: 'renewal "price cap" OR "price freeze" -training speaker:tove after:2026-01',
      description:
        'Plain words rank and date words set the range; `"phrase"`, `-word`, `OR`, `@Account`, `account:`, `speaker:`, `side:`, `kind:`, `platform:`, `tracker:`, `before:`, `after:` and `in:title` are operators.',
    }),
    accountIds: z.array(z.string()).max(MOST_IDS).optional(),
    personIds: z.array(z.string()).max(MOST_IDS).optional().openapi({ description: 'People on the call.' }),
    side: sideSchema.optional(),
    kind: kindSchema.optional(),
    platforms: z.array(platformSchema).optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    trackers: z
      .array(z.string())
      .max(MOST_IDS)
      .optional()
      .openapi({ description: 'Ids of trackers; each must find the segment.' }),
    asOf: instantSchema.optional(),
    groupBy: z.enum(['segment', 'call']).default('segment'),
    facets: z.boolean().default(false),
    limit: z.number().int().min(1).max(100).default(20),
    cursor: z.string().max(LONGEST_CURSOR).optional(),
  })
  .openapi('SearchRequest');

const momentSchema = z.object({
  speaker: speakerSchema,
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  highlights: z
    .array(z.object({ start: z.number(), end: z.number() }))
    .openapi({ description: 'Spans of `text`, in UTF-16 units.' }),
  score: z.number(),
  isDirect: z.boolean().openapi({
    description: 'Found by what it says itself or who says it; otherwise by what was said just before or by the title.',
  }),
});

const hitSchema = momentSchema.extend({
  callId: z.string(),
  callTitle: z.string(),
  startedAt: z.string(),
  accounts: z.array(idName),
  moments: z
    .array(momentSchema)
    .optional()
    .openapi({ description: "Grouped by call: the call's best three moments, the hit's own first." }),
});

const countedName = idName.extend({ calls: z.number() });
const facetsSchema = z
  .object({
    accounts: z.array(countedName),
    people: z.array(countedName),
    trackers: z.array(countedName),
    platforms: z.array(z.object({ platform: platformSchema, calls: z.number() })),
    months: z.array(z.object({ month: z.string().openapi({ example: '2026-11' }), calls: z.number() })),
  })
  .openapi('SearchFacets', { description: 'How many of the calls found have each; the 20 most frequent.' });

const planSchema = z.object({
  accounts: z.array(idName),
  people: z.array(idName),
  from: z.string().nullable(),
  to: z.string().nullable(),
  side: sideSchema.nullable(),
  kind: kindSchema.nullable(),
  platforms: z.array(platformSchema),
  trackers: z.array(idName),
  speakers: z.array(z.string()),
  isInTitle: z.boolean(),
  terms: z.array(z.string()),
  phrases: z.array(z.string()),
  alternatives: z.array(z.array(z.string())),
  excluded: z.array(z.string()),
  warnings: z.array(z.string()),
});

const searchAnswer = z
  .object({
    hits: z.array(hitSchema),
    total: z.number().openapi({ description: 'Segments found, or calls when grouped by call.' }),
    isTotalExact: z.boolean().openapi({ description: 'False for very many segments: there are at least so many.' }),
    cursor: z.string().optional().openapi({ description: 'For the next page of the same request.' }),
    plan: planSchema,
    facets: facetsSchema.optional(),
  })
  .openapi('SearchAnswer');

const searchRoute = createRoute({
  method: 'post',
  path: '/search',
  summary: 'Search what was said',
  description: `\`Accept: text/csv\` answers a table of all results, up to ${MOST_IN_TABLE}; \`limit\` and \`cursor\` do not count then.`,
  request: jsonBody(searchBody),
  responses: {
    200: { description: 'Best first.', content: { 'application/json': { schema: searchAnswer }, ...asCsv } },
    ...errorResponses,
  },
});

export function searchRoutes(deps: SearchDeps & { publicUrl: () => string }) {
  return router().openapi(searchRoute, async (c) => {
    const viewer = viewerOf(c);
    const { from: fromText, to: toText, asOf: asOfText, facets: hasFacets, ...body } = c.req.valid('json');
    const { timeZone } = await readOrganization(deps.db, viewer.organizationId);
    const [from, to, asOf] = [
      toInstant('from', fromText, timeZone),
      toInstant('to', toText, timeZone),
      toInstant('asOf', asOfText, timeZone),
    ];
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as typeof body;
    const request = { ...given, hasFacets, ...(from && { from }), ...(to && { to }), ...(asOf && { asOf }) };
    if (!wantsCsv(c)) return c.json(toSearchAnswer(await searchSegments(deps, viewer, request as SearchRequest)), 200);
    const rows: Record<string, unknown>[] = [];
    const whole = { ...request, hasFacets: false, limit: TABLE_PAGE };
    let cursor: string | null = null;
    do {
      const page: SearchResult = await searchSegments(deps, viewer, {
        ...whole,
        cursor: cursor ?? undefined,
      } as SearchRequest);
      rows.push(...page.hits.map((hit) => toRow(hit, deps.publicUrl())));
      cursor = page.cursor;
    } while (cursor !== null && rows.length < MOST_IN_TABLE);
    return csv(c, 'search', rows);
  });
}

const toRow = ({ call, segment, text }: FoundSegment, publicUrl: string): Record<string, unknown> => ({
  call: call.title,
  startedAt: call.startedAt.toISOString(),
  accounts: call.accounts.map(({ name }) => name).join('; '),
  speaker: segment.speaker.name,
  side: segment.speaker.side,
  startMs: segment.startMs,
  text,
  url: toMomentUrl(publicUrl, call.id, segment),
});

/** A search result as the API and the command line give it. */
export function toSearchAnswer({
  hits,
  total,
  isTotalExact,
  cursor,
  plan,
  facets,
}: SearchResult): z.infer<typeof searchAnswer> {
  return {
    hits: hits.map((hit) => ({
      callId: hit.call.id,
      callTitle: hit.call.title,
      startedAt: hit.call.startedAt.toISOString(),
      accounts: hit.call.accounts,
      ...toMoment(hit),
      ...(hit.moments && { moments: hit.moments.map(toMoment) }),
    })),
    total,
    isTotalExact,
    ...(cursor && { cursor }),
    plan: { ...plan, from: plan.from?.toISOString() ?? null, to: plan.to?.toISOString() ?? null },
    ...(facets && { facets }),
  };
}

const toMoment = ({ segment, text, highlights, score, isDirect }: FoundSegment): z.infer<typeof momentSchema> => ({
  speaker: { name: segment.speaker.name, side: segment.speaker.side },
  startMs: segment.startMs,
  endMs: segment.endMs,
  text,
  highlights,
  score,
  isDirect,
});
