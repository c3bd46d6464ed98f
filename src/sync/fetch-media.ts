import type { CallId, OrganizationId } from '../call.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { MEDIA_KINDS, type MediaKind, type MediaName, type MediaStore } from '../media/media-store.ts';
import type { GongOpener } from './gong-opener.ts';

/** Links that die on the way are asked for anew so often. */
const MOST_LINKS = 5;
/** Links live for hours; one is kept a while, and that there is no recording a shorter while: it may still come. */
const LINK_KEPT_MS = 30 * 60_000;
const NONE_KEPT_MS = 10 * 60_000;
const DEFAULT_TYPE = { audio: 'audio/mpeg', video: 'video/mp4' } as const;

type Deps = {
  opener: GongOpener;
  media: MediaStore;
  mostBytes: number;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  log: Log;
};

/** What Gong has of a recording right now, from a byte on: a response to read, or null where there is no such recording. */
export type Upstream = Response | null;

/**
 * Fetches recordings from Gong into the media store, each by one at a time in this process. Gong's links live for hours and are signed for each request: one that died is
 * replaced unseen. Fetching goes on at the byte where it ended, checks the length, and only a whole recording is shown.
 */
export function makeMediaFetcher({ opener, media, mostBytes, fetch, now, log }: Deps) {
  const running = new Map<string, Promise<boolean>>();
  const links = new Map<string, { link: string | null; until: number }>();
  const keyOf = ({ organizationId, callId, kind }: MediaName) => `${organizationId} ${callId} ${kind}`;

  function knownLink(name: MediaName): { link: string | null } | undefined {
    for (const [key, { until }] of links) if (until <= now().getTime()) links.delete(key);
    return links.get(keyOf(name));
  }

  /** A link that was given before, or a fresh one. Null where there is no such recording. */
  async function linkTo(name: MediaName, isFresh: boolean, signal: AbortSignal): Promise<string | null> {
    const known = knownLink(name);
    if (known && !isFresh) return known.link;
    await askLinks(name.organizationId, [name.callId], signal);
    return links.get(keyOf(name))?.link ?? null;
  }

  /** Fresh links of both kinds, by as few requests as can be. */
  async function askLinks(
    organizationId: OrganizationId,
    callIds: readonly CallId[],
    signal: AbortSignal,
  ): Promise<void> {
    const { gong } = await opener.open(organizationId, 'fresh');
    const given = await gong.mediaLinks(callIds, signal);
    for (const callId of callIds)
      for (const kind of MEDIA_KINDS) {
        const link = given.get(callId)?.[kind] ?? null;
        const keptMs = link === null ? NONE_KEPT_MS : LINK_KEPT_MS;
        links.set(keyOf({ organizationId, callId, kind }), { link, until: now().getTime() + keptMs });
      }
  }

  /** Asks Gong for bytes of a recording. @throws AppError `gong_unavailable`. */
  async function ask(name: MediaName, range: string | null, signal: AbortSignal): Promise<Upstream> {
    for (let tries = 0; ; tries += 1) {
      const link = await linkTo(name, tries > 0, signal);
      if (link === null) return null;
      const response = await fetch(link, { signal, headers: range ? { range } : {} });
      if (response.ok || response.status === 416) return response;
      await response.body?.cancel();
      // 403 is what a link answers that is too old; others are tried with a fresh one all the same.
      if (tries + 1 === MOST_LINKS)
        throw new AppError(
          'gong_unavailable',
          `Gong's recording cannot be fetched (status ${response.status}). It is tried again later.`,
        );
    }
  }

  async function fetchWhole(name: MediaName, signal: AbortSignal): Promise<boolean> {
    for (let tries = 0; tries < MOST_LINKS; tries += 1) {
      if (await media.find(name)) return true;
      const offset = await media.fetched(name);
      const response = await ask(name, offset > 0 ? `bytes=${offset}-` : null, signal);
      if (!response) return false;
      if (response.status === 416 || !response.body) {
        // What was fetched is no beginning of what there is now.
        await media.remove(name.organizationId, [name.callId]);
        continue;
      }
      const total = totalOf(response);
      if (total === null) throw new AppError('gong_unreadable', 'Gong does not tell how long a recording is.');
      const piece = {
        offset: response.status === 206 ? offset : 0,
        total,
        contentType: response.headers.get('content-type') ?? DEFAULT_TYPE[name.kind],
        body: response.body as unknown as AsyncIterable<Uint8Array>,
      };
      try {
        if (await media.write(name, piece)) {
          await media.evict(mostBytes);
          return true;
        }
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        log.debug({ callId: name.callId, reason: describeError(error) }, 'media: the link broke off, going on');
      }
    }
    throw new AppError('gong_unavailable', 'The recording broke off too often. It is tried again later.');
  }

  return {
    ask,

    /** Which recordings there are of a call, here or at Gong, and when Gong is asked again where there are none. @throws AppError of Gong's. */
    async find(
      call: Omit<MediaName, 'kind'>,
      signal: AbortSignal,
    ): Promise<{ kinds: MediaKind[]; askedAgainAt: Date | null }> {
      const kinds: MediaKind[] = [];
      for (const kind of MEDIA_KINDS) {
        const name = { ...call, kind };
        if ((await media.find(name)) || (await linkTo(name, false, signal)) !== null) kinds.push(kind);
      }
      const until = links.get(keyOf({ ...call, kind: 'audio' }))?.until;
      return { kinds, askedAgainAt: kinds.length === 0 && until !== undefined ? new Date(until) : null };
    },

    /** Whether the recording is here as a whole afterwards; false where Gong has none. @throws AppError of Gong's. */
    fetch(name: MediaName, signal: AbortSignal): Promise<boolean> {
      const key = keyOf(name);
      const mine = running.get(key) ?? fetchWhole(name, signal).finally(() => running.delete(key));
      running.set(key, mine);
      return mine;
    },

    /** Fetches the audio of calls one after another, as long as there is room. Failures are logged and left for later. */
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
          await this.fetch({ organizationId, callId, kind }, signal);
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

/** The recording's whole length, of a whole or partial answer. */
function totalOf(response: Response): number | null {
  const whole =
    /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? response.headers.get('content-length');
  return whole === null || whole === undefined ? null : Number(whole);
}
