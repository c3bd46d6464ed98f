import type { CallId, OrganizationId } from '../call.ts';
import { AppError, isAppError, nameFailure } from '../errors.ts';
import type { GuardedFetch, TrustedOrigin } from '../guarded-fetch.ts';
import type { Log } from '../log.ts';
import { MEDIA_KINDS, type MediaKind, type MediaName, type MediaStore } from '../media/media-store.ts';
import type { GongOpener } from './gong-opener.ts';

/** Attempts per recording: links die midway, and a fresh link resumes. */
const MOST_LINKS = 5;
/**
 * Links live for hours and are cached briefly. "No recording" is cached for less time, since a recording may still
 * come.
 */
const LINK_KEPT_MS = 30 * 60_000;
const NONE_KEPT_MS = 10 * 60_000;
const DEFAULT_TYPE = { audio: 'audio/mpeg', video: 'video/mp4' } as const;

type Deps = {
  opener: GongOpener;
  media: MediaStore;
  mostBytes: number;
  /** Whether a call's recording may be on disk at this moment: the call is here, and nobody on it was erased. */
  mayKeep: (name: MediaName) => Promise<boolean>;
  fetch: GuardedFetch;
  now: () => Date;
  log: Log;
};

/** A link to a recording, null for none, and the origin of the Gong that told it. */
type Link = { link: string | null; trusts: TrustedOrigin };

/** Gong's recording right now, from a given byte on: a response to read, or null without a recording. */
export type Upstream = Response | null;

/**
 * Fetches recordings from Gong into the media store; within this process each recording is fetched once at a time. Gong
 * signs links per request, for some hours; a dead link is replaced unseen. Fetching resumes at the last byte and checks
 * the length. Only a whole recording is shown.
 */
