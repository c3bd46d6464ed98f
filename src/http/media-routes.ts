import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { scopeOf } from '../access/scope.ts';
import { toCallId } from '../call.ts';
import { AppError, isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { MEDIA_KINDS, type MediaStore } from '../media/media-store.ts';
import { type CallSummary, readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { ERASED_NAME } from '../store/erased-people-store.ts';
import type { MediaFetcher } from '../sync/fetch-media.ts';
import { errorResponses, json, router, viewerOf } from './router.ts';

const mediaRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/media/{kind}',
  summary: "Listen to a call's recording",
  description: 'Understands `Range`. What is not cached yet comes from Gong while it is being cached.',
  request: { params: z.object({ callId: z.string(), kind: z.enum(MEDIA_KINDS) }) },
  responses: {
    200: {
      description: 'The recording.',
      content: { 'audio/*': { schema: z.string() }, 'video/*': { schema: z.string() } },
    },
    206: { description: 'The bytes asked for.' },
    416: { description: 'There are no such bytes.' },
    ...errorResponses,
  },
});

const recordingsRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/media',
  summary: 'Say which recordings there are of a call',
  request: { params: z.object({ callId: z.string() }) },
  responses: {
    200: json(
      z.object({
        kinds: z.array(z.enum(MEDIA_KINDS)),
        reason: z.string().nullable().openapi({ description: 'Why there is none.' }),
        askedAgainAt: z.string().nullable().openapi({ description: 'When Gong is asked for one again.' }),
      }),
      'What there is to listen to.',
    ),
    ...errorResponses,
  },
});

const ERASED = 'Someone who spoke on this call was erased, and their voice with them.';
const NO_RECORDING = 'Gong has no recording of this call, or not yet.';

export type MediaRoutesDeps = { db: Db; media: MediaStore; mediaFetcher: MediaFetcher; log: Log };

export function mediaRoutes({ db, media, mediaFetcher, log }: MediaRoutesDeps) {
  const isErased = ({ parties }: CallSummary) => parties.some(({ name }) => name === ERASED_NAME);
  return router()
    .openapi(recordingsRoute, async (c) => {
      const viewer = viewerOf(c);
      const callId = toCallId(c.req.valid('param').callId);
      const call = await readCall(db, scopeOf(viewer), callId);
      if (!call) throw new AppError('not_found', 'There is no such call.');
      if (isErased(call)) return c.json({ kinds: [], reason: ERASED, askedAgainAt: null }, 200);
      try {
        const { kinds, askedAgainAt } = await mediaFetcher.find(
          { organizationId: viewer.organizationId, callId },
          c.req.raw.signal,
        );
        const reason = kinds.length === 0 ? NO_RECORDING : null;
        return c.json({ kinds, reason, askedAgainAt: askedAgainAt?.toISOString() ?? null }, 200);
      } catch (error) {
        // A page is shown without its player, and says why.
        if (!isAppError(error)) throw error;
        return c.json({ kinds: [], reason: error.message, askedAgainAt: null }, 200);
      }
    })
    .openapi(mediaRoute, async (c) => {
      const viewer = viewerOf(c);
      const { kind, ...params } = c.req.valid('param');
      const callId = toCallId(params.callId);
      const none = new AppError('not_found', 'There is no such recording.');
      const call = await readCall(db, scopeOf(viewer), callId);
      // The voice of someone who was erased is in all of it.
      if (!call || isErased(call)) throw none;
      const name = { organizationId: viewer.organizationId, callId, kind };
      const wanted = c.req.header('range') ?? null;
      const cached = await media.find(name);
      if (cached) {
        await media.touch(name);
        const range = readRange(wanted, cached.bytes);
        const headers = {
          'Accept-Ranges': 'bytes',
          'Content-Type': cached.contentType,
          'Cache-Control': 'private, max-age=3600',
        };
        if (range === 'impossible')
          return asTyped(
            new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${cached.bytes}` } }),
          );
        const length = range ? range.end - range.start + 1 : cached.bytes;
        return asTyped(
          new Response(toBody(cached.open(range ?? undefined)), {
            status: range ? 206 : 200,
            headers: {
              ...headers,
              'Content-Length': String(length),
              ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${cached.bytes}` }),
            },
          }),
        );
      }
      const upstream = await mediaFetcher.ask(name, wanted, c.req.raw.signal);
      if (!upstream) throw none;
      mediaFetcher
        .fetch(name, new AbortController().signal)
        .catch((error) => log.warn({ err: error, callId }, 'media: cached later'));
      const passed = ['content-type', 'content-length', 'content-range'].flatMap((header): [string, string][] => {
        const value = upstream.headers.get(header);
        return value === null ? [] : [[header, value]];
      });
      return asTyped(
        new Response(upstream.body, {
          status: upstream.status,
          headers: { ...Object.fromEntries(passed), 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' },
        }),
      );
    });
}

/** `bytes=0-99`, `bytes=100-`, `bytes=-100`; null for the whole, also where the header is of another kind, as HTTP wants it. */
export function readRange(header: string | null, bytes: number): { start: number; end: number } | 'impossible' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const last = bytes - 1;
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), bytes);
    return length === 0 ? 'impossible' : { start: bytes - length, end: last };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? last : Math.min(Number(match[2]), last);
  return start > last || start > end ? 'impossible' : { start, end };
}

const toBody = (stream: Readable): ReadableStream => Readable.toWeb(stream) as ReadableStream;

/** Bytes have no shape that the router's types could hold. */
const asTyped = (response: Response) => response as never;
