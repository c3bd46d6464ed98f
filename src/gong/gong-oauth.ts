import * as oauth from 'oauth4webapi';
import { AppError, nameFailure } from '../errors.ts';

/** The server operator's OAuth app at Gong. `url` is the address of Gong's own pages. */
export type GongApp = { clientId: string; clientSecret: string; url: string };

/** Scopes to ask for, with purposes. Without a needed scope nothing can be synced (docs/gong-api.md §1). */
export const GONG_SCOPES = {
  'api:calls:read:extensive': { isNeeded: true, purpose: 'calls with their participants and CRM links' },
  'api:calls:read:transcript': { isNeeded: true, purpose: 'transcripts' },
  'api:users:read': { isNeeded: true, purpose: 'who is a colleague' },
  'api:workspaces:read': { isNeeded: true, purpose: 'the workspaces that calls belong to' },
  'api:calls:read:basic': { isNeeded: false, purpose: 'whether one call still exists' },
  'api:calls:read:media-url': { isNeeded: false, purpose: 'recordings to listen to' },
  'api:permission-profile:read': { isNeeded: false, purpose: 'who may read which calls, as in Gong' },
  'api:call-user-access:read': { isNeeded: false, purpose: 'calls shared with single users of Gong' },
  'api:library:read': { isNeeded: false, purpose: 'calls in folders of the library' },
} as const;

export const missingScopes = (granted: readonly string[] | null): string[] =>
  granted === null ? [] : Object.keys(GONG_SCOPES).filter((scope) => !granted.includes(scope));

export type GongTokens = {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
  /** Null if Gong did not say. */
  scopes: string[] | null;
  baseUrl: string | null;
};

const TIMEOUT_MS = 20_000;
/** Life of Gong's access tokens, unless the response says otherwise: a day. */
const DEFAULT_LIFE_SECONDS = 86_400;

/**
 * Gong's OAuth 2, as described by Gong's documentation and vendors' clients (docs/gong-api.md §1): unusual paths, the
 * client's id and secret as Basic credentials, and refresh tokens good for a single use.
 */
export function gongOAuth(app: GongApp, deps: { fetch: typeof globalThis.fetch; now: () => Date }) {
  const server: oauth.AuthorizationServer = {
    issuer: app.url,
    authorization_endpoint: `${app.url}/oauth2/authorize`,
    token_endpoint: `${app.url}/oauth2/generate-customer-token`,
  };
  const client: oauth.Client = { client_id: app.clientId };
  // Not encoded, as Gong documents. The standard would percent-encode id and secret first (RFC 6749 §2.3.1).
  const authentication: oauth.ClientAuth = (_, __, ___, headers) => {
    const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');
    headers.set('authorization', `Basic ${basic}`);
  };
  const options = () => ({
    [oauth.customFetch]: deps.fetch as typeof fetch,
    [oauth.allowInsecureRequests]: app.url.startsWith('http://'),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });

  return {
    makeVerifier: (): string => oauth.generateRandomCodeVerifier(),
    makeState: (): string => oauth.generateRandomState(),

    /** Gong's page for the admin's consent. Carries a PKCE challenge; a server without PKCE ignores the challenge. */
    async authorizeUrl(wish: { state: string; codeVerifier: string; redirectUri: string }): Promise<string> {
      const url = new URL(server.authorization_endpoint ?? '');
      url.search = new URLSearchParams({
        client_id: app.clientId,
        response_type: 'code',
        redirect_uri: wish.redirectUri,
        scope: Object.keys(GONG_SCOPES).join(' '),
        state: wish.state,
        code_challenge: await oauth.calculatePKCECodeChallenge(wish.codeVerifier),
        code_challenge_method: 'S256',
      }).toString();
      return url.href;
    },

    /** @throws AppError `gong_credentials_refused`, `gong_unavailable`, `gong_unreadable` without a refresh token. */
    async exchangeCode(
      callback: URLSearchParams,
      begun: { state: string; codeVerifier: string; redirectUri: string },
    ): Promise<GongTokens> {
      try {
        const params = oauth.validateAuthResponse(server, client, callback, begun.state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          params,
          begun.redirectUri,
          begun.codeVerifier,
          options(),
        );
        return toTokens(await oauth.processAuthorizationCodeResponse(server, client, response), deps.now());
      } catch (error) {
        throw translate(error, app.url);
      }
    },

    /**
     * Spends the refresh token.
     * @throws AppError `gong_reconnect_needed` for a dead token, `gong_credentials_refused` for another refusal,
     * `gong_unavailable` if the token's state is unknown, `gong_unreadable` without a new refresh token.
     */
    async refresh(refreshToken: string): Promise<GongTokens> {
      try {
        const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options());
        return toTokens(await oauth.processRefreshTokenResponse(server, client, response), deps.now());
      } catch (error) {
        const translated = translate(error, app.url);
        // Gong answers a used or revoked token with 400, in the standard's code or in free text.
        const isDead = error instanceof oauth.ResponseBodyError || refusalStatus(error) === 400;
        throw isDead ? reconnectNeeded(error) : translated;
      }
    },
  };
}

export type GongOAuth = ReturnType<typeof gongOAuth>;

export const reconnectNeeded = (cause?: unknown): AppError =>
  new AppError(
    'gong_reconnect_needed',
    'Gong no longer accepts this connection. An admin has to connect Gong again (Integrations → Gong → Connect).',
    { cause },
  );

function toTokens(answer: oauth.TokenEndpointResponse, now: Date): GongTokens {
  const baseUrl = answer.api_base_url_for_customer;
  if (typeof answer.refresh_token !== 'string')
    throw new AppError('gong_unreadable', 'Gong connected, but gave no refresh token. Connect again.');
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: new Date(now.getTime() + (answer.expires_in ?? DEFAULT_LIFE_SECONDS) * 1000),
    scopes: answer.scope === undefined ? null : answer.scope.split(/\s+/).filter(Boolean),
    baseUrl: typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl).origin : null,
  };
}

const refusalStatus = (error: unknown): number | undefined =>
  error instanceof oauth.OperationProcessingError && error.cause instanceof Response ? error.cause.status : undefined;

function translate(error: unknown, url: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof oauth.AuthorizationResponseError) {
    return new AppError(
      'gong_credentials_refused',
      error.error === 'access_denied'
        ? 'Gong was not connected: the request was declined there. Only a technical administrator of Gong can allow it.'
        : `Gong did not connect: ${error.error_description ?? error.error}.`,
      { cause: error },
    );
  }
  if (error instanceof oauth.ResponseBodyError) {
    return new AppError(
      'gong_credentials_refused',
      error.error === 'invalid_client'
        ? 'Gong does not know this app. Check GONG_CLIENT_ID and GONG_CLIENT_SECRET.'
        : `Gong did not connect: ${error.error_description ?? error.error}. Begin again with Connect.`,
      { cause: error },
    );
  }
  const status = refusalStatus(error);
  if (status !== undefined && status < 500)
    return new AppError(
      'gong_credentials_refused',
      `Gong refused the connection (${status}). Begin again with Connect.`,
      {
        cause: error,
      },
    );
  return new AppError(
    'gong_unavailable',
    `${new URL(url).host} did not answer as expected (${status ?? nameFailure(error)}). Try again in a few minutes.`,
    { cause: error },
  );
}