export function makeMediaFetcher({ opener, media, mostBytes, mayKeep, fetch, now, log }: Deps) {
  const running = new Map<string, Promise<boolean>>();
  const links = new Map<string, Link & { until: number }>();
  const keyOf = ({ organizationId, callId, kind }: MediaName) => `${organizationId} ${callId} ${kind}`;

  function knownLink(name: MediaName): Link | undefined {
    for (const [key, { until }] of links) if (until <= now().getTime()) links.delete(key);
    return links.get(keyOf(name));
  }

  /** A cached or fresh link. */
  async function linkTo(name: MediaName, isFresh: boolean, signal: AbortSignal): Promise<Link | null> {
    const known = knownLink(name);
    if (known && !isFresh) return known;
    await askLinks(name.organizationId, [name.callId], signal);
    return links.get(keyOf(name)) ?? null;
  }

  /** Fresh links of both kinds, in as few requests as possible. */
  async function askLinks(
    organizationId: OrganizationId,
    callIds: readonly CallId[],
    signal: AbortSignal,
  ): Promise<void> {
    const { gong, connection, isByOperator } = await opener.open(organizationId, 'fresh');
    const trusts = { origin: new URL(connection.baseUrl).origin, isByOperator };
    const given = await gong.mediaLinks(callIds, signal);
    for (const callId of callIds)
      for (const kind of MEDIA_KINDS) {
        const link = given.get(callId)?.[kind] ?? null;
        const keptMs = link === null ? NONE_KEPT_MS : LINK_KEPT_MS;
        links.set(keyOf({ organizationId, callId, kind }), { link, trusts, until: now().getTime() + keptMs });
      }
  }

  /** Asks Gong for bytes of a recording. @throws AppError `gong_unavailable`, `gong_unreadable`, `host_refused`. */
  async function ask(name: MediaName, range: string | null, signal: AbortSignal): Promise<Upstream> {
    for (let tries = 0; ; tries += 1) {
      const found = await linkTo(name, tries > 0, signal);
      if (!found?.link) return null;
      const { link, trusts } = found;
      const response = await fetch(link, { signal, trusts, headers: range ? { range } : {} });
      if (response.status === 416) return withoutBody(response);
      if (response.ok) {
        await checkRecording(response, name.kind);
        return response;
      }
      await response.body?.cancel();
      // An expired link answers 403. Any other failure gets a fresh link too.
      if (tries + 1 === MOST_LINKS)
        throw new AppError(
          'gong_unavailable',
          `Gong's recording cannot be fetched (status ${response.status}). It is tried again later.`,
        );
    }
  }

  /** Whether the recording may not be kept; then nothing of it stays. */
  async function isErased(name: MediaName): Promise<boolean> {
    if (await mayKeep(name)) return false;
    await media.remove(name.organizationId, [name.callId]);
    return true;
  }

  async function fetchWhole(name: MediaName, signal: AbortSignal): Promise<boolean> {
    for (let tries = 0; tries < MOST_LINKS; tries += 1) {
      if (await isErased(name)) return false;
      if (await media.find(name)) return true;
      const offset = await media.fetched(name);
      const response = await ask(name, offset > 0 ? `bytes=${offset}-` : null, signal);
      if (!response) return false;
      if (response.status === 416 || !response.body) {
        // The bytes here do not begin Gong's present recording.
        await media.discard(name);
        continue;
      }
      const total = totalOf(response);
      if (total === null) throw new AppError('gong_unreadable', 'Gong does not tell how long a recording is.');
      if (total > mostBytes) {
        await response.body.cancel();
        return false;
      }
      await media.evict(mostBytes - total, name);
      const piece = {
        offset: response.status === 206 ? offset : 0,
        total,
        contentType: recordingType(response, name.kind),
        // Node's streams of the web can be iterated; the types that browsers share do not say so.
        body: response.body as unknown as AsyncIterable<Uint8Array>,
      };
      const isWhole = await media.write(name, piece).catch((error) => {
        log.debug({ callId: name.callId, reason: nameFailure(error) }, 'media: the link broke off, going on');
        return false;
      });
      // Whoever erased meanwhile may have looked before these bytes came.
      if (await isErased(name)) return false;
      if (isWhole) return true;
      if (signal.aborted) throw signal.reason;
    }
    throw new AppError('gong_unavailable', 'The recording broke off too often. It is tried again later.');
  }

  return {
    ask,

    /**
     * The kinds of recording that a call has, here or at Gong. Without any, `askedAgainAt` is the time of the next
     * request. @throws AppError of Gong's.
     */
    async find(
      call: Omit<MediaName, 'kind'>,
      signal: AbortSignal,
    ): Promise<{ kinds: MediaKind[]; askedAgainAt: Date | null }> {
      const kinds: MediaKind[] = [];
      for (const kind of MEDIA_KINDS) {
        const name = { ...call, kind };
        if ((await media.find(name)) || (await linkTo(name, false, signal))?.link) kinds.push(kind);
      }
      const until = links.get(keyOf({ ...call, kind: 'audio' }))?.until;
      return { kinds, askedAgainAt: kinds.length === 0 && until !== undefined ? new Date(until) : null };
    },

    /**
     * Whether the whole recording is here afterwards; false if Gong has none, or one too large to keep, or one that may
     * not be kept.
     * @throws AppError of Gong's.
     */
    fetch(name: MediaName, signal: AbortSignal): Promise<boolean> {
      const key = keyOf(name);
      const mine = running.get(key) ?? fetchWhole(name, signal).finally(() => running.delete(key));
      running.set(key, mine);
      return mine;
    },

    /** Fetches recordings of calls in turn, audio by default. Failures are logged and left for later. */
    async prefetch(
      organizationId: OrganizationId,
      callIds: readonly CallId[],
      signal: AbortSignal,
      kind: MediaKind = 'audio',
    ): Promise<void> {
      const wanted: CallId[] = [];
      for (const callId of callIds) {
        const name = { organizationId, callId, kind };
        if (knownLink(name)?.link !== null && !(await media.find(name))) wanted.push(callId);
      }
      try {
        const unknown = wanted.filter((callId) => !knownLink({ organizationId, callId, kind }));
        if (unknown.length > 0) await askLinks(organizationId, unknown, signal);
        for (const callId of wanted) {
          if (signal.aborted) return;
          await this.fetch({ organizationId, callId, kind }, signal).catch((error) => {
            if (!isAppError(error, 'host_refused', 'gong_unreadable')) throw error;
            log.warn({ callId, reason: error.message }, 'media: left out');
          });
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!isAppError(error)) throw error;
        log.warn({ reason: error.message }, 'media: fetched later');
      }
    },
  };
}

export type MediaFetcher = ReturnType<typeof makeMediaFetcher>;

/** "No such bytes", without the page that a host says it with. */
async function withoutBody({ status, headers, body }: Response): Promise<Response> {
  await body?.cancel();
  const range = headers.get('content-range');
  return new Response(null, { status, headers: range === null ? {} : { 'content-range': range } });
}

/** Refuses what no player would play: a page or a script from the recording's host would run under our address. */
async function checkRecording(response: Response, kind: MediaKind): Promise<void> {
  if (isRecordingType(recordingType(response, kind))) return;
  await response.body?.cancel();
  throw new AppError('gong_unreadable', "What stands for this call's recording is neither audio nor video.");
}

export const isRecordingType = (type: string): boolean => /^(audio|video)\/[\w.+-]+( *;.*)?$/.test(type);

/** The type of a recording. A store of files that knows no types calls every file a stream of bytes. */
export function recordingType(response: Response, kind: MediaKind): string {
  const type = response.headers.get('content-type')?.toLowerCase() ?? '';
  return /^$|^(application|binary)\/octet-stream/.test(type) ? DEFAULT_TYPE[kind] : type;
}

/** The recording's whole length, from a whole or partial response. */
function totalOf(response: Response): number | null {
  const whole =
    /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? response.headers.get('content-length');
  return whole === null || whole === undefined ? null : Number(whole);
}
