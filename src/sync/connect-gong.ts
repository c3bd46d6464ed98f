import { createHash } from 'node:crypto';
import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { toBasicAuthorization } from '../gong/gong-client.ts';
import { GONG_SCOPES, missingScopes } from '../gong/gong-oauth.ts';
import { eraseSynced } from '../store/erase-synced.ts';
import {
  type AccessKey,
  deleteGongConnection,
  type GongConnection,
  readGongConnection,
  saveAuthorization,
  saveGongConnection,
  takeAuthorization,
} from '../store/gong-connections-store.ts';
import { updateOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { GongDeps, GongOpener } from './gong-opener.ts';

type Deps = GongDeps & { opener: GongOpener };

const DEFAULT_LIMITS = { perSecond: 3, perDay: 10_000 };
/** A code of Gong's lives ten minutes; so does what we keep of a connection that was begun. */
const BEGUN_MINUTES = 10;

export type KeyConnect = {
  organizationId: OrganizationId;
  baseUrl: string;
  connectedBy: string | null;
  /** What Gong allows this company, where it raised its limits; what is not given stays as it was. */
  limits?: Partial<GongConnection['limits']>;
} & Omit<AccessKey, 'kind'>;

/**
 * Tries an access key on its host and keeps both, the key sealed.
 * @throws AppError as the client tells a refused key, a wrong host and a missing scope apart; nothing is kept then.
 */
export async function connectWithKey(deps: Deps, wish: KeyConnect, signal: AbortSignal): Promise<GongConnection> {
  const { accessKey, accessKeySecret, organizationId, connectedBy } = wish;
  const before = await readGongConnection(deps.db, organizationId);
  const limits = { ...DEFAULT_LIMITS, ...before?.limits, ...wish.limits };
  const baseUrl = toBaseUrl(wish.baseUrl);
  const { gong } = deps.opener.clientWith({ organizationId, baseUrl, limits }, 'fresh', async () =>
    toBasicAuthorization(accessKey, accessKeySecret),
  );
  await gong.fetchWorkspaces(signal);
  await saveGongConnection(
    deps.db,
    deps.secrets,
    { organizationId, baseUrl, scopes: null, connectedBy, connectedAt: deps.now(), limits },
    { kind: 'access_key', accessKey, accessKeySecret },
  );
  return savedConnection(deps, organizationId);
}

function toBaseUrl(text: string): string {
  const url = /^https?:\/\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url))
    throw new AppError(
      'invalid_input',
      `"${text}" is not a host or URL. Gong shows it beside the access key, like https://us-12345.api.gong.io.`,
    );
  return new URL(url).origin;
}

/** Begins a browser connection: answers the page of Gong to send the admin to. @throws AppError `not_configured`. */
export async function beginConnect(deps: Deps, viewer: Viewer, redirectUri: string): Promise<string> {
  const oauth = oauthOf(deps);
  const [state, codeVerifier] = [oauth.makeState(), oauth.makeVerifier()];
  await saveAuthorization(deps.db, deps.secrets, {
    stateHash: hashOf(state),
    organizationId: viewer.organizationId,
    memberId: viewer.memberId,
    codeVerifier,
    redirectUri,
    createdAt: deps.now(),
  });
  return oauth.authorizeUrl({ state, codeVerifier, redirectUri });
}

/**
 * Ends a browser connection with what Gong sent back: only for the member who began it, within minutes, once. The tokens are tried on the
 * company's own host before anything is kept. Data sync stays as it was: off, for an organization that is new.
 * @throws AppError `invalid_input` for a connection that was not begun here, `gong_missing_scope`, and those of the client.
 */
