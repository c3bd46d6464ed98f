import type { Config } from '../config.ts';
import { gongOAuth } from '../gong/gong-oauth.ts';
import { guardedFetch, hostCheck, typedEndpointFetch } from '../guarded-fetch.ts';
import type { Log } from '../log.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Metrics } from '../metrics.ts';
import type { Sleep } from '../sleep.ts';
import { mayKeepRecording } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import type { Secrets } from '../store/secrets.ts';
import { makeMediaFetcher } from './fetch-media.ts';
import { makeGongOpener } from './gong-opener.ts';
import { makeRightsReader } from './read-rights.ts';

type Deps = {
  db: Db;
  secrets: Secrets;
  media: MediaStore;
  metrics: Metrics;
  sleep: Sleep;
  now: () => Date;
  log: Log;
  isLocal: boolean;
};

/**
 * All that speaks to Gong for an organization, and the recordings from its links. Hosts that an admin typed, or that
 * Gong links to, are reached through the guard; `isLocal` lets them be this machine's.
 */
export function openGong(config: Config, { db, secrets, media, metrics, sleep, now, log, isLocal }: Deps) {
  const { fetch } = globalThis;
  const hosts = { hosts: config.gongHosts, isLocal };
  const oauth = config.gongApp ? gongOAuth(config.gongApp, { fetch, now }) : null;
  const typedFetch = typedEndpointFetch(hosts);
  const { random } = Math;
  const opener = makeGongOpener({ db, secrets, fetch, typedFetch, sleep, random, now, log, oauth, metrics });
  const mediaFetcher = makeMediaFetcher({
    opener,
    media,
    mostBytes: config.mediaMaxBytes,
    mayKeep: ({ organizationId, callId }) => mayKeepRecording(db, organizationId, callId),
    fetch: guardedFetch(hosts),
    now,
    log,
  });
  return {
    oauth,
    opener,
    mediaFetcher,
    rights: makeRightsReader({ db, opener, now, log }),
    checkHost: hostCheck(hosts),
  };
}
