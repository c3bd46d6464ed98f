import { createRoute, z } from '@hono/zod-openapi';
import { LONGEST_QUERY, type SearchDeps, type SearchResult, searchSegments } from '../search/search-segments.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { errorResponses, json, jsonBody, router, viewerOf } from './router.ts';
import { idName, instantSchema, kindSchema, sideSchema, speakerSchema, toInstant } from './schemas.ts';

const searchBody = z
  .object({
    query: z.string().max(LONGEST_QUERY).openapi({ example: 'renewal "price cap" -training' }),
    accountIds: z.array(z.string()).optional(),
    personIds: z.array(z.string()).optional().openapi({ description: 'People on the call.' }),
    side: sideSchema.optional(),
    kind: kindSchema.optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    asOf: instantSchema.optional(),
    groupBy: z.enum(['segment', 'call']).default('segment'),
    limit: z.number().int().min(1).max(100).default(20),
    cursor: z.string().optional(),
  })
  .openapi('SearchRequest');

const searchAnswer = z
  .object({
    hits: z.array(
      z.object({
        callId: z.string(),
        callTitle: z.string(),
        startedAt: z.string(),
        accounts: z.array(idName),
        speaker: speakerSchema,
        startMs: z.number(),
        endMs: z.number(),
        text: z.string(),
        highlights: z
          .array(z.object({ start: z.number(), end: z.number() }))
          .openapi({ description: 'Spans of `text`, in UTF-16 units.' }),
        score: z.number(),
      }),
    ),
    total: z.number().openapi({ description: 'Segments found, or calls when grouped by call.' }),
    cursor: z.string().optional(),
    plan: z.object({
      accounts: z.array(idName),
      people: z.array(idName),
      from: z.string().nullable(),
      to: z.string().nullable(),
      side: sideSchema.nullable(),
      kind: kindSchema.nullable(),
      terms: z.array(z.string()),
      phrases: z.array(z.string()),
      excluded: z.array(z.string()),
      warnings: z.array(z.string()),
    }),
  })
  .openapi('SearchAnswer');

const searchRoute = createRoute({
  method: 'post',
  path: '/search',
  summary: 'Search what was said',
  request: jsonBody(searchBody),
  responses: { 200: json(searchAnswer, 'Best first.'), ...errorResponses },
});

export function searchRoutes(deps: SearchDeps) {
  return router().openapi(searchRoute, async (c) => {
    const viewer = viewerOf(c);
    const { from: fromText, to: toText, asOf: asOfText, ...body } = c.req.valid('json');
    const { timeZone } = await readOrganization(deps.db, viewer.organizationId);
    const [from, to, asOf] = [
      toInstant('from', fromText, timeZone),
      toInstant('to', toText, timeZone),
      toInstant('asOf', asOfText, timeZone),
    ];
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as typeof body;
    const request = { ...given, ...(from && { from }), ...(to && { to }), ...(asOf && { asOf }) };
    return c.json(
      toSearchAnswer(await searchSegments(deps, viewer, request as Parameters<typeof searchSegments>[2])),
      200,
    );
  });
}

/** A search result as the API and the command line give it. */
export function toSearchAnswer({ hits, total, cursor, plan }: SearchResult): z.infer<typeof searchAnswer> {
  return {
    hits: hits.map(({ call, segment, text, highlights, score }) => ({
      callId: call.id,
      callTitle: call.title,
      startedAt: call.startedAt.toISOString(),
      accounts: call.accounts,
      speaker: { name: segment.speaker.name, side: segment.speaker.side },
      startMs: segment.startMs,
      endMs: segment.endMs,
      text,
      highlights,
      score,
    })),
    total,
    ...(cursor && { cursor }),
    plan: { ...plan, from: plan.from?.toISOString() ?? null, to: plan.to?.toISOString() ?? null },
  };
}
