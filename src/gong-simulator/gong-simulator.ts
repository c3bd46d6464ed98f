import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { addAccessEndpoints } from './access-endpoints.ts';
import { addCallsEndpoints } from './calls-endpoints.ts';
import { controlEndpoints } from './control-endpoints.ts';
import { type Faults, noFaults, takeFault } from './faults.ts';
import { toUser } from './gong-shapes.ts';
import { addMediaEndpoints } from './media-endpoints.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import { pageCursors } from './page-cursor.ts';
import { requestLimiter } from './request-limiter.ts';
import type { SimulatedData } from './simulated-data.ts';
import { answer, type Ctx, fail, type Simulation, type SimulatorEnv } from './simulation.ts';
import { webhookSender } from './webhook-sender.ts';

export type SimulatorOptions = {
  accessKey: string;
  accessKeySecret: string;
  /** The OAuth app that the company's administrator may allow. */
  clientId?: string;
  clientSecret?: string;
  /** The company's time zone: answers give times with its offset. */
  timeZone?: string;
  /** Faults from the start; `faults` of the running simulator changes them. */
  faults?: Partial<Faults>;
  perSecond?: number;
  perDay?: number;
  /** Rows a page, 100 as with Gong where none are given: tests turn pages with fewer rows. */
  pageSize?: number;
  now?: () => Date;
};

/** The requests under /v2 with their status, oldest first. */
export type SeenRequest = { atMs: number; method: string; path: string; status: number; body: unknown };

/**
 * A local Gong. docs/gong-api.md says which behaviour each part reproduces. `data` and `faults` may change at run time.
 * OAuth clients find the company's API on a host of its own: the API is on `localhost`, Gong's pages are on 127.0.0.1.
 */
