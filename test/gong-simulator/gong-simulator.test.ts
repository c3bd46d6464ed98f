import { expect, test } from 'vitest';
import { makeGongSimulator, type SimulatorOptions } from '../../src/gong-simulator/gong-simulator.ts';
import { type SimulatedCall, simulatedData } from '../../src/gong-simulator/simulated-data.ts';

const manyCalls = (count: number): SimulatedCall[] =>
  Array.from({ length: count }, (_, at) => ({
    metaData: {
      id: String(9_000_000_000_000_000_000n + BigInt(at)),
      title: `Call ${at}`,
      started: '2026-03-02T17:01:12Z',
      direction: 'Conference',
    },
    parties: [{ id: '1', name: 'Dial-in', affiliation: 'Unknown', speakerId: null }],
  }));

function open(count: number, options: Partial<SimulatorOptions> = {}) {
  let nowMs = Date.parse('2026-03-10T00:00:00Z');
  const data = simulatedData({ calls: manyCalls(count), transcripts: [], users: [{ id: '5', firstName: 'Ines' }] });
  const { app, faults, oauth } = makeGongSimulator(data, {
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
    now: () => new Date(nowMs),
    ...options,
  });
  const authorization = `Basic ${Buffer.from('k:s').toString('base64')}`;
  const ask = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await app.request(path, {
      ...init,
      headers: { authorization, 'content-type': 'application/json', ...headers },
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    app,
    data,
    faults,
    oauth,
    ask,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('pages hold 100 rows, number from 0, and the last one has no cursor', async () => {
  const { ask } = open(205);
  const filter = { fromDateTime: '2026-03-01T00:00:00Z', toDateTime: '2026-04-01T00:00:00Z' };
  const first = await ask('/v2/calls/extensive', { filter });
  expect(first.body.records).toMatchObject({
    totalRecords: 205,
    currentPageSize: 100,
    currentPageNumber: 0,
    cursor: expect.any(String),
  });
  const second = await ask('/v2/calls/extensive', { filter, cursor: first.body.records.cursor });
  const third = await ask('/v2/calls/extensive', { filter, cursor: second.body.records.cursor });
  expect(third.body.records).toEqual({ totalRecords: 205, currentPageSize: 5, currentPageNumber: 2 });
});

test('a cursor dies an hour after the first page, and serves no other query', async () => {
  const { ask, pass } = open(300);
  const filter = { fromDateTime: '2026-03-01T00:00:00Z' };
  const first = await ask('/v2/calls/extensive', { filter });
  pass(3_000_000);
  const second = await ask('/v2/calls/extensive', { filter, cursor: first.body.records.cursor });
  expect(second.status).toBe(200);
  expect(
    (await ask('/v2/calls/extensive', { filter: { ...filter, workspaceId: '1' }, cursor: second.body.records.cursor }))
      .status,
  ).not.toBe(200);
  pass(700_000);
  const late = await ask('/v2/calls/extensive', { filter, cursor: second.body.records.cursor });
  expect(late.status).toBe(400);
  expect(late.body.errors[0]).toContain('cursor has expired');
});

test('an empty filter result is 404 for calls and an empty or full list elsewhere', async () => {
  const { ask } = open(1);
  const nothing = await ask('/v2/calls/transcript', { filter: { fromDateTime: '2030-01-01T00:00:00Z' } });
  expect(nothing).toMatchObject({
    status: 404,
    body: { errors: ['No calls found corresponding to the provided filters'], requestId: expect.any(String) },
  });
  expect(nothing.headers.get('x-traceid')).toBe(nothing.body.requestId);
  expect((await ask('/v2/workspaces')).body.workspaces).toHaveLength(1);
});

test('metadata has all 20 members with company-local times; parties leave unknown keys out', async () => {
  const { ask } = open(1);
  const { body } = await ask('/v2/calls/extensive', {
    filter: {},
    contentSelector: { exposedFields: { parties: true } },
    unknownMember: 1,
  });
  const [call] = body.calls;
  expect(Object.keys(call.metaData)).toHaveLength(20);
  expect(call.metaData).toMatchObject({ started: '2026-03-02T09:01:12-08:00', purpose: null, isPrivate: false });
  expect(Object.keys(call.parties[0])).not.toContain('emailAddress');
  expect((await ask('/v2/calls/extensive', { filter: {} })).body.calls[0].parties).toBeUndefined();
  expect((await ask('/v2/users')).body.users[0]).toMatchObject({ firstName: 'Ines', managerId: null, active: true });
});

test('the fourth request of a second waits, told by Retry-After', async () => {
  const { ask, pass } = open(1, { perSecond: 3 });
  const statuses = [];
  for (let at = 0; at < 4; at += 1) statuses.push((await ask('/v2/workspaces')).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await ask('/v2/workspaces')).headers.get('retry-after')).toBe('1');
  pass(1000);
  expect((await ask('/v2/workspaces')).status).toBe(200);
});

test('credentials, scopes, methods, types and bodies are refused as Gong refuses them', async () => {
  const { ask } = open(1, { faults: { missingScopes: ['api:calls:read:transcript'] } });
  expect((await ask('/v2/users', undefined, { authorization: 'Basic eDp5' })).status).toBe(401);
  const scope = await ask('/v2/calls/transcript', { filter: {} });
  expect(scope).toMatchObject({
    status: 401,
    body: { errors: ["You don't have permission to use 'api:calls:read:transcript' in your app."] },
  });
  expect((await ask('/v2/calls/extensive')).status).toBe(405);
  expect((await ask('/v2/calls/extensive', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  const reversed = { filter: { fromDateTime: '2026-03-02T00:00:00Z', toDateTime: '2026-03-01T00:00:00Z' } };
  expect((await ask('/v2/calls/extensive', reversed)).body.errors).toEqual([
    'filter.fromDateTime: must be before toDateTime',
  ]);
  expect((await ask('/v2/calls/extensive', { filter: { callIds: [] } })).status).toBe(400);
  expect((await ask('/v2/calls/123')).body.errors).toEqual(['Call ID 123 was not found']);
});

test('faults come when they are switched on, and end when their times are over', async () => {
  const { ask, app } = open(150);
  const filter = { fromDateTime: '2026-03-01T00:00:00Z', toDateTime: '2026-04-01T00:00:00Z' };
  const fault = (changes: object) =>
    app.request('/simulator/faults', { method: 'PATCH', body: JSON.stringify(changes) });
  expect((await fault({ tooMany: { times: 2, retryAfterSeconds: 7200 } })).status).toBe(200);
  const refused = await ask('/v2/users');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7200']);
  await ask('/v2/users');
  expect((await ask('/v2/users')).status).toBe(200);
  await fault({ serverErrors: { times: 1, status: 503 } });
  expect((await ask('/v2/users')).status).toBe(503);
  expect((await ask('/v2/users')).status).toBe(200);
  await fault({ truncated: { times: 1 } });
  await expect(ask('/v2/users')).rejects.toThrow(/JSON/);
  await fault({ longestWindowDays: 7 });
  expect((await ask('/v2/calls/extensive', { filter })).body.errors).toEqual([
    'filter: the date range must not exceed 7 days',
  ]);
  await fault({ longestWindowDays: null, expiredCursors: { times: 1 } });
  const first = await ask('/v2/calls/extensive', { filter });
  const { cursor } = first.body.records;
  expect((await ask('/v2/calls/extensive', { filter, cursor })).status).toBe(400);
  expect((await ask('/v2/calls/extensive', { filter, cursor })).status).toBe(200);
  await fault({ shuffled: true });
  const shuffled = (await ask('/v2/calls/extensive', { filter })).body.calls;
  expect(shuffled.map((call: SimulatedCall) => call.metaData.id)).not.toEqual(
    first.body.calls.map((call: SimulatedCall) => call.metaData.id),
  );
  await fault({ wrongHost: 403 });
  await expect(ask('/v2/users')).rejects.toThrow(/JSON/);
  expect((await fault({ nonsense: true })).status).toBe(400);
});

test('a call is invisible until it is processed; its transcript may be there before, and totals may count it', async () => {
  const { ask, data, faults, pass } = open(2);
  const filter = { fromDateTime: '2026-03-01T00:00:00Z', toDateTime: '2026-04-01T00:00:00Z' };
  const [, late] = data.calls;
  if (!late) throw new Error('no call');
  late.simulator = { detailsAt: '2026-03-10T01:00:00Z' };
  data.transcripts.set(late.metaData.id, { callId: late.metaData.id, transcript: [] });
  expect((await ask('/v2/calls/extensive', { filter })).body.records.totalRecords).toBe(1);
  faults.countsUnprocessed = true;
  const counted = await ask('/v2/calls/extensive', { filter });
  expect([counted.body.records.totalRecords, counted.body.calls.length]).toEqual([2, 1]);
  expect((await ask(`/v2/calls/${late.metaData.id}`)).status).toBe(404);
  const callIds = [late.metaData.id];
  expect((await ask('/v2/calls/transcript', { filter: { callIds } })).body.callTranscripts).toHaveLength(1);
  pass(3_600_000);
  expect((await ask(`/v2/calls/${late.metaData.id}`)).status).toBe(200);
  late.simulator = { transcriptAt: '2026-03-11T00:00:00Z' };
  expect((await ask('/v2/calls/transcript', { filter: { callIds } })).status).toBe(404);
});

test('the company changes while the simulator runs: edits, deletions, late imports, people', async () => {
  const { app, ask } = open(1);
  const send = (method: string, path: string, body: object) =>
    app.request(path, { method, body: JSON.stringify(body) });
  const id = '9000000000000000000';
  await send('PATCH', `/simulator/calls/${id}`, { metaData: { title: 'Renamed', isPrivate: true }, parties: [] });
  expect((await ask(`/v2/calls/${id}`)).body.call).toMatchObject({ title: 'Renamed', isPrivate: true });
  await send('POST', '/simulator/calls', { metaData: { id: '77', started: '2024-01-01T00:00:00Z' }, transcript: [] });
  expect((await ask('/v2/calls/77')).status).toBe(200);
  expect((await app.request(`/simulator/calls/${id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await ask(`/v2/calls/${id}`)).status).toBe(404);
  await send('PATCH', '/simulator/users/5', { active: false, managerId: '6' });
  expect((await ask('/v2/users/5')).body.user).toMatchObject({ active: false, managerId: '6' });
});

test('profiles, access and the library answer as documented', async () => {
  const { app, ask } = open(1);
  const put = (path: string, body: unknown) => app.request(path, { method: 'PUT', body: JSON.stringify(body) });
  const workspaceId = '1000000000000000001';
  const id = '9000000000000000000';
  await put('/simulator/profiles', [
    {
      id: 'p1',
      workspaceId,
      name: 'Managers',
      callsAccess: { permissionLevel: 'own', teamLeadIds: null },
      userIds: ['5'],
    },
  ]);
  const { profiles } = (await ask(`/v2/all-permission-profiles?workspaceId=${workspaceId}`)).body;
  expect(profiles).toEqual([expect.objectContaining({ id: 'p1', name: 'Managers' })]);
  expect(profiles[0]).not.toHaveProperty('userIds');
  expect((await ask('/v2/permission-profile/users?profileId=p1')).body.users).toEqual([
    { id: '5', fullName: 'Ines', emailAddress: null },
  ]);
  expect((await ask('/v2/permission-profile/users?profileId=none')).body.errors).toEqual(['Bad request']);
  await put(`/simulator/call-access/${id}`, ['5']);
  const access = { filter: { callIds: [id] } };
  expect((await ask('/v2/calls/users-access', access)).body.callAccessList).toEqual([
    { callId: id, users: [{ userId: '5' }] },
  ]);
  await app.request('/simulator/faults', { method: 'PATCH', body: '{"accessMember":"id"}' });
  expect((await ask('/v2/calls/users-access', access)).body.callAccessList[0].users).toEqual([{ id: '5' }]);
  expect((await ask('/v2/calls/users-access', { filter: { callIds: ['1'] } })).body.errors).toEqual([
    'Some calls not found',
  ]);
  await put('/simulator/folders', [
    { id: 'f1', workspaceId, name: 'Best calls', updated: '2026-03-01T00:00:00.123456Z', callIds: [id] },
  ]);
  expect((await ask(`/v2/library/folders?workspaceId=${workspaceId}`)).body.folders).toMatchObject([
    { id: 'f1', parentFolderId: null },
  ]);
  expect((await ask('/v2/library/folder-content?folderId=f1')).body.calls).toMatchObject([{ id, snippet: null }]);
});

test('media links are signed anew for each request, know ranges, and are refused after eight hours', async () => {
  const { app, ask, data, pass } = open(1);
  const asked = {
    filter: { fromDateTime: '2026-03-01T00:00:00Z' },
    contentSelector: { exposedFields: { media: true } },
  };
  const linkOf = async () => (await ask('/v2/calls/extensive', asked)).body.calls[0].media;
  const [first, second] = [await linkOf(), await linkOf()];
  expect(first.audioUrl).not.toBe(second.audioUrl);
  expect(first.videoUrl).toEqual(expect.any(String));
  const path = first.audioUrl.replace('http://127.0.0.1:80', '');
  const whole = await app.request(path);
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe('RIFF');
  const part = await app.request(path, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes.length}`]);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(10, 20));
  expect((await app.request(`${path}x`)).status).toBe(403);
  pass(8 * 3_600_000 + 1000);
  expect((await app.request(path)).status).toBe(403);
  if (data.calls[0]) data.calls[0].metaData.media = 'Audio';
  expect(await linkOf()).not.toHaveProperty('videoUrl');
});

test('OAuth: a code is good once for ten minutes, a refresh token once, scopes and host are enforced', async () => {
  const { app, oauth, pass } = open(1, { faults: { missingScopes: ['api:users:read'] } });
  const redirectUri = 'http://127.0.0.1:9/callback';
  const allow = async () => {
    const form = new URLSearchParams({
      client_id: 'simulator-client',
      redirect_uri: redirectUri,
      scope: 'api:users:read api:workspaces:read',
      state: 'st',
      decision: 'allow',
    });
    const response = await app.request('/oauth2/decide', { method: 'POST', body: form });
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('st');
    return back.searchParams.get('code') ?? '';
  };
  const basic = `Basic ${Buffer.from('simulator-client:simulator-client-secret').toString('base64')}`;
  const token = async (params: Record<string, string>, authorization = basic) => {
    const query = new URLSearchParams(params);
    const response = await app.request(`/oauth2/generate-customer-token?${query}`, {
      method: 'POST',
      headers: { authorization },
    });
    return { status: response.status, body: await response.json() };
  };
  const exchange = (code: string) => token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  const code = await allow();
  const first = await exchange(code);
  expect(first.body).toMatchObject({
    token_type: 'bearer',
    scope: 'api:workspaces:read',
    api_base_url_for_customer: 'http://localhost:80',
  });
  expect((await exchange(code)).body.error).toBe('invalid_grant');
  const old = await allow();
  pass(600_001);
  expect((await exchange(old)).status).toBe(400);
  expect((await token({ grant_type: 'refresh_token', refresh_token: 'x' }, 'Basic eDp5')).status).toBe(401);

  const api = (accessToken: string, path: string, host = 'localhost:80') =>
    app.request(path, { headers: { authorization: `Bearer ${accessToken}`, host } });
  expect((await api(first.body.access_token, '/v2/workspaces')).status).toBe(200);
  expect((await api(first.body.access_token, '/v2/workspaces', '127.0.0.1:80')).status).toBe(401);
  expect((await api(first.body.access_token, '/v2/users')).status).toBe(401);
  const refresh = (refreshToken: string) => token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const second = await refresh(first.body.refresh_token);
  expect(second.status).toBe(200);
  expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant');
  expect(oauth.count).toEqual({ refreshed: 1, refused: 1 });
  pass(86_400_001);
  expect((await api(second.body.access_token, '/v2/workspaces')).status).toBe(401);
});
