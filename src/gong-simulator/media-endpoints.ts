import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import type { SimulatedCall } from './simulated-data.ts';
import { fail, type Simulation, type SimulatorEnv } from './simulation.ts';
import { videoOf } from './video-file.ts';

/** Links are good for 8 hours, signed afresh for each request (docs/gong-api.md §3.3). */
const LINK_SECONDS = 8 * 3600;
const key = randomBytes(32);

const sign = (path: string, expires: number): string =>
  createHmac('sha256', key).update(`${path} ${expires}`).digest('base64url');

/** Pre-signed links to a call's recording; audio calls have no video. */
export function signedMedia(
  { url, now }: Pick<Simulation, 'url' | 'now'>,
  call: SimulatedCall,
): Record<string, string> {
  const expires = Math.floor(now().getTime() / 1000) + LINK_SECONDS;
  const link = (file: string) => {
    const path = `/media/${call.metaData.id}/${file}`;
    return `${url()}${path}?expires=${expires}&nonce=${randomBytes(6).toString('hex')}&signature=${sign(path, expires)}`;
  };
  return { audioUrl: link('audio.wav'), ...(call.metaData.media !== 'Audio' && { videoUrl: link('video.webm') }) };
}

/** The recordings: no credentials, no request limit, `Range` understood, 403 for an expired link. */
export function addMediaEndpoints(app: Hono<SimulatorEnv>, { data, now }: Simulation): void {
  app.get('/media/:id/:file', (c) => {
    const { expires = '', signature = '' } = c.req.query();
    const wanted = sign(c.req.path, Number(expires));
    const isOurs = wanted.length === signature.length && timingSafeEqual(Buffer.from(wanted), Buffer.from(signature));
    if (!isOurs || Number(expires) * 1000 < now().getTime()) return fail(c, 403, 'Request has expired');
    const call = data.calls.find((row) => row.metaData.id === c.req.param('id'));
    if (!call) return fail(c, 404, 'Not Found');
    const isVideo = c.req.param('file') === 'video.webm';
    if (isVideo && call.metaData.media === 'Audio') return fail(c, 404, 'Not Found');
    const bytes = isVideo ? videoOf(secondsOf(call)) : toneFor(call);
    const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header('range') ?? '');
    c.header('Accept-Ranges', 'bytes');
    c.header('Content-Type', isVideo ? 'video/webm' : 'audio/wav');
    if (!range) return c.body(bytes);
    const from = Number(range[1]);
    const to = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1);
    if (from > to) {
      c.header('Content-Range', `bytes */${bytes.length}`);
      return c.body(null, 416);
    }
    c.header('Content-Range', `bytes ${from}-${to}/${bytes.length}`);
    return c.body(bytes.slice(from, to + 1), 206);
  });
}

/**
 * A recording lasts at most twenty minutes, even for a longer call: every request makes the file anew, and an hour's
 * file would be slow.
 */
const secondsOf = (call: SimulatedCall): number => Math.min(1200, Math.max(1, Number(call.metaData.duration ?? 1)));

/** A quiet tone as a WAV file (RIFF; 8 kHz, 8 bit): playable, small, another pitch for each call. */
function toneFor(call: SimulatedCall): Uint8Array<ArrayBuffer> {
  const rate = 8000;
  const samples = rate * secondsOf(call);
  const pitch = 200 + (Number(call.metaData.id.slice(-2)) || 0) * 4;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples, 40);
  const bytes = new Uint8Array(44 + samples);
  bytes.set(header);
  for (let at = 0; at < samples; at += 1)
    bytes[44 + at] = 128 + Math.round(40 * Math.sin((2 * Math.PI * pitch * at) / rate));
  return bytes;
}
