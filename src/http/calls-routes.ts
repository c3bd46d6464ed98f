import { createRoute, z } from '@hono/zod-openapi';
import { toRange } from '../asked-range.ts';
import { type CallId, callKindFilterSchema, toCallId } from '../call.ts';
import { CALL_REASONS, ledgerEntrySchema } from '../call-state.ts';
import type { CallSummary } from '../call-summary.ts';
import { speakerSchema } from '../citation.ts';
import { given } from '../given.ts';
import { showCall } from '../search/show-call.ts';
import { callTopicSchema, showCallTopics } from '../search/show-call-topics.ts';
import { showCalls } from '../search/show-calls.ts';
import { showTranscript } from '../search/show-transcript.ts';
import { spokenSegmentSchema } from '../segment.ts';
import { showCallStatus } from '../sync/show-call-status.ts';
import type { HttpServices } from './http-services.ts';
import { json, router, viewerOf } from './router.ts';
import { callSchema, pageOfCallsQuery } from './schemas.ts';

const callParams = z.object({ callId: z.string().openapi({ description: "Gong's id of the call." }) });

const listRoute = createRoute({
  method: 'get',
  path: '/calls',
  summary: 'List calls, newest first',
  request: {
    query: z.object({
      query: z.string().max(200).optional().openapi({ description: 'Part of the title.' }),
      accountId: z.string().optional(),
      personId: z.string().optional(),
      kind: callKindFilterSchema.optional(),
      ...pageOfCallsQuery,
    }),
  },
  responses: {
    200: json(
      z.object({ calls: z.array(callSchema), total: z.number(), cursor: z.string().optional() }),
      'Calls, and how many there are.',
    ),
  },
});

const callRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}',
  summary: 'Read a call',
  request: { params: callParams },
  responses: { 200: json(callSchema, 'The call.') },
});

const transcriptRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/transcript',
  summary: "Read a call's transcript",
  request: { params: callParams },
  responses: {
    200: json(
      z.object({
        callId: z.string(),
        segments: z.array(
          spokenSegmentSchema.pick({ startMs: true, endMs: true, sentences: true }).extend({ speaker: speakerSchema }),
        ),
      }),
      'Segments in order; empty while there is no transcript.',
    ),
  },
});

const statusSchema = ledgerEntrySchema.omit({ title: true, startedAt: true, workspaceId: true }).extend({
  reason: z.object({ code: z.string(), text: z.string() }).nullable(),
  searchable: z.boolean(),
});

const statusRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/status',
  summary: 'Say where a call stands',
  request: { params: callParams },
  responses: {
    200: json(statusSchema, 'Its state.'),
  },
});

const topicsRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/topics',
  summary: 'Say where trackers find something in a call',
  request: { params: callParams },
  responses: {
    200: json(
      z.object({
        topics: z.array(callTopicSchema),
      }),
      'Trackers with the most moments first, their moments in order.',
    ),
  },
});

export function callsRoutes(services: HttpServices) {
  return router()
    .openapi(listRoute, async (c) => {
      const viewer = viewerOf(c);
      const { query: title, from, to, ...wish } = given(c.req.valid('query'));
      const range = toRange({ from, to }, viewer);
      const page = await showCalls(services, viewer, { ...wish, ...range, ...(title && { title }) });
      const { calls, total, cursor } = page;
      return c.json({ calls: calls.map(toCallAnswer), total, ...(cursor !== null && { cursor }) }, 200);
    })
    .openapi(callRoute, async (c) => c.json(toCallAnswer(await showCall(services, viewerOf(c), callIdOf(c))), 200))
    .openapi(transcriptRoute, async (c) => {
      const callId = callIdOf(c);
      const segments = await showTranscript(services, viewerOf(c), callId);
      const shown = segments.map(({ speaker, startMs, endMs, sentences }) => ({
        speaker: { name: speaker.name, side: speaker.side },
        startMs,
        endMs,
        sentences,
      }));
      return c.json({ callId, segments: shown }, 200);
    })
    .openapi(topicsRoute, async (c) =>
      c.json({ topics: await showCallTopics(services, viewerOf(c), callIdOf(c)) }, 200),
    )
    .openapi(statusRoute, async (c) => {
      const entry = await showCallStatus(services, viewerOf(c), callIdOf(c));
      const reason = entry.reason && { code: entry.reason, text: CALL_REASONS[entry.reason] };
      return c.json(z.encode(statusSchema, { ...entry, reason, searchable: entry.state === 'indexed' }), 200);
    });
}

const callIdOf = (c: { req: { valid: (from: 'param') => { callId: string } } }): CallId =>
  toCallId(c.req.valid('param').callId);

export const toCallAnswer = ({ parties, transcript, ...call }: CallSummary): z.input<typeof callSchema> =>
  z.encode(callSchema, {
    ...call,
    participants: parties,
    transcript: { ...transcript, reason: transcript.reason && CALL_REASONS[transcript.reason] },
  });
