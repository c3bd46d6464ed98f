import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeOrganization } from '../../src/access/change-organization.ts';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { connectByOAuth, finish } from '../support/connect-by-oauth.ts';
import { freePort } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { DAY, movingClock } from '../support/synced-world.ts';
import { openTestServices } from '../support/test-services.ts';

const signal = new AbortController().signal;
const PATH = '/api/v1/integrations/gong';
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let http: ReturnType<typeof makeHttpApp>;
let ours: { id: string; apiKey: string };
let clock: ReturnType<typeof movingClock>;
let port: number;

beforeAll(async () => {
  port = await freePort();
  clock = movingClock(new Date('2026-11-22T12:00:00Z'));
  const gong = { GONG_CLIENT_ID: 'simulator-client', GONG_CLIENT_SECRET: 'simulator-client-secret' };
  opened = await openTestServices({ ...gong, GONG_APP_URL: `http://127.0.0.1:${port}` }, clock.now);
  http = makeHttpApp(opened.services);
});
afterAll(() => opened?.close());
beforeEach(async () => {
  const options = { port, accessKey: 'k', accessKeySecret: 's', perSecond: 1000, now: clock.now };
  simulator = await startGongSimulator(smallWorld(4), options);
  ours = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
});
afterEach(async () => {
  await asAdmin(opened.services, ours.id, disconnectGong, { erases: true }).catch(() => {});
  await simulator.close();
});

