import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const CALL = '5000000000000000000';
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let http: ReturnType<typeof makeHttpApp>;
let key = '';

beforeAll(async () => {
  opened = await openTestServices({}, () => NOW);
  simulator = await startGongSimulator(smallWorld(12), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 100,
  });
  const ours = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  key = ours.apiKey;
  const access = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null };
  await asAdmin(
    opened.services,
    ours.id,
    connectWithKey,
    { ...access, turnsSyncOn: true },
    new AbortController().signal,
  );
  await asAdmin(opened.services, ours.id, finishSync, { from: new Date('2026-10-01'), to: NOW });
  http = makeHttpApp(opened.services);
});
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});

const get = async (path: string) => {
  const response = await http.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  return response.json();
};
const post = (path: string, body: unknown, accept = 'application/json') =>
  http.request(`/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });

test('calls are counted, and found by title, person and whether customers were there', async () => {
  expect(await get('/calls?limit=5')).toMatchObject({ total: 12 });
  const { calls, total } = await get('/calls?query=CALL%201');
  expect(calls.map(({ title }: { title: string }) => title).sort()).toEqual(['Call 1', 'Call 10', 'Call 11']);
  expect(total).toBe(3);
  expect((await get('/calls?query=100%25')).total).toBe(0);
  const { people } = await get('/people?query=tove');
  expect(people).toMatchObject([{ name: 'Tove Brandt', calls: 12, lastCallAt: '2026-11-20T10:00:00.000Z' }]);
  expect((await get(`/calls?personId=${people[0].id}`)).total).toBe(12);
  expect((await get('/calls?personId=per_none')).total).toBe(0);
  expect((await get('/calls?kind=customers')).total).toBe(12);
  expect((await get('/calls?kind=internal')).total).toBe(0);
});

test('people are found by kind and account', async () => {
  const { accounts } = await get('/accounts');
  const names = async (query: string) =>
    (await get(`/people?${query}`)).people.map(({ name }: { name: string }) => name);
  expect(await names('kind=teammate')).toEqual(['Robin']);
  expect(await names(`accountId=${accounts[0].id}`)).toEqual(['Tove Brandt']);
  expect((await get('/accounts?state=proposed')).accounts).toHaveLength(1);
  expect((await get('/accounts?state=active')).accounts).toEqual([]);
});

test("a call's topics say where trackers find something, in order of time", async () => {
  const { topics } = await get(`/calls/${CALL}/topics`);
  expect(topics).toEqual([
    { id: 'pricing', name: 'Pricing', moments: [0, 3000, 6000, 9000].map((startMs) => ({ startMs })) },
  ]);
});

test('moments of other calls that are like a moment of this one are found, two of a call at most', async () => {
  const { moments } = await get(`/calls/${CALL}/related?atMs=3000`);
  const ids = moments.map(({ callId }: { callId: string }) => callId);
  expect(ids.length).toBeGreaterThan(2);
  expect(ids).not.toContain(CALL);
  for (const id of ids) expect(ids.filter((other: string) => other === id).length).toBeLessThanOrEqual(2);
  expect(moments[0]).toMatchObject({
    callTitle: expect.any(String),
    speaker: expect.anything(),
    text: expect.any(String),
  });
  expect((await get(`/calls/${CALL}/related?atMs=soon`)).error.code).toBe('invalid_input');
  expect((await get('/calls/1/related?atMs=0')).error.code).toBe('not_found');
});

test('a page learns which recordings there are, or why there is none', async () => {
  expect(await get(`/calls/${CALL}/media`)).toEqual({
    kinds: ['audio', 'video'],
    reason: null,
    askedAgainAt: null,
  });
  await asAdmin(opened.services, (await get('/me')).organization.id, disconnectGong, { erases: false });
  const other = await get('/calls/5000000000000000001/media');
  expect(other).toMatchObject({ kinds: [], reason: expect.stringContaining('Gong') });
});

test('tracker reports narrow to an account', async () => {
  const { accounts } = await get('/accounts');
  const of = async (query: string) =>
    (await get(`/reports/trackers?from=2026-10-01&${query}`)).trackers.find(
      ({ id }: { id: string }) => id === 'pricing',
    );
  expect(await of(`accountId=${accounts[0].id}`)).toMatchObject({ mentions: 48, calls: 12 });
  expect(await of('accountId=acc_none')).toMatchObject({ mentions: 0, calls: 0, months: [], accounts: [] });
});

test('a search is answered as a table too: all of it, whatever the page', async () => {
  const response = await post('/search', { query: 'price', limit: 1 }, 'text/csv');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="search.csv"');
  const lines = (await response.text()).trim().split('\n');
  expect(lines[0]).toBe('call,startedAt,accounts,speaker,side,startMs,text,url');
  expect(lines).toHaveLength(1 + 48);
  expect(new Set(lines).size).toBe(1 + 48);
  expect(lines[1]).toMatch(/http:\/\/.*\/calls\/\d+\?at=\d+/);
});
