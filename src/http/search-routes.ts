import { createRoute, z } from '@hono/zod-openapi';
import { withInstants } from '../asked-range.ts';
import { toCallId } from '../call.ts';
import { toMomentUrl } from '../citation.ts';
import { given } from '../given.ts';
import { exportSearch, MOST_IN_TABLE } from '../search/export-search.ts';
import { searchAnswerSchema, searchHitSchema, toHit, toSearchAnswer } from '../search/search-answer.ts';
import { searchRequestSchema } from '../search/search-request.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { searchSegments } from '../search/search-segments.ts';
import { showRelated } from '../search/show-related.ts';
import { asCsv, csv, wantsCsv } from './csv.ts';
import type { HttpServices } from './http-services.ts';
import { asSent, json, jsonBody, router, viewerOf } from './router.ts';

const searchRoute = createRoute({
  method: 'post',
  path: '/search',
  summary: 'Search what was said',
  description: `\`Accept: text/csv\` answers a table of all results, up to ${MOST_IN_TABLE}; \`limit\` and \`cursor\` do not count then.`,
  request: jsonBody(searchRequestSchema),
  responses: {
    200: {
      description: 'Best first.',
      content: { 'application/json': { schema: asSent(searchAnswerSchema) }, ...asCsv },
    },
  },
});

const relatedAnswer = z.object({ moments: z.array(searchHitSchema.omit({ moments: true })) });

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
    const request = withInstants(given(c.req.valid('json')), viewer);
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