export async function finishConnect(deps: Deps, viewer: Viewer, callback: URLSearchParams): Promise<GongConnection> {
  const oauth = oauthOf(deps);
  const state = callback.get('state') ?? '';
  const notBefore = new Date(deps.now().getTime() - BEGUN_MINUTES * 60_000);
  const begun = await takeAuthorization(deps.db, deps.secrets, hashOf(state), notBefore);
  if (begun?.organizationId !== viewer.organizationId || begun.memberId !== viewer.memberId) {
    throw new AppError(
      'invalid_input',
      'This connection was not begun by you here, or it took longer than ten minutes. Begin again with Connect.',
    );
  }
  const tokens = await oauth.exchangeCode(callback, { ...begun, state });
  if (!tokens.baseUrl)
    throw new AppError(
      'gong_unreadable',
      'Gong connected, but did not say which host serves this company. Begin again.',
    );
  const missing = missingScopes(tokens.scopes).filter((scope) => isNeeded(scope));
  if (missing.length > 0) {
    throw new AppError(
      'gong_missing_scope',
      `Gong did not grant ${missing.map((scope) => `"${scope}" (${purposeOf(scope)})`).join(', ')}. Add ${missing.length === 1 ? 'this scope' : 'these scopes'} to the app in Gong and connect again.`,
    );
  }
  const { organizationId } = viewer;
  const before = await readGongConnection(deps.db, organizationId);
  const limits = before?.limits ?? DEFAULT_LIMITS;
  const { gong } = deps.opener.clientWith(
    { organizationId, baseUrl: tokens.baseUrl, limits },
    'fresh',
    async () => `Bearer ${tokens.accessToken}`,
  );
  await gong.fetchWorkspaces(AbortSignal.timeout(60_000));
  await saveGongConnection(
    deps.db,
    deps.secrets,
    {
      organizationId,
      baseUrl: tokens.baseUrl,
      scopes: tokens.scopes,
      connectedBy: viewer.email,
      connectedAt: deps.now(),
      limits,
    },
    {
      kind: 'oauth',
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      expiresAt: tokens.expiresAt.toISOString(),
    },
  );
  return savedConnection(deps, organizationId);
}

/**
 * Forgets the connection and its credentials, and turns data sync off. With `erases`, everything that was synced goes too: calls,
 * transcripts, people, accounts that calls proposed, and the answers that quote them. Answers how many calls went.
 * @throws AppError `not_connected`.
 */
export async function disconnectGong(
  deps: Pick<Deps, 'db' | 'now'>,
  organizationId: OrganizationId,
  { erases }: { erases: boolean },
): Promise<number> {
  await updateOrganization(deps.db, organizationId, { dataSyncEnabled: false });
  if (!(await deleteGongConnection(deps.db, organizationId)))
    throw new AppError('not_connected', 'This organization is not connected to Gong.');
  return erases ? eraseSynced(deps.db, organizationId, deps.now()) : 0;
}

function oauthOf({ oauth }: Deps) {
  if (oauth) return oauth;
  throw new AppError(
    'not_configured',
    'Connecting in the browser needs an OAuth app of Gong: set GONG_CLIENT_ID and GONG_CLIENT_SECRET and restart, or connect with an access key.',
  );
}

async function savedConnection(deps: Deps, organizationId: OrganizationId): Promise<GongConnection> {
  const saved = await readGongConnection(deps.db, organizationId);
  if (!saved) throw new AppError('not_connected', 'Gong was disconnected in the same moment.');
  return saved;
}

/** What a connection may do, and what it may not and what for. */
export const grantOf = (
  connection: GongConnection | null,
): { scopes: string[] | null; missingScopes: { scope: string; purpose: string }[] } => ({
  scopes: connection?.scopes ?? null,
  missingScopes: missingScopes(connection?.scopes ?? null).map((scope) => ({ scope, purpose: purposeOf(scope) })),
});

const isNeeded = (scope: string): boolean =>
  scope in GONG_SCOPES && GONG_SCOPES[scope as keyof typeof GONG_SCOPES].isNeeded;
const purposeOf = (scope: string): string => GONG_SCOPES[scope as keyof typeof GONG_SCOPES]?.purpose ?? '';
const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url');
