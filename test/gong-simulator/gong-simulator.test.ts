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
  const { app } = makeGongSimulator(data, {
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
  const { ask } = open(1, { missingScopes: ['api:calls:read:transcript'] });
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