async function call(method: string, path: string, body?: unknown, key = ours.apiKey) {
  const response = await http.request(path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const status = async () => (await call('GET', PATH)).body;
const ended = async (runId: string) => {
  while (true) {
    const { body } = await call('GET', `${PATH}/runs/${runId}`);
    if (['done', 'failed', 'cancelled', 'waiting'].includes(body.state)) return body;
    await sleep(50);
  }
};

test('connected in the browser: connected, sync off, and every request to the company’s own host', async () => {
  expect(await status()).toMatchObject({ state: 'not_connected', connected: false, canConnectInBrowser: true });
  expect((await connectByOAuth(http, ours.apiKey)).landing).toBe('302 /integrations/gong');
  expect(await status()).toMatchObject({
    connected: true,
    state: 'connected',
    kind: 'oauth',
    host: `http://localhost:${port}`,
    connectedBy: 'robin@ours.example',
    missingScopes: [],
    dataSyncEnabled: false,
    nextSyncAt: null,
    lastError: null,
    quota: { perSecond: 3, perDay: 10_000, usedToday: 1, ourShare: 9000 },
  });
  expect((await call('POST', `${PATH}/sync`, {})).body.error.code).toBe('sync_off');
  expect((await call('PATCH', '/api/v1/organization', { dataSyncEnabled: true })).status).toBe(200);
  opened.services.startJobs();
  const run = await call('POST', `${PATH}/sync`, {});
  expect(run).toMatchObject({ status: 202, body: { kind: 'live' } });
  expect(await ended(run.body.runId)).toMatchObject({ state: 'done' });
  const asked = simulator.requests.find(({ path }) => path === '/v2/calls/extensive')?.body as {
    filter: { fromDateTime: string; toDateTime: string };
  };
  const hours = (Date.parse(asked.filter.toDateTime) - Date.parse(asked.filter.fromDateTime)) / 3_600_000;
  expect(hours).toBe(48);
  const { nextSyncAt } = await status();
  expect(Date.parse(nextSyncAt) - clock.now().getTime()).toBeGreaterThan(13 * 60_000);
});

test('a refusal, a missing scope and a callback that is not ours are told on the page, and nothing is kept', async () => {
  expect((await connectByOAuth(http, ours.apiKey, 'decline')).landing).toContain('declined');
  simulator.faults.missingScopes = ['api:calls:read:transcript', 'api:calls:read:media-url'];
  const { landing } = await connectByOAuth(http, ours.apiKey);
  expect(landing).toContain('"api:calls:read:transcript" (transcripts)');
  expect(landing).not.toContain('media');
  expect(await status()).toMatchObject({ state: 'not_connected' });

  simulator.faults.missingScopes = ['api:calls:read:media-url'];
  const good = await connectByOAuth(http, ours.apiKey);
  expect((await status()).missingScopes).toEqual([
    { scope: 'api:calls:read:media-url', purpose: 'recordings to listen to' },
  ]);
  expect(await finish(http, ours.apiKey, good.callback)).toContain('was not begun by you');
  const theirs = await createOrganization(opened.services, { name: 'Theirs', adminEmail: 'x@theirs.example' });
  const stolen = new URL(good.callback);
  expect(await finish(http, theirs.apiKey, stolen)).toContain('was not begun by you');
  const signedOut = await http.request(`${good.callback.pathname}${good.callback.search}`);
  expect([signedOut.status, signedOut.headers.get('location')]).toEqual([302, '/sign-in?next=%2Fintegrations%2Fgong']);
});

test('tokens are renewed before they end and when Gong ends them early; a dead one needs an admin', async () => {
  await connectByOAuth(http, ours.apiKey);
  await asAdmin(opened.services, ours.id, changeOrganization, { dataSyncEnabled: true });
  const sync = () =>
    asAdmin(opened.services, ours.id, finishSync, { from: new Date('2026-01-01') }, { patienceMs: 1000 });
  expect(await sync()).toMatchObject({ state: 'done', added: 4 });
  expect(simulator.tokens).toEqual({ refreshed: 0, refused: 0 });
  clock.pass(DAY - 60_000);
  expect(await sync()).toMatchObject({ state: 'done' });
  expect(simulator.tokens).toEqual({ refreshed: 1, refused: 0 });
  simulator.revokeTokens({ refresh: false });
  expect(await sync()).toMatchObject({ state: 'done' });
  expect(simulator.tokens).toEqual({ refreshed: 2, refused: 0 });
  simulator.revokeTokens({ refresh: true });
  expect(await sync()).toMatchObject({ state: 'failed', error: expect.stringContaining('connect Gong again') });
  expect(simulator.tokens).toEqual({ refreshed: 2, refused: 1 });
  expect(await status()).toMatchObject({ state: 'reconnect_needed', connected: false });
  await expect(sync()).rejects.toMatchObject({ code: 'gong_reconnect_needed' });
  await connectByOAuth(http, ours.apiKey);
  expect(await status()).toMatchObject({ state: 'connected', dataSyncEnabled: true });
  expect(await sync()).toMatchObject({ state: 'done', unchanged: 4 });
});

test('history: an estimate, an import with its numbers, pause and cancel, and why something is not there', async () => {
  const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url };
  expect((await call('POST', `${PATH}/access-key`, { ...key, accessKeySecret: 'wrong' })).body.error).toMatchObject({
    code: 'gong_credentials_refused',
    message: expect.stringContaining('127.0.0.1'),
  });
  expect((await call('POST', `${PATH}/access-key`, key)).body).toEqual({ connected: true, host: simulator.url });
  const range = { from: '2026-01-01', to: '2026-12-01' };
  expect((await call('POST', `${PATH}/import/estimate`, range)).body).toEqual({
    calls: 4,
    known: 0,
    requests: 3,
    seconds: 1,
    extraDays: 0,
  });
  expect((await call('POST', `${PATH}/import/estimate`, { from: '2026-12-01', to: '2026-01-01' })).status).toBe(400);
  await call('PATCH', '/api/v1/organization', { dataSyncEnabled: true });
  opened.services.startJobs();
  const run = await call('POST', `${PATH}/import`, range);
  expect(run).toMatchObject({ status: 202, body: { kind: 'history', from: '2026-01-01T00:00:00.000Z' } });
  expect(await ended(run.body.runId)).toMatchObject({
    state: 'done',
    asked: 4,
    gongTotal: 4,
    expected: 4,
    added: 4,
    unchanged: 0,
    leftOut: 0,
    failed: 0,
    pending: 0,
  });
  expect((await call('POST', `${PATH}/runs/${run.body.runId}/pause`)).body.error.code).toBe('conflict');
  expect((await call('POST', `${PATH}/runs/run_none/cancel`)).status).toBe(404);
  const { calls, covered } = await status();
  expect(calls).toMatchObject({ indexed: 4, seen: 0, removed: 0, reasons: [] });
  expect(covered.at(-1).from).toBe('2026-01-01T00:00:00.000Z');
  const why = async (query: string) => (await call('GET', `${PATH}/why?${query}`)).body;
  expect((await why('title=call%201')).explanations[0]).toMatchObject({
    cause: 'searchable',
    call: { title: 'Call 1' },
  });
  expect((await why('callId=1')).explanations[0]).toMatchObject({ cause: 'not_visible', guide: 'calls-not-appearing' });
  expect((await why('callId=1&title=x')).error.code).toBe('invalid_input');
  expect((await call('POST', `${PATH}/removals`)).body).toEqual({ callsDeleted: 0, isInSearch: true });
  const asked = await call('POST', '/api/v1/ask', { question: 'What is said about pricing?' });
  expect((await call('PUT', `/api/v1/answers/${asked.body.id}/case`, { moments: [] })).status).toBe(200);
  expect((await call('DELETE', `${PATH}?deleteData=true`)).body).toEqual({ callsDeleted: 4, isInSearch: true });
  expect(await status()).toMatchObject({ state: 'not_connected', dataSyncEnabled: false, calls: { indexed: 0 } });
  expect((await call('GET', '/api/v1/cases')).body).toEqual({ cases: [] });
  expect((await call('GET', '/api/v1/conversations')).body.conversations).toEqual([]);
  expect((await call('DELETE', PATH)).body.error.code).toBe('not_connected');
});

test('a member who is no admin sees and does none of it', async () => {
  const invitation = await call('POST', '/api/v1/invitations', { email: 'mira@ours.example', role: 'member' });
  await http.request(`/api/v1/invitations/${invitation.body.id}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Mira', password: 'a good password' }),
  });
  const mira = await readMember(opened.services, ours.id, 'mira@ours.example');
  const { key } = await createApiKey(opened.services, mira, 'test');
  const { paths } = (await call('GET', '/api/v1/openapi.json')).body as { paths: Record<string, object> };
  const tried = [];
  const values: Record<string, string> = { runId: 'run_x', step: 'pause' };
  for (const [path, methods] of Object.entries(paths).filter(([name]) => name.startsWith('/integrations/gong'))) {
    for (const method of Object.keys(methods)) {
      const real = path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? 'x');
      const body = { from: '2026-01-01', accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url };
      const sends =
        method === 'put'
          ? { publicKey: null }
          : method === 'post' && !/removals|connect$|runs/.test(path)
            ? body
            : undefined;
      if (path.endsWith('/callback')) continue;
      const query = path.endsWith('/why') ? '?callId=1' : '';
      tried.push([method, path, (await call(method.toUpperCase(), `/api/v1${real}${query}`, sends, key)).status]);
    }
  }
  expect(tried.length).toBeGreaterThanOrEqual(12);
  expect(tried.filter(([, , code]) => code !== 403)).toEqual([]);
  const callback = await http.request(`${PATH}/callback?code=x&state=y`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(decodeURIComponent(callback.headers.get('location') ?? '')).toContain('Only an admin');
  // A call left out of the store is unknown to a member, and has a state with a reason for an admin.
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
    signal,
  );
  const world = await fetch(`${simulator.url}/simulator/calls/5000000000000000001`, {
    method: 'PATCH',
    body: JSON.stringify({ metaData: { isPrivate: true } }),
  });
  expect(world.status).toBe(200);
  await asAdmin(opened.services, ours.id, finishSync, { from: new Date('2026-01-01') });
  const path = '/api/v1/calls/5000000000000000001/status';
  expect((await call('GET', path)).body).toMatchObject({ state: 'left_out', reason: { code: 'private' } });
  expect((await call('GET', path, undefined, key)).status).toBe(404);
  expect((await call('GET', '/api/v1/calls/5000000000000000002/status', undefined, key)).body).toMatchObject({
    state: 'indexed',
    searchable: true,
  });
});
