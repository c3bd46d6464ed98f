import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { toExtensiveCall, toMetaData, toUser } from './gong-shapes.ts';
import { pageCursors } from './page-cursor.ts';
import { requestLimiter } from './request-limiter.ts';
import type { SimulatedCall, SimulatedData } from './simulated-data.ts';

export type SimulatorOptions = {
  accessKey: string;
  accessKeySecret: string;
  /** The company's zone: times are answered with its offset. */
  timeZone?: string;
  /** Scopes that the caller lacks: endpoints that need one answer 401 naming it. */
  missingScopes?: string[];
  perSecond?: number;
  perDay?: number;
  now?: () => Date;
};

/** What the simulator has been asked: method and path, and what it answered, oldest first. */
export type SeenRequest = { atMs: number; method: string; path: string; status: number; body: unknown };

type Filter = {
  fromDateTime?: string;
  toDateTime?: string;
  workspaceId?: string;
  callIds?: string[];
  primaryUserIds?: string[];
};
type Body = { cursor?: string; filter?: Filter; contentSelector?: Record<string, unknown> };

const PAGE_SIZE = 100;
const EMPTY = 'No calls found corresponding to the provided filters';

/** A local Gong: docs/gong-api.md says which behaviour each part reproduces. `data` may change while it runs. */
export function makeGongSimulator(data: SimulatedData, options: SimulatorOptions) {
  const now = options.now ?? (() => new Date());
  const timeZone = options.timeZone ?? 'America/Los_Angeles';
  const cursors = pageCursors(randomBytes(32).toString('hex'), now);
  const limiter = requestLimiter({
    perSecond: options.perSecond ?? 3,
    perDay: options.perDay ?? 10_000,
    nowMs: () => now().getTime(),
  });
  const requests: SeenRequest[] = [];
  const credentials = Buffer.from(`${options.accessKey}:${options.accessKeySecret}`).toString('base64');
  const app = new Hono<{ Variables: { requestId: string; body: unknown } }>();

  type Ctx = Context<{ Variables: { requestId: string; body: unknown } }>;
  const answer = (c: Ctx, body: object, status: 200 | 400 | 401 | 404 | 405 | 415 | 429 | 500 = 200) =>
    c.json({ requestId: c.get('requestId'), ...body }, status);
  const fail = (c: Ctx, status: 400 | 401 | 404 | 405 | 415 | 429 | 500, text: string) =>
    answer(c, { errors: [text] }, status);

  app.use(async (c, next) => {
    const requestId = randomBytes(10).toString('hex');
    c.set('requestId', requestId);
    c.header('x-traceid', requestId);
    await next();
    requests.push({
      atMs: now().getTime(),
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      body: c.get('body'),
    });
  });

  app.use('/v2/*', async (c, next) => {
    if (c.req.header('authorization') !== `Basic ${credentials}`) {
      return fail(c, 401, 'Access key or secret is incorrect, or was revoked');
    }
    const waitSeconds = limiter.take();
    if (waitSeconds > 0) {
      c.header('Retry-After', String(waitSeconds));
      return fail(c, 429, 'API rate limit exceeded');
    }
    const scope = scopeOf(c.req.path);
    if (scope && options.missingScopes?.includes(scope)) {
      return fail(c, 401, `You don't have permission to use '${scope}' in your app.`);
    }
    if (c.req.method === 'POST') {
      if (!c.req.header('content-type')?.startsWith('application/json')) return fail(c, 415, 'Unsupported Media Type');
      try {
        c.set('body', await c.req.json());
      } catch {
        return fail(c, 400, 'Failed to parse the request body');
      }
    }
    return next();
  });

  /** One page of `rows`, or the answer to a bad cursor. Without rows: 404 for call lists, an empty list elsewhere. */
  async function page<Row>(c: Ctx, query: unknown, cursor: string | undefined, member: string, rows: Row[]) {
    const at = cursor ? await cursors.read(cursor, query) : cursors.first();
    if (!at) return fail(c, 400, 'Failed to verify cursor: the cursor has expired or is not valid');
    const start = at.pageNumber * PAGE_SIZE;
    const slice = rows.slice(start, start + PAGE_SIZE);
    const records: Record<string, unknown> = {
      totalRecords: rows.length,
      currentPageSize: slice.length,
      currentPageNumber: at.pageNumber,
    };
    if (start + PAGE_SIZE < rows.length) records.cursor = await cursors.next(at, query, rows.length);
    return answer(c, { records, [member]: slice });
  }

  app.get('/v2/users', (c) => page(c, 'users', c.req.query('cursor'), 'users', data.users.map(toUser)));
  app.get('/v2/users/:id', (c) => {
    const user = data.users.find((row) => row.id === c.req.param('id'));
    return user ? answer(c, { user: toUser(user) }) : fail(c, 404, `User ID ${c.req.param('id')} was not found`);
  });
  app.get('/v2/workspaces', (c) => answer(c, { workspaces: data.workspaces }));

  app.get('/v2/calls', (c) => {
    const { fromDateTime, toDateTime, workspaceId, cursor } = c.req.query();
    const filter = defined({ fromDateTime, toDateTime, workspaceId });
    const problem = problemOf(filter);
    if (problem) return fail(c, 400, problem);
    const found = data.calls.filter((call) => matches(call, filter, listTimeOf(call)));
    if (found.length === 0) return fail(c, 404, EMPTY);
    return page(
      c,
      filter,
      cursor,
      'calls',
      found.map((call) => toMetaData(call, timeZone)),
    );
  });
  // Before the path of one call, which would take these words for an id.
  for (const path of ['/v2/calls/extensive', '/v2/calls/transcript'])
    app.get(path, (c) => fail(c, 405, 'Method Not Allowed'));
  app.get('/v2/calls/:id', (c) => {
    const call = data.calls.find((row) => row.metaData.id === c.req.param('id'));
    return call
      ? answer(c, { call: toMetaData(call, timeZone) })
      : fail(c, 404, `Call ID ${c.req.param('id')} was not found`);
  });

  app.post('/v2/calls/extensive', (c) => {
    const body = c.get('body') as Body;
    const problem = body.filter ? problemOf(body.filter) : 'filter: must not be null';
    if (problem || !body.filter) return fail(c, 400, problem ?? '');
    const filter = body.filter;
    const found = data.calls.filter((call) => matches(call, filter, call.metaData.started));
    if (found.length === 0) return fail(c, 404, EMPTY);
    const shaped = found.map((call) => toExtensiveCall(call, body.contentSelector, timeZone));
    return page(c, [filter, body.contentSelector], body.cursor, 'calls', shaped);
  });

  app.post('/v2/calls/transcript', (c) => {
    const body = c.get('body') as Body;
    const problem = body.filter ? problemOf(body.filter) : 'filter: must not be null';
    if (problem || !body.filter) return fail(c, 400, problem ?? '');
    const filter = body.filter;
    const found = data.calls
      .filter((call) => matches(call, filter, call.metaData.started))
      .map((call) => data.transcripts.get(call.metaData.id))
      .filter((transcript) => transcript !== undefined);
    if (found.length === 0) return fail(c, 404, EMPTY);
    return page(c, filter, body.cursor, 'callTranscripts', found);
  });

  for (const path of ['/v2/calls/extensive', '/v2/calls/transcript', '/v2/calls', '/v2/users', '/v2/workspaces']) {
    app.all(path, (c) => fail(c, 405, 'Method Not Allowed'));
  }
  app.notFound((c) => fail(c as Ctx, 404, 'Not Found'));
  app.onError((error, c) => {
    process.stderr.write(`gong simulator: ${error.stack}\n`);
    return fail(c as Ctx, 500, 'Internal server error occurred');
  });

  return { app, requests };
}

