import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let http: ReturnType<typeof makeHttpApp>;
let ours: { id: string; apiKey: string };
let theirs: { id: string; apiKey: string };
const CALL = '5000000000000000000';

beforeAll(async () => {
  opened = await openTestServices({}, () => NOW);
  simulator = await startGongSimulator(smallWorld(3), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
  });
  ours = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    password: 'right password',
    domains: ['ours.example'],
  });
  theirs = await createOrganization(opened.services, { name: 'Theirs', adminEmail: 'x@theirs.example' });
  await asAdmin(
    opened.services,
    ours.id,
    connectWithKey,
    {
      accessKey: 'k',
      accessKeySecret: 's',
      baseUrl: simulator.url,
      turnsSyncOn: true,
    },
    new AbortController().signal,
  );
  await asAdmin(opened.services, ours.id, finishSync, { from: new Date('2026-10-01'), to: NOW });
  http = makeHttpApp(opened.services);
});
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});

async function call(
  method: string,
  path: string,
  options: { body?: unknown; key?: string | null; headers?: Record<string, string> } = {},
) {
  const key = options.key === undefined ? ours.apiKey : options.key;
  const response = await http.request(path, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body !== undefined && {
      body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
    }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : null,
  };
}
const failure = (code: string) => ({
  error: { code, message: expect.any(String), requestId: expect.stringMatching(/^req_/) },
});

test('asks, and the answer can be read again by its asker', async () => {
  const { status, body } = await call('POST', '/api/v1/ask', {
    body: { question: 'What did we discuss with @Acme about pricing?', asOf: '2026-11-22T12:00:00Z' },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'answered',
    model: null,
    plan: { accounts: [{ name: 'Acme' }] },
    searched: { calls: 3 },
  });
  expect(body.citations[0]).toMatchObject({
    n: 1,
    speaker: { side: expect.any(String) },
    url: expect.stringMatching(/\/calls\/\d+\?at=\d+&to=\d+$/),
    gongUrl: null,
  });
  expect((await call('GET', `/api/v1/answers/${body.id}`)).body).toEqual(body);
  expect(await call('GET', `/api/v1/answers/${body.id}`, { key: theirs.apiKey })).toMatchObject({
    status: 404,
    body: failure('not_found'),
  });
  expect((await call('GET', `/api/v1/conversations/${body.conversationId}`)).body.answers).toHaveLength(1);
  expect(
    await call('POST', '/api/v1/ask', {
      key: theirs.apiKey,
      body: { question: 'price?', conversationId: body.conversationId },
    }),
  ).toMatchObject({ status: 404 });
});

test('as an event stream the answer comes in pieces that are already checked', async () => {
  const { text, headers } = await call('POST', '/api/v1/ask', {
    body: { question: 'pricing with @Acme' },
    headers: { accept: 'text/event-stream' },
  });
  expect(headers.get('content-type')).toContain('text/event-stream');
  const events = [...text.matchAll(/^event: (\w+)\ndata: (.+)$/gm)].map(([, event, data]) => [
    event,
    JSON.parse(data ?? ''),
  ]);
  expect(events.map(([event]) => event)).toEqual([
    'plan',
    'evidence',
    ...events.filter(([event]) => event === 'delta').map(() => 'delta'),
    'answer',
  ]);
  const answer = events.at(-1)?.[1];
  const deltas = events.filter(([event]) => event === 'delta').map(([, delta]) => delta);
  expect(deltas.map((delta) => delta.text)).toEqual(answer.claims.map((claim: { text: string }) => claim.text));
});

test('searches, flat and by call, page by page', async () => {
  const first = await call('POST', '/api/v1/search', { body: { query: 'price', limit: 5 } });
  expect(first.body).toMatchObject({ total: 12, hits: expect.any(Array), cursor: expect.any(String) });
  const seen = [...first.body.hits];
  for (let cursor = first.body.cursor; cursor; ) {
    const page = await call('POST', '/api/v1/search', { body: { query: 'price', limit: 5, cursor } });
    seen.push(...page.body.hits);
    cursor = page.body.cursor;
  }
  expect(new Set(seen.map((hit) => `${hit.callId} ${hit.startMs}`)).size).toBe(12);
  const [hit] = seen;
  expect(hit.highlights.map((span: { start: number; end: number }) => hit.text.slice(span.start, span.end))).toEqual([
    'price',
  ]);
  expect((await call('POST', '/api/v1/search', { body: { query: 'price', groupBy: 'call' } })).body).toMatchObject({
    total: 3,
  });
  expect((await call('POST', '/api/v1/search', { body: { query: 'price', asOf: '2026-11-17' } })).body.total).toBe(4);
});

