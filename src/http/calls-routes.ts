import { createRoute, z } from '@hono/zod-openapi';
import { scopeOf } from '../access/scope.ts';
import { CALL_KINDS, type CallId, toCallId } from '../call.ts';
import { CALL_REASONS, CALL_STATES } from '../call-state.ts';
import { AppError } from '../errors.ts';
import { findCallTopics } from '../search/call-topics.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { findInLedger } from '../store/call-ledger-reader.ts';
import { type CallSummary, countCalls, readCall, readCalls, readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { errorResponses, json, router, viewerOf } from './router.ts';
import { callSchema, idName, instantSchema, speakerSchema, toInstant } from './schemas.ts';

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
      kind: z
        .enum([...CALL_KINDS, 'customers'])
        .optional()
        .openapi({ description: '`customers`: all but internal calls.' }),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ calls: z.array(callSchema), total: z.number(), cursor: z.string().optional() }),
      'Calls, and how many there are.',
    ),
    ...errorResponses,
  },
});

const callRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}',
  summary: 'Read a call',
  request: { params: callParams },
  responses: { 200: json(callSchema, 'The call.'), ...errorResponses },
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
          z.object({
            speaker: speakerSchema,
            startMs: z.number(),
            endMs: z.number(),
            sentences: z.array(z.object({ startMs: z.number(), endMs: z.number(), text: z.string() })),
          }),
        ),
      }),
      'Segments in order; empty while there is no transcript.',
    ),
    ...errorResponses,
  },
});

const statusRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/status',
  summary: 'Say where a call stands',
  request: { params: callParams },
  responses: {
    200: json(
      z.object({
        callId: z.string(),
        state: z.enum(CALL_STATES).openapi({
          description:
            'seen: Gong named it, details are to come; details: saved, its transcript is asked for next; transcript_pending: Gong was asked and has none yet; no_transcript: none is expected; linked: transcript and people are here, search takes it up next; indexed: searchable; left_out: not stored; removed: gone from Gong. The last two, and seen, are told to admins only.',
        }),
        reason: z.object({ code: z.string(), text: z.string() }).nullable(),
        tries: z.number().openapi({ description: 'How often Gong was asked in vain.' }),
        nextTryAt: z.string().nullable(),
        firstSeenAt: z.string(),
        lastSeenAt: z.string().openapi({ description: 'When Gong showed the call last.' }),
        searchable: z.boolean(),
      }),
      'Its state.',
    ),
    ...errorResponses,
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
        topics: z.array(idName.extend({ moments: z.array(z.object({ startMs: z.number() })) })),
      }),
      'Trackers with the most moments first, their moments in order.',
    ),
    ...errorResponses,
  },
});

export function callsRoutes({ db, index }: { db: Db; index: SegmentReader }) {
  return router()
    .openapi(listRoute, async (c) => {
      const viewer = viewerOf(c);
      const { query, accountId, personId, kind, limit, cursor, ...range } = c.req.valid('query');
      const { timeZone } = await readOrganization(db, viewer.organizationId);
      const [from, to] = [toInstant('from', range.from, timeZone), toInstant('to', range.to, timeZone)];
      const filter = {
        ...(query && { title: query }),
        ...(accountId && { accountIds: [accountId] }),
        ...(personId && { personIds: [personId] }),
        ...(kind && { kind }),
        ...(from && { from }),
        ...(to && { to }),
      };
      const rows = await readCalls(db, scopeOf(viewer), filter, {
        limit: limit + 1,
        ...(cursor && { after: readCursor(cursor) }),
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const { calls: total } = await countCalls(db, scopeOf(viewer), filter);
      return c.json(
        { calls: page.map(toCallAnswer), total, ...(rows.length > limit && last && { cursor: writeCursor(last) }) },
        200,
      );
    })
    .openapi(callRoute, async (c) =>
      c.json(toCallAnswer(await theCall(db, c.req.valid('param').callId, viewerOf(c))), 200),
    )
    .openapi(transcriptRoute, async (c) => {
      const viewer = viewerOf(c);
      const call = await theCall(db, c.req.valid('param').callId, viewer);
      const segments = await readTranscript(db, scopeOf(viewer), call.id);
      const shown = segments.map(({ speaker, startMs, endMs, sentences }) => ({
        speaker: { name: speaker.name, side: speaker.side },
        startMs,
        endMs,
        sentences,
      }));
      return c.json({ callId: call.id, segments: shown }, 200);
    })
    .openapi(topicsRoute, async (c) => {
      const viewer = viewerOf(c);
      const call = await theCall(db, c.req.valid('param').callId, viewer);
      return c.json({ topics: await findCallTopics({ db, index }, scopeOf(viewer), call.id) }, 200);
    })
    .openapi(statusRoute, async (c) => {
      const viewer = viewerOf(c);
      const callId = toCallId(c.req.valid('param').callId);
      // Of calls that are not stored only admins learn anything.
      if (viewer.role !== 'admin') await theCall(db, callId, viewer);
      const [entry] = await findInLedger(db, viewer.organizationId, { callId });
      if (!entry) throw new AppError('not_found', 'There is no such call.');
      const { state, reason, tries } = entry;
      return c.json(
        {
          callId,
          state,
          reason: reason && { code: reason, text: CALL_REASONS[reason] },
          tries,
          nextTryAt: entry.nextTryAt?.toISOString() ?? null,
          firstSeenAt: entry.firstSeenAt.toISOString(),
          lastSeenAt: entry.lastSeenAt.toISOString(),
          searchable: state === 'indexed',
        },
        200,
      );
    });
}

/** @throws AppError `not_found`, alike for what does not exist and what the viewer may not see. */
async function theCall(db: Db, callId: string, viewer: Parameters<typeof scopeOf>[0]): Promise<CallSummary> {
  const call = await readCall(db, scopeOf(viewer), toCallId(callId));
  if (!call) throw new AppError('not_found', 'There is no such call.');
  return call;
}

export const toCallAnswer = ({
  parties,
  isSearchable: _,
  direction: __,
  transcript: { state, reason },
  ...call
}: CallSummary): z.infer<typeof callSchema> => ({
  ...call,
  startedAt: call.startedAt.toISOString(),
  transcript: { state, reason: reason && CALL_REASONS[reason] },
  participants: parties.map(({ speakerId: ___, ...party }) => party),
});

export const writeCursor = (call: CallSummary): string =>
  Buffer.from(`${call.startedAt.getTime()}:${call.id}`).toString('base64url');

export function readCursor(cursor: string): { startedAt: Date; id: CallId } {
  const match = /^(\d+):(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2])
    throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
  return { startedAt: new Date(Number(match[1])), id: toCallId(match[2]) };
}
