import { createRoute, z } from '@hono/zod-openapi';
import { scopeOf } from '../access/scope.ts';
import { type CallId, toCallId } from '../call.ts';
import { CALL_REASONS, CALL_STATES } from '../call-state.ts';
import { AppError } from '../errors.ts';
import { findInLedger } from '../store/call-ledger-reader.ts';
import { type CallSummary, readCall, readCalls, readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { errorResponses, json, router, viewerOf } from './router.ts';
import { callSchema, instantSchema, kindSchema, speakerSchema, toInstant } from './schemas.ts';

const callParams = z.object({ callId: z.string().openapi({ description: "Gong's id of the call." }) });

const listRoute = createRoute({
  method: 'get',
  path: '/calls',
  summary: 'List calls, newest first',
  request: {
    query: z.object({
      accountId: z.string().optional(),
      kind: kindSchema.optional(),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional(),
    }),
  },
  responses: {
    200: json(z.object({ calls: z.array(callSchema), cursor: z.string().optional() }), 'Calls.'),
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

export function callsRoutes({ db }: { db: Db }) {
  return router()
    .openapi(listRoute, async (c) => {
      const viewer = viewerOf(c);
      const { accountId, kind, limit, cursor, ...range } = c.req.valid('query');
      const { timeZone } = await readOrganization(db, viewer.organizationId);
      const [from, to] = [toInstant('from', range.from, timeZone), toInstant('to', range.to, timeZone)];
      const filter = {
        ...(accountId && { accountIds: [accountId] }),
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
      return c.json(
        { calls: page.map(toCallAnswer), ...(rows.length > limit && last && { cursor: writeCursor(last) }) },
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