test('calls, transcripts, accounts and people can be read', async () => {
  expect((await call('GET', '/api/v1/calls?limit=2')).body).toMatchObject({
    calls: [{ id: CALL, platform: 'zoom', accounts: [{ name: 'Acme' }] }, {}],
    cursor: expect.any(String),
  });
  const page = await call('GET', '/api/v1/calls?limit=2');
  expect((await call('GET', `/api/v1/calls?limit=2&cursor=${page.body.cursor}`)).body.calls).toHaveLength(1);
  expect((await call('GET', `/api/v1/calls/${CALL}`)).body).toMatchObject({
    title: 'Call 0',
    transcript: { state: 'ready' },
    participants: [{ name: 'Tove Brandt', side: 'customer' }, { side: 'us' }],
  });
  expect((await call('GET', `/api/v1/calls/${CALL}/transcript`)).body.segments[0]).toMatchObject({
    speaker: { name: 'Tove Brandt', side: 'customer' },
    startMs: 0,
    sentences: [{ endMs: 2500 }],
  });
  expect((await call('GET', `/api/v1/calls/${CALL}/status`)).body).toEqual({
    callId: CALL,
    state: 'indexed',
    reason: null,
    tries: 0,
    nextTryAt: null,
    firstSeenAt: expect.any(String),
    lastSeenAt: expect.any(String),
    searchable: true,
  });
  const { accounts } = (await call('GET', '/api/v1/accounts?query=acm')).body;
  expect(accounts).toMatchObject([{ name: 'Acme', domains: ['acme.example'], calls: 3, state: 'proposed' }]);
  expect((await call('GET', `/api/v1/accounts/${accounts[0].id}`)).body.name).toBe('Acme');
  expect((await call('GET', '/api/v1/people?query=tove')).body.people).toMatchObject([
    { name: 'Tove Brandt', kind: 'contact' },
  ]);
});

test('what belongs to another organization looks exactly like what does not exist', async () => {
  const { accounts } = (await call('GET', '/api/v1/accounts')).body;
  for (const [there, nowhere] of [
    [`/api/v1/calls/${CALL}`, '/api/v1/calls/1'],
    [`/api/v1/calls/${CALL}/transcript`, '/api/v1/calls/1/transcript'],
    [`/api/v1/accounts/${accounts[0].id}`, '/api/v1/accounts/acc_1'],
  ]) {
    const [one, other] = [
      await call('GET', there ?? '', { key: theirs.apiKey }),
      await call('GET', nowhere ?? '', { key: theirs.apiKey }),
    ];
    expect([one.status, one.body.error.code, one.body.error.message]).toEqual([
      404,
      other.body.error.code,
      other.body.error.message,
    ]);
  }
  expect(
    (
      await call('POST', '/api/v1/search', {
        key: theirs.apiKey,
        body: { query: 'price', accountIds: [accounts[0].id] },
      })
    ).body,
  ).toMatchObject({ total: 0, hits: [] });
});

