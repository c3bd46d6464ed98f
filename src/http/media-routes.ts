import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { toCallId } from '../call.ts';
import { type CachedMedia, mediaKindSchema } from '../media/media-store.ts';
import { openRecording } from '../sync/open-recording.ts';
import { recordingsSchema, showRecordings } from '../sync/show-recordings.ts';
import type { HttpServices } from './http-services.ts';
import { json, router, viewerOf } from './router.ts';

/** A recording comes from elsewhere: opened by itself, in a tab, nothing in there may run under our address. */
export const RECORDING_PATH = '/api/v1/calls/:callId/media/:kind';
export const sandboxed: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Content-Security-Policy', "sandbox; default-src 'none'");
};

const mediaRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/media/{kind}',
  summary: "Listen to a call's recording",
  description:
    'Understands `Range`, `If-Range` and `If-None-Match`: a copy may be kept, and is played only after asking here. What is not cached yet comes from Gong while it is being cached.',
  request: { params: z.object({ callId: z.string(), kind: mediaKindSchema }) },
  responses: {
    200: {
      description: 'The recording.',
      content: { 'audio/*': { schema: z.string() }, 'video/*': { schema: z.string() } },
    },
    206: { description: 'The bytes asked for.' },
    304: { description: 'The copy with this `If-None-Match` may still be played.' },
    416: { description: 'There are no such bytes.' },
  },
});

const recordingsRoute = createRoute({
  method: 'get',
  path: '/calls/{callId}/media',
  summary: 'Say which recordings there are of a call',
  request: { params: z.object({ callId: z.string() }) },
  responses: {
    200: json(recordingsSchema, 'What there is to listen to.'),
  },
});

export function mediaRoutes(services: HttpServices) {
  return router()
    .openapi(recordingsRoute, async (c) => {
      const callId = toCallId(c.req.valid('param').callId);
      const recordings = await showRecordings(services, viewerOf(c), callId, c.req.raw.signal);
      return c.json(z.encode(recordingsSchema, recordings), 200);
    })
    .openapi(mediaRoute, async (c) => {
      const { kind, callId } = c.req.valid('param');
      const range = c.req.header('range') ?? null;
      const wish = { callId: toCallId(callId), kind, range };
      const opened = await openRecording(services, viewerOf(c), wish, c.req.raw.signal);
      return asTyped(opened.from === 'cache' ? toResponse(opened.cached, c.req.raw.headers) : passedOn(opened));
    });
}

/**
 * The requested bytes of a cached recording. A browser keeps them and asks before each playing, so that what somebody
 * may read no more is not played from its copy, and whoever signs in after them is asked about too.
 */
function toResponse(cached: CachedMedia, asked: Headers): Response {
  const tag = `"${cached.version}"`;
  const headers = {
    'Accept-Ranges': 'bytes',
    'Content-Type': cached.contentType,
    'Cache-Control': 'private, no-cache',
    Vary: 'Authorization, Cookie',
    ETag: tag,
  };
  if (holdsTag(asked.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
  // Bytes of another version would not fit to those that the browser has.
  const isSame = (asked.get('if-range') ?? tag) === tag;
  const range = isSame ? readRange(asked.get('range'), cached.bytes) : null;
  if (range === 'impossible')
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${cached.bytes}` } });
  const length = range ? range.end - range.start + 1 : cached.bytes;
  return new Response(toBody(cached.open(range ?? undefined)), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(length),
      ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${cached.bytes}` }),
    },
  });
}

const holdsTag = (header: string | null, tag: string): boolean =>
  (header ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));

/** Gong's answer, with only the headers that a player needs. */
function passedOn({ response: upstream, contentType }: { response: Response; contentType: string }): Response {
  const passed = ['content-length', 'content-range'].flatMap((header): [string, string][] => {
    const value = upstream.headers.get(header);
    return value === null ? [] : [[header, value]];
  });
  return new Response(upstream.body, {
    status: upstream.status,
    headers: {
      ...Object.fromEntries(passed),
      'Content-Type': contentType,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store',
    },
  });
}

/**
 * Reads `bytes=0-99`, `bytes=100-` or `bytes=-100`. Null means the whole file, also for a malformed header: HTTP tells
 * servers to ignore such a header.
 */
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

/** The router's types cannot describe raw bytes. */
const asTyped = (response: Response) => response as never;