/** Serves the simulator on 127.0.0.1; port 0 picks one. */
export async function startGongSimulator(data: SimulatedData, options: SimulatorOptions & { port: number }) {
  const { app, requests } = makeGongSimulator(data, options);
  const server = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function scopeOf(path: string): string | undefined {
  if (path === '/v2/calls/extensive') return 'api:calls:read:extensive';
  if (path === '/v2/calls/transcript') return 'api:calls:read:transcript';
  if (path.startsWith('/v2/calls')) return 'api:calls:read:basic';
  if (path.startsWith('/v2/users')) return 'api:users:read';
  if (path.startsWith('/v2/workspaces')) return 'api:workspaces:read';
  return undefined;
}

function problemOf(filter: Filter): string | undefined {
  for (const member of ['fromDateTime', 'toDateTime'] as const) {
    const time = filter[member];
    if (time !== undefined && Number.isNaN(Date.parse(time))) return `filter.${member}: must be an ISO-8601 time`;
  }
  if (filter.callIds && filter.callIds.length === 0) return 'filter.callIds: must not be empty';
  if (filter.fromDateTime && filter.toDateTime && Date.parse(filter.fromDateTime) >= Date.parse(filter.toDateTime)) {
    return 'filter.fromDateTime: must be before toDateTime';
  }
  return undefined;
}

function matches(call: SimulatedCall, filter: Filter, time: string): boolean {
  const at = Date.parse(time);
  return (
    (!filter.fromDateTime || at >= Date.parse(filter.fromDateTime)) &&
    (!filter.toDateTime || at < Date.parse(filter.toDateTime)) &&
    (!filter.workspaceId || call.metaData.workspaceId === filter.workspaceId) &&
    (!filter.callIds || filter.callIds.includes(call.metaData.id)) &&
    (!filter.primaryUserIds || filter.primaryUserIds.includes(String(call.metaData.primaryUserId)))
  );
}

/** GET /v2/calls goes by the scheduled time of web conferences, else by the start. */
const listTimeOf = (call: SimulatedCall): string =>
  call.metaData.direction === 'Conference' && typeof call.metaData.scheduled === 'string'
    ? call.metaData.scheduled
    : call.metaData.started;

function defined(filter: { [K in keyof Filter]: Filter[K] | undefined }): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Filter;
}