test.each([
  ['POST', '/api/v1/ask', { question: '' }, 400, 'empty'],
  ['POST', '/api/v1/ask', { question: 'x'.repeat(4001) }, 400, '4000'],
  ['POST', '/api/v1/ask', {}, 400, 'question'],
  ['POST', '/api/v1/ask', '{"question": ', 400, 'JSON'],
  ['POST', '/api/v1/ask', { question: 'price', from: '2026-05-01', to: '2026-04-01' }, 400, 'reversed'],
  ['POST', '/api/v1/ask', { question: 'price', asOf: 'yesterday-ish' }, 400, 'asOf'],
  ['POST', '/api/v1/ask', { question: 'price', from: '2026-02-31' }, 400, '2026-02-31'],
  ['POST', '/api/v1/search', { query: 'price', limit: 1000 }, 400, 'limit'],
  ['POST', '/api/v1/search', { query: 'side:them' }, 400, 'side:us'],
  ['POST', '/api/v1/search', { query: 'price', cursor: 'zzz' }, 400, 'cursor'],
  ['GET', '/api/v1/calls?cursor=zzz', undefined, 400, 'cursor'],
  ['GET', '/api/v1/calls/none', undefined, 404, 'no such call'],
  ['GET', '/api/v1/nothing', undefined, 404, '/docs'],
  ['PATCH', '/api/v1/organization', { timeZone: 'Moon/Crater' }, 400, 'time zone'],
  ['POST', '/api/v1/invitations', { email: 'nobody' }, 400, 'not an email'],
  ['POST', '/api/v1/integrations/gong/sync', { from: '2026-05-01', to: '2026-04-01' }, 400, 'reversed'],
] as const)('%s %s with %j is %i', async (method, path, body, status, word) => {
  const answer = await call(method, path, body === undefined ? {} : { body });
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toContain(word);
  expect(answer.body).toMatchObject({ error: { requestId: answer.headers.get('x-request-id') } });
});

test('a body without JSON’s content type, or too large, is refused in the same shape', async () => {
  expect(
    await call('POST', '/api/v1/ask', { body: '{"question":"x"}', headers: { 'content-type': 'text/plain' } }),
  ).toMatchObject({ status: 415, body: failure('unsupported_media_type') });
  expect(await call('POST', '/api/v1/ask', { body: { question: 'x'.repeat(300_000) } })).toMatchObject({
    status: 413,
    body: failure('too_large'),
  });
});

