import type { OrganizationId } from '../call.ts';
import { AppError, isAppError } from '../errors.ts';
import { type GongClient, gongClient, toBasicAuthorization } from '../gong/gong-client.ts';
import type { GongAccess, GongHttpDeps } from '../gong/gong-http.ts';
import { type GongOAuth, reconnectNeeded } from '../gong/gong-oauth.ts';
import { makePacer, type Pacer } from '../gong/gong-pacer.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Quota, QuotaClass } from '../quota.ts';
import type { Sleep } from '../sleep.ts';
import type { Db } from '../store/db.ts';
import { type GongConnection, readGongConnection, updateGongConnection } from '../store/gong-connections-store.ts';
import {
  type Credentials,
  endRefreshLease,
  isHostByOperator,
  leaseRefresh,
  readCredentials,
  saveRefreshedTokens,
} from '../store/gong-credentials-store.ts';
import { openGongQuota } from '../store/gong-quota-store.ts';
import type { Secrets } from '../store/secrets.ts';

export type GongDeps = {
  db: Db;
  secrets: Secrets;
  /** For hosts that the operator vouches for. */
  fetch: typeof globalThis.fetch;
  /** For hosts that an admin typed: into no private network, whatever their names lead to by then. */
  typedFetch: typeof globalThis.fetch;
  sleep: Sleep;
  random: () => number;
  now: () => Date;
  log: Log;
  /** Null without a configured OAuth app. */
  oauth: GongOAuth | null;
  metrics?: Pick<Metrics, 'gongAsked' | 'gongWaited'>;
};

/** `isByOperator`: the operator vouches for the host, so it may be of a private network. */
type GongHost = Pick<GongConnection, 'organizationId' | 'limits' | 'baseUrl'> & { isByOperator: boolean };
export type OpenedGong = {
  gong: GongClient;
  connection: GongConnection;
  isByOperator: boolean;
  takeRequestCount: () => number;
};
export type GongOpener = ReturnType<typeof makeGongOpener>;

/** A token with less time left is renewed. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** Longer than any token request: at the end of the lease its holder has an answer or is dead. */
const LEASE_SECONDS = 60;

/**
 * Opens clients for organizations' connections. An organization's clients share a pacer within the process, and a quota
 * across processes.
 */
export function makeGongOpener(deps: GongDeps) {
  const lines = new Map<OrganizationId, { key: string; quota: Quota; pace: Pacer }>();

  function lineOf({ organizationId, limits }: Pick<GongConnection, 'organizationId' | 'limits'>) {
    const key = `${limits.perSecond} ${limits.perDay}`;
    const known = lines.get(organizationId);
    if (known?.key === key) return known;
    const quota = openGongQuota(deps.db, organizationId, limits, deps.now);
    const line = { key, quota, pace: makePacer(quota, deps) };
    lines.set(organizationId, line);
    return line;
  }

  /** A client for credentials that need not be stored yet. */
  function clientWith(
    { organizationId, limits, baseUrl, isByOperator }: GongHost,
    quotaClass: QuotaClass,
    authorization: GongAccess['authorization'],
  ): { gong: GongClient; takeRequestCount: () => number } {
    const { quota, pace } = lineOf({ organizationId, limits });
    let requests = 0;
    const http: GongHttpDeps = {
      ...deps,
      fetch: isByOperator ? deps.fetch : deps.typedFetch,
      pace,
      holdUntil: (moment) => quota.holdUntil(moment),
      onRequest: () => {
        requests += 1;
      },
    };
    const takeRequestCount = () => {
      const sent = requests;
      requests = 0;
      return sent;
    };
    return { gong: gongClient(http, { baseUrl, authorization, quotaClass }), takeRequestCount };
  }

  return {
    clientWith,

    /** @throws AppError `not_connected`, `gong_reconnect_needed`. */
    async open(organizationId: OrganizationId, quotaClass: QuotaClass): Promise<OpenedGong> {
      const connection = await readGongConnection(deps.db, organizationId);
      if (!connection) {
        throw new AppError(
          'not_connected',
          'This organization is not connected to Gong. Connect it first: `colloquy gong connect`, or Integrations in the web application.',
        );
      }
      if (connection.state === 'reconnect_needed') throw reconnectNeeded();
      const authorization = (refused?: string) => authorizationOf(deps, organizationId, refused);
      const stored = await readCredentials(deps.db, deps.secrets, organizationId);
      const isByOperator = stored !== null && isHostByOperator(stored.credentials);
      return { connection, isByOperator, ...clientWith({ ...connection, isByOperator }, quotaClass, authorization) };
    },
  };
}

/**
 * The header for the next request. Tokens are renewed shortly before expiry, or after Gong refused the present token.
 */
async function authorizationOf(deps: GongDeps, organizationId: OrganizationId, refused?: string): Promise<string> {
  // While another process renews, wait for its token: the token comes within the lease, or the lease becomes free.
  for (let waitedMs = 0; waitedMs <= 2 * LEASE_SECONDS * 1000; waitedMs += 200) {
    const stored = await readCredentials(deps.db, deps.secrets, organizationId);
    if (!stored) throw new AppError('not_connected', 'Gong was disconnected.');
    const header = toAuthorization(stored.credentials);
    const { credentials, version } = stored;
    if (credentials.kind === 'access_key') return header;
    const isEnding = Date.parse(credentials.expiresAt) - deps.now().getTime() < RENEW_BEFORE_MS;
    if (!isEnding && header !== refused) return header;
    if (await leaseRefresh(deps.db, organizationId, version, LEASE_SECONDS))
      return toAuthorization(await renew(deps, organizationId, version, credentials.refreshToken));
    await deps.sleep(200, NEVER);
  }
  throw new AppError(
    'gong_unavailable',
    "Gong's access token could not be renewed in time. The sync goes on later by itself.",
  );
}

/** Spends the refresh token of the given version. The successor is stored before anyone uses the new access token. */
async function renew(deps: GongDeps, organizationId: OrganizationId, version: number, refreshToken: string) {
  if (!deps.oauth) {
    await endRefreshLease(deps.db, organizationId);
    throw new AppError(
      'invalid_settings',
      'This organization was connected in the browser, which needs GONG_CLIENT_ID and GONG_CLIENT_SECRET. Set them again.',
    );
  }
  try {
    const { accessToken, refreshToken: next, expiresAt, scopes, baseUrl } = await deps.oauth.refresh(refreshToken);
    const tokens = { kind: 'oauth' as const, accessToken, refreshToken: next, expiresAt: expiresAt.toISOString() };
    await saveRefreshedTokens(deps.db, deps.secrets, organizationId, version, { tokens, scopes, baseUrl });
    return tokens;
  } catch (error) {
    await endRefreshLease(deps.db, organizationId);
    if (isAppError(error, 'gong_reconnect_needed'))
      await updateGongConnection(deps.db, organizationId, { state: 'reconnect_needed' });
    throw error;
  }
}

export const toAuthorization = (credentials: Credentials): string =>
  credentials.kind === 'oauth'
    ? `Bearer ${credentials.accessToken}`
    : toBasicAuthorization(credentials.accessKey, credentials.accessKeySecret);

const NEVER = new AbortController().signal;
