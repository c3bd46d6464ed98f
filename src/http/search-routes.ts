import { createRoute, z } from '@hono/zod-openapi';
import { toInstant, toRange } from '../asked-range.ts';
import { toCallId } from '../call.ts';
import { callSummarySchema } from '../call-summary.ts';
import { speakerSchema, toMomentUrl } from '../citation.ts';
import { given } from '../given.ts';
import { exportSearch, MOST_IN_TABLE } from '../search/export-search.ts';
import { searchFacetsSchema } from '../search/search-facets.ts';
import { searchRequestSchema } from '../search/search-request.ts';
import { type FoundSegment, findingSchema, type SearchResult, searchOutcomeSchema } from '../search/search-result.ts';
import { searchSegments } from '../search/search-segments.ts';
import { showRelated } from '../search/show-related.ts';
import { spokenSegmentSchema } from '../segment.ts';
import { asCsv, csv, wantsCsv } from './csv.ts';
import type { HttpServices } from './http-services.ts';
import { asSent, json, jsonBody, router, viewerOf } from './router.ts';
import { instantSchema } from './schemas.ts';

const searchBody = searchRequestSchema
  .extend({ from: instantSchema.optional(), to: instantSchema.optional(), asOf: instantSchema.optional() })
  .openapi('SearchRequest');

const momentSchema = spokenSegmentSchema
  .pick({ startMs: true, endMs: true })
  .extend({ speaker: speakerSchema, ...findingSchema.shape });

const hitSchema = momentSchema.extend({
  callId: callSummarySchema.shape.id,
  callTitle: callSummarySchema.shape.title,
  ...callSummarySchema.pick({ startedAt: true, accounts: true }).shape,
  moments: z
    .array(momentSchema)
    .optional()
    .openapi({ description: "Grouped by call: the call's best three moments, the hit's own first." }),
});

const searchAnswer = searchOutcomeSchema
  .extend({
    hits: z.array(hitSchema),
    near: z.array(hitSchema).openapi({
      description: 'Beside the first page: what means the query in other words, nearest first; not among `total`.',
    }),
    cursor: z.string().optional().openapi({ description: 'For the next page of the same request.' }),
    facets: searchFacetsSchema.optional(),
  })
  .openapi('SearchAnswer');

const searchRoute = createRoute({
  method: 'post',
  path: '/search',
  summary: 'Search what was said',
  description: `\`Accept: text/csv\` answers a table of all results, up to ${MOST_IN_TABLE}; \`limit\` and \`cursor\` do not count then.`,
  request: jsonBody(searchBody),
  responses: {
    200: { description: 'Best first.', content: { 'application/json': { schema: asSent(searchAnswer) }, ...asCsv } },
  },
});

const relatedAnswer = z.object({ moments: z.array(hitSchema.omit({ moments: true })) });

const relatedRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/related',
  summary: 'Find moments of other calls that are like one of this call',
  request: {
    params: z.object({ callId: z.string().openapi({ description: "Gong's id of the call." }) }),
    query: z.object({
      atMs: z.coerce.number().int().min(0).max(1_000_000_000).default(0).openapi({
        description: 'A moment of the call: what is said then, or else last before.',
      }),
    }),
  },
  responses: { 200: json(relatedAnswer, 'The likest first, two of a call at most.') },
});

export function searchRoutes(services: HttpServices) {
  const routes = router().openapi(relatedRoute, async (c) => {
    const moment = { callId: toCallId(c.req.valid('param').callId), atMs: c.req.valid('query').atMs };
    const moments = (await showRelated(services, viewerOf(c), moment)).map(toHit);
    return c.json(z.encode(relatedAnswer, { moments }), 200);
  });
  return routes.openapi(searchRoute, async (c) => {
    const viewer = viewerOf(c);
    const { from, to, asOf: asOfText, ...body } = given(c.req.valid('json'));
    const asOf = toInstant('asOf', asOfText, viewer.timeZone);
    const request = { ...body, ...toRange({ from, to }, viewer), ...(asOf && { asOf }) };
    if (!wantsCsv(c)) return c.json(toSearchAnswer(await searchSegments(services, viewer, request)), 200);
    const hits = await exportSearch(services, viewer, request);
    return csv(
      c,
      'search',
      hits.map((hit) => toRow(hit, services.publicUrl())),
    );
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

/** A search result in the shape of the API and the command line. */
export const toSearchAnswer = ({
  hits,
  near,
  cursor,
  facets,
  ...outcome
}: SearchResult): z.input<typeof searchAnswer> =>
  z.encode(searchAnswer, {
    ...outcome,
    hits: hits.map(({ moments, ...hit }) => ({ ...toHit(hit), ...(moments && { moments: moments.map(toMoment) }) })),
    near: near.map(toHit),
    ...(cursor !== null && { cursor }),
    ...(facets && { facets }),
  });

const toHit = (found: FoundSegment) => ({
  callId: found.call.id,
  callTitle: found.call.title,
  startedAt: found.call.startedAt,
  accounts: found.call.accounts,
  ...toMoment(found),
});

const toMoment = ({ segment, text, highlights, score, isDirect }: FoundSegment): z.output<typeof momentSchema> => ({
  speaker: segment.speaker,
  startMs: segment.startMs,
  endMs: segment.endMs,
  text,
  highlights,
  score,
  isDirect,
});