test('an invited member signs in, asks, and meets 403 where admins work', async () => {
  const invited = await call('POST', '/api/v1/invitations', { body: { email: 'Mira@ours.example', role: 'member' } });
  expect(invited).toMatchObject({
    status: 201,
    body: { email: 'mira@ours.example', url: expect.stringContaining('/invitation/inv_') },
  });
  const accept = `/api/v1/invitations/${invited.body.id}/accept`;
  expect((await call('POST', accept, { key: null, body: { name: 'Mira', password: 'short' } })).status).toBe(400);
  expect(
    (await call('POST', accept, { key: null, body: { name: 'Mira', password: 'long enough' } })).body,
  ).toMatchObject({ name: 'Mira', role: 'member' });
  expect((await call('POST', accept, { key: null, body: { name: 'Mira', password: 'long enough' } })).status).toBe(404);

  const signedIn = await call('POST', '/api/auth/sign-in/email', {
    key: null,
    body: { email: 'mira@ours.example', password: 'long enough' },
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
  expect(signedIn.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
  const mira = (method: string, path: string, body?: unknown) =>
    call(method, path, { key: null, headers: { cookie }, ...(body !== undefined && { body }) });
  expect((await mira('GET', '/api/v1/me')).body).toMatchObject({
    name: 'Mira',
    role: 'member',
    organization: { name: 'Ours' },
  });
  expect((await mira('POST', '/api/v1/search', { query: 'price' })).body.total).toBe(12);
  for (const [method, path, body] of [
    ['PATCH', '/api/v1/organization', { name: 'Mine' }],
    ['POST', '/api/v1/invitations', { email: 'a@b.example' }],
    ['GET', '/api/v1/integrations/gong'],
    ['POST', '/api/v1/integrations/gong/sync', {}],
    ['GET', '/api/v1/members'],
  ] as const) {
    expect([path, (await mira(method, path, body)).status]).toEqual([path, 403]);
  }
  expect(
    (
      await call('POST', '/api/auth/sign-in/email', {
        key: null,
        body: { email: 'mira@ours.example', password: 'wrong password' },
      })
    ).status,
  ).toBe(401);
  expect(
    (
      await call('POST', '/api/auth/sign-up/email', {
        key: null,
        body: { email: 'new@ours.example', password: 'long enough', name: 'N' },
      })
    ).status,
  ).toBe(404);
});

test('an API key acts as its maker until it is revoked', async () => {
  const { body } = await call('POST', '/api/v1/api-keys', { body: { name: 'reports' } });
  expect((await call('GET', '/api/v1/me', { key: body.key })).body.email).toBe('robin@ours.example');
  expect((await call('GET', '/api/v1/api-keys')).body.apiKeys.map((key: { name: string }) => key.name)).toContain(
    'reports',
  );
  expect((await call('DELETE', `/api/v1/api-keys/${body.id}`, { key: theirs.apiKey })).status).toBe(404);
  expect((await call('DELETE', `/api/v1/api-keys/${body.id}`)).status).toBe(200);
  expect((await call('GET', '/api/v1/me', { key: body.key })).status).toBe(401);
});

test('an admin sees the connection and its runs, never the key', async () => {
  const connection = await call('GET', '/api/v1/integrations/gong');
  expect(connection.body).toMatchObject({
    connected: true,
    host: simulator.url,
    dataSyncEnabled: true,
    lastError: null,
  });
  expect(connection.text).not.toContain('"s"');
  expect((await call('GET', '/api/v1/integrations/gong/runs')).body.runs[0]).toMatchObject({ state: 'done', asked: 3 });
});

test('health, readiness and the API’s own reference', async () => {
  expect((await call('GET', '/healthz', { key: null })).body).toEqual({ ok: true });
  expect(await call('GET', '/readyz', { key: null })).toMatchObject({ status: 200, text: '{"ready":true}' });
  const docs = await call('GET', '/docs', { key: null });
  expect(docs.text).toContain('/docs/swagger-ui-bundle.js');
  expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(docs.text).not.toMatch(/https?:\/\//);
});

test('trackers: built-in ones, an own one counted over past calls, an edit, a mistake, and gone again', async () => {
  const before = await call('GET', '/api/v1/trackers');
  expect(before.body.trackers.map((tracker: { id: string }) => tracker.id)).toEqual([
    'pricing',
    'competitors',
    'concerns',
  ]);
  expect(before.body.trackers[0]).toMatchObject({ isBuiltIn: true, isCounted: true, segments: 12, calls: 3 });
  const made = await call('POST', '/api/v1/trackers', { body: { name: 'Items', terms: ['item', 'of call 0'] } });
  expect(made).toMatchObject({ status: 201, body: { name: 'Items', side: null, wants: null, isBuiltIn: false } });
  const path = `/api/v1/trackers/${made.body.id}`;
  const counted = async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      const { body } = await call('GET', '/api/v1/trackers');
      const tracker = body.trackers.find(({ id }: { id: string }) => id === made.body.id);
      if (tracker.isCounted) return tracker;
      await sleep(50);
    }
    throw new Error('was not counted');
  };
  expect(await counted()).toMatchObject({ segments: 12, calls: 3 });
  expect((await call('PATCH', path, { body: { terms: ['of call 0'], side: 'us', wants: 'figure' } })).status).toBe(200);
  expect(await counted()).toMatchObject({ segments: 2, calls: 1, side: 'us', wants: 'figure' });
  const found = await call('POST', '/api/v1/search', { body: { query: 'tracker:items', facets: true } });
  expect(found.body).toMatchObject({ total: 2, plan: { trackers: [{ name: 'Items' }] } });
  expect(found.body.facets).toMatchObject({
    trackers: [{ calls: 1 }, { calls: 1 }],
    platforms: [{ platform: 'zoom', calls: 1 }],
  });
  const same = await call('POST', '/api/v1/search', { body: { query: '', trackers: [made.body.id] } });
  expect(same.body.total).toBe(2);
  for (const body of [
    { name: 'items', terms: ['x'] },
    { name: 'Y', terms: ['!!'] },
    { name: 'Y', terms: [] },
    { name: 'Y', terms: ['x'], accountIds: ['acc_no'] },
    { name: 'Y', terms: ['x'], wants: 'fortune' },
  ])
    expect((await call('POST', '/api/v1/trackers', { body })).body).toEqual(failure('invalid_input'));
  expect((await call('PATCH', '/api/v1/trackers/trk_no', { body: { name: 'Z' } })).status).toBe(404);
  expect((await call('PATCH', path, { body: { name: 'Z' }, key: theirs.apiKey })).status).toBe(404);
  expect((await call('DELETE', path)).status).toBe(200);
  expect((await call('DELETE', '/api/v1/trackers/competitors')).status).toBe(200);
  const after = await call('GET', '/api/v1/trackers');
  expect(after.body.trackers.map((tracker: { id: string }) => tracker.id)).toEqual(['pricing', 'concerns']);
});
