import { createHash, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';

export type OAuthOptions = {
  clientId: string;
  clientSecret: string;
  /** The company's API address: `api_base_url_for_customer` of the token answer. */
  customerUrl: () => string;
  now: () => Date;
  /** Scopes to withhold even when a client asks for them. */
  withheldScopes: () => string[];
};

type Grant = { scopes: string[]; expiresAtMs: number };

const CODE_MS = 10 * 60_000;
const TOKEN_SECONDS = 86_400;

/**
 * Gong's OAuth 2 (docs/gong-api.md §1): a consent page for the administrator, codes for ten minutes, access tokens for
 * a day, refresh tokens for a single use. PKCE is checked where the client sends a challenge.
 */
export function oauthEndpoints(options: OAuthOptions) {
  const { now } = options;
  const codes = new Map<
    string,
    { redirectUri: string; scopes: string[]; challenge: string | null; madeAtMs: number }
  >();
  const accessTokens = new Map<string, Grant>();
  const refreshTokens = new Map<string, string[]>();
  const spent = new Set<string>();
  /** How often a client spent a refresh token, and how often a client tried a dead token. */
  const count = { refreshed: 0, refused: 0 };
  const app = new Hono();

  const redirectTo = (c: Context, redirectUri: string, params: Record<string, string | undefined>) => {
    const url = new URL(redirectUri);
    for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value);
    return c.redirect(url.href, 302);
  };

  app.get('/oauth2/authorize', (c) => {
    const query = c.req.query();
    if (
      query.client_id !== options.clientId ||
      query.response_type !== 'code' ||
      !URL.canParse(query.redirect_uri ?? '')
    )
      return c.text('This app is not known to Gong, or asks in a way that Gong does not know.', 400);
    const scopes = (query.scope ?? '').split(' ').filter(Boolean);
    return c.html(html`<!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Gong simulator: allow access?</title><link rel="icon" href="data:,"></head>
      <body style="font-family: sans-serif; max-width: 32rem; margin: 4rem auto">
        <h1>Allow access?</h1>
        <p>The app <b>${query.client_id}</b> asks a technical administrator for:</p>
        <ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
        <form method="post" action="/oauth2/decide">
          ${Object.entries(query).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
          <button name="decision" value="allow">Allow</button>
          <button name="decision" value="decline">Decline</button>
        </form>
      </body></html>`);
  });

  app.post('/oauth2/decide', async (c) => {
    const form = (await c.req.parseBody()) as Record<string, string>;
    const redirectUri = form.redirect_uri ?? '';
    if (form.decision !== 'allow') return redirectTo(c, redirectUri, { error: 'access_denied', state: form.state });
    const code = randomBytes(16).toString('hex');
    const asked = (form.scope ?? '').split(' ').filter(Boolean);
    const scopes = asked.filter((scope) => !options.withheldScopes().includes(scope));
    codes.set(code, { redirectUri, scopes, challenge: form.code_challenge ?? null, madeAtMs: now().getTime() });
    return redirectTo(c, redirectUri, { code, state: form.state });
  });

  function issue(scopes: string[]) {
    const [accessToken, refreshToken] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')];
    accessTokens.set(accessToken, { scopes, expiresAtMs: now().getTime() + TOKEN_SECONDS * 1000 });
    refreshTokens.set(refreshToken, scopes);
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: TOKEN_SECONDS,
      token_type: 'bearer',
      scope: scopes.join(' '),
      api_base_url_for_customer: options.customerUrl(),
    };
  }

  app.post('/oauth2/generate-customer-token', async (c) => {
    const basic = Buffer.from(`${options.clientId}:${options.clientSecret}`).toString('base64');
    if (c.req.header('authorization') !== `Basic ${basic}`) return c.json({ error: 'invalid_client' }, 401);
    // Gong documents query parameters; clients also succeed with a form and with JSON.
    const type = c.req.header('content-type') ?? '';
    const body = type.startsWith('application/json')
      ? ((await c.req.json().catch(() => ({}))) as Record<string, string>)
      : ((await c.req.parseBody()) as Record<string, string>);
    const params = { ...c.req.query(), ...body };
    const refuse = (description: string) => c.json({ error: 'invalid_grant', error_description: description }, 400);
    if (params.grant_type === 'authorization_code') {
      const code = codes.get(params.code ?? '');
      codes.delete(params.code ?? '');
      if (!code || now().getTime() - code.madeAtMs > CODE_MS) return refuse('The code is invalid or expired');
      if (params.redirect_uri !== code.redirectUri) return refuse('redirect_uri does not match');
      const challenge = createHash('sha256')
        .update(params.code_verifier ?? '')
        .digest('base64url');
      if (code.challenge && challenge !== code.challenge) return refuse('The code verifier does not match');
      return c.json(issue(code.scopes));
    }
    if (params.grant_type === 'refresh_token') {
      const token = params.refresh_token ?? '';
      const scopes = refreshTokens.get(token);
      if (!scopes || spent.has(token)) {
        count.refused += 1;
        return refuse('The refresh token code is invalid');
      }
      spent.add(token);
      count.refreshed += 1;
      return c.json(issue(scopes));
    }
    return c.json({ error: 'unsupported_grant_type' }, 400);
  });

  return {
    app,
    count,
    /** The scopes of a live access token, null for any other token. */
    scopesOf(authorization: string | undefined): string[] | null {
      const grant = accessTokens.get(/^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '');
      return grant && grant.expiresAtMs > now().getTime() ? grant.scopes : null;
    },
    /** Ends all access tokens early; with `refresh`, the refresh tokens too. */
    revoke({ refresh }: { refresh: boolean }): void {
      accessTokens.clear();
      if (refresh) refreshTokens.clear();
    },
  };
}