export function makeGongSimulator(data: SimulatedData, options: SimulatorOptions, port: () => number = () => 80) {
  const now = options.now ?? (() => new Date());
  const faults: Faults = { ...noFaults(), ...options.faults };
  const pageSize = options.pageSize ?? 100;
  const cursors = pageCursors(randomBytes(32).toString('hex'), { pageSize, now });
  const limiter = requestLimiter({
    perSecond: options.perSecond ?? 3,
    perDay: options.perDay ?? 10_000,
    nowMs: () => now().getTime(),
  });
  const requests: SeenRequest[] = [];
  const credentials = Buffer.from(`${options.accessKey}:${options.accessKeySecret}`).toString('base64');
  const customerHost = () => `localhost:${port()}`;
  const oauth = oauthEndpoints({
    clientId: options.clientId ?? 'simulator-client',
    clientSecret: options.clientSecret ?? 'simulator-client-secret',
    customerUrl: () => `http://${customerHost()}`,
    now,
    withheldScopes: () => faults.missingScopes,
  });
  const timeZone = options.timeZone ?? 'America/Los_Angeles';
  const webhooks = webhookSender({ timeZone, now, fetch: globalThis.fetch });
  const app = new Hono<SimulatorEnv>();

  async function page<Row>(
    c: Ctx,
    query: unknown,
    cursor: string | undefined,
    member: string,
    rows: Row[],
    unlisted = 0,
  ): Promise<Response> {
    const at = cursor ? await cursors.read(cursor, query) : cursors.first();
    if (!at || (cursor && takeFault(faults, 'expiredCursors')))
      return fail(c, 400, 'Failed to verify cursor: the cursor has expired or is not valid');
    const start = at.pageNumber * pageSize;
    // A row may be a function, called only for the requested page.
    const slice = rows.slice(start, start + pageSize).map((row) => (typeof row === 'function' ? row() : row));
    const records: Record<string, unknown> = {
      totalRecords: rows.length + unlisted,
      currentPageSize: slice.length,
      currentPageNumber: at.pageNumber,
    };
    if (start + pageSize < rows.length) records.cursor = await cursors.next(at, query, rows.length);
    return answer(c, { records, [member]: slice });
  }
  const simulation: Simulation = { data, faults, now, timeZone, url: () => `http://127.0.0.1:${port()}`, page };

  app.use(async (c, next) => {
    const requestId = randomBytes(10).toString('hex');
    c.set('requestId', requestId);
    c.header('x-traceid', requestId);
    await next();
  });

  /** Null where the request may pass. */
  async function refusal(c: Ctx): Promise<Response | null> {
    if (faults.wrongHost) return faults.wrongHost === 403 ? c.text('Forbidden', 403) : fail(c, 401, 'Unauthorized');
    const authorization = c.req.header('authorization');
    const granted = oauth.scopesOf(authorization);
    if (granted && c.req.header('host') !== customerHost()) return fail(c, 401, 'Access token has been revoked');
    if (!granted && authorization !== `Basic ${credentials}`)
      return fail(c, 401, 'Access key or secret is incorrect, or was revoked');
    const storm = takeFault(faults, 'tooMany');
    const waitSeconds = storm ? storm.retryAfterSeconds : limiter.take();
    if (waitSeconds > 0) {
      c.header('Retry-After', String(waitSeconds));
      return fail(c, 429, 'API rate limit exceeded');
    }
    const broken = takeFault(faults, 'serverErrors');
    if (broken) return fail(c, broken.status, 'Internal server error occurred');
    const scope = scopeOf(c.req.path);
    if (scope && (faults.missingScopes.includes(scope) || (granted && !granted.includes(scope))))
      return fail(c, 401, `You don't have permission to use '${scope}' in your app.`);
    if (c.req.method === 'POST') {
      if (!c.req.header('content-type')?.startsWith('application/json')) return fail(c, 415, 'Unsupported Media Type');
      try {
        c.set('body', await c.req.json());
      } catch {
        return fail(c, 400, 'Failed to parse the request body');
      }
    }
    return null;
  }

  app.use('/v2/*', async (c, next) => {
    // The request's arrival counts, as for the limit, and not the time of the answer.
    const atMs = now().getTime();
    const refused = await refusal(c);
    if (refused) c.res = refused;
    else {
      const slow = takeFault(faults, 'slow');
      if (slow) await sleep(slow.ms);
      await next();
      if (c.res.status === 200 && faults.replaced) {
        const { text, by } = faults.replaced;
        c.res = jsonOf((await c.res.text()).replaceAll(text, by));
      }
      if (c.res.status === 200 && takeFault(faults, 'truncated')) {
        const text = await c.res.text();
        c.res = jsonOf(text.slice(0, Math.floor(text.length / 2)));
      }
    }
    requests.push({ atMs, method: c.req.method, path: c.req.path, status: c.res.status, body: c.get('body') });
    return undefined;
  });

  app.get('/v2/users', (c) => page(c, 'users', c.req.query('cursor'), 'users', data.users.map(toUser)));
  app.post('/v2/users/extensive', (c) => {
    const { cursor, filter } = (c.get('body') ?? {}) as { cursor?: string; filter?: { userIds?: string[] } };
    if (!filter) return fail(c, 400, 'filter: must not be null');
    const users = data.users.filter((user) => !filter.userIds || filter.userIds.includes(user.id));
    return page(c, filter, cursor, 'users', users.map(toUser));
  });
  app.get('/v2/users/:id', (c) => {
    const user = data.users.find((row) => row.id === c.req.param('id'));
    return user ? answer(c, { user: toUser(user) }) : fail(c, 404, `User ID ${c.req.param('id')} was not found`);
  });
  app.get('/v2/workspaces', (c) => answer(c, { workspaces: data.workspaces }));
  addCallsEndpoints(app, simulation);
  addAccessEndpoints(app, simulation);
  for (const path of ['/v2/calls/extensive', '/v2/calls/transcript', '/v2/calls', '/v2/users', '/v2/workspaces'])
    app.all(path, (c) => fail(c, 405, 'Method Not Allowed'));

  addMediaEndpoints(app, simulation);
  app.route('/', oauth.app);
  const { revoke } = oauth;
  const { send: sendWebhook, replay: replayWebhook, publicKey } = webhooks;
  app.route('/', controlEndpoints({ data, faults, requests, revoke, sendWebhook, replayWebhook, publicKey }));
  app.notFound((c) => fail(c as Ctx, 404, 'Not Found'));
  app.onError((error, c) => {
    process.stderr.write(`gong simulator: ${error.stack}\n`);
    return fail(c as Ctx, 500, 'Internal server error occurred');
  });

  return { app, requests, faults, oauth, webhooks };
}

const jsonOf = (text: string): Response => new Response(text, { headers: { 'content-type': 'application/json' } });

/** Serves the simulator on this machine only; port 0 picks one. */
export async function startGongSimulator(data: SimulatedData, options: SimulatorOptions & { port: number }) {
  let port = options.port;
  const { app, requests, faults, oauth, webhooks } = makeGongSimulator(data, options, () => port);
  const server = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    tokens: oauth.count,
    revokeTokens: oauth.revoke,
    webhooks,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** The scope that an endpoint needs (docs/gong-api.md §1). */
function scopeOf(path: string): string | undefined {
  if (path === '/v2/calls/extensive') return 'api:calls:read:extensive';
  if (path === '/v2/calls/transcript') return 'api:calls:read:transcript';
  if (path === '/v2/calls/users-access') return 'api:call-user-access:read';
  if (path.startsWith('/v2/calls')) return 'api:calls:read:basic';
  if (path.startsWith('/v2/users')) return 'api:users:read';
  if (path.startsWith('/v2/workspaces')) return 'api:workspaces:read';
  if (path.startsWith('/v2/library')) return 'api:library:read';
  if (/^\/v2\/(all-)?permission-profile/.test(path)) return 'api:permission-profile:read';
  return undefined;
}
