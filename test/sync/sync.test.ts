import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import type { SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { openTestApp } from '../support/running-app.ts';
import { smallWorld } from '../support/small-world.ts';

const signal = new AbortController().signal;
const NOW = new Date('2026-11-22T12:00:00Z');
const HISTORY = { from: new Date('2026-01-01T00:00:00Z'), to: NOW };

let opened: Awaited<ReturnType<typeof openTestApp>>;
let data: SimulatedData;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let id: string;

beforeAll(async () => {
  opened = await openTestApp({}, () => NOW);
});
afterAll(() => opened.close());
beforeEach(async () => {
  data = smallWorld(5);
  simulator = await startGongSimulator(data, { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 });
  id = (
    await opened.app.createOrganization({ name: 'Ours', adminEmail: 'robin@ours.example', domains: ['ours.example'] })
  ).id;
  await connect();
});
afterEach(() => simulator.close());

const connect = () =>
  opened.app.connectGong(
    {
      organizationId: id,
      accessKey: 'k',
      accessKeySecret: 's',
      baseUrl: simulator.url,
      connectedBy: null,
      turnsSyncOn: true,
    },
    signal,
  );
const find = async (query: string) => {
  const { hits, total } = await opened.app.search(await opened.app.viewer(id), { query, limit: 100 });
  return { total, calls: [...new Set(hits.map((hit) => hit.call.title))].sort(), hits };
};

test('a history run brings every call, its words and its people, and a second one changes nothing', async () => {
  expect(await opened.app.sync(id, HISTORY, { wait: true })).toMatchObject({
    state: 'done',
    asked: 5,
    added: 5,
    pending: 0,
    failed: 0,
  });
  const found = await find('price');
  expect(found).toMatchObject({ total: 20, calls: ['Call 0', 'Call 1', 'Call 2', 'Call 3', 'Call 4'] });
  expect(found.hits[0]).toMatchObject({ call: { accounts: [{ name: 'Acme' }], platform: 'zoom', kind: 'external' } });
  expect(await opened.app.sync(id, HISTORY, { wait: true })).toMatchObject({
    state: 'done',
    asked: 5,
    added: 0,
    changed: 0,
    unchanged: 5,
  });
});

test('the first sync asks for exactly the last 48 hours', async () => {
  await opened.app.sync(id, {}, { wait: true });
  const asked = simulator.requests.find((request) => request.path === '/v2/calls/extensive');
  expect(asked?.body).toMatchObject({
    filter: { fromDateTime: '2026-11-20T12:00:00.000Z', toDateTime: '2026-11-22T12:00:00.000Z' },
  });
});

test('a late transcript is pending, and searchable after the run that finds it', async () => {
  const late = data.calls[0]?.metaData.id ?? '';
  const transcript = data.transcripts.get(late);
  data.transcripts.delete(late);
  expect(await opened.app.sync(id, HISTORY, { wait: true })).toMatchObject({ state: 'done', pending: 1 });
  expect((await find('price')).calls).not.toContain('Call 0');
  if (transcript) data.transcripts.set(late, transcript);
  expect(await opened.app.sync(id, {}, { wait: true })).toMatchObject({ pending: 0 });
  expect((await find('price')).calls).toContain('Call 0');
});

test('private calls are never stored, and leave search when they turn private', async () => {
  const [first, second] = data.calls;
  if (first) first.metaData.isPrivate = true;
  await opened.app.sync(id, HISTORY, { wait: true });
  expect((await find('price')).calls).toEqual(['Call 1', 'Call 2', 'Call 3', 'Call 4']);
  if (second) second.metaData.isPrivate = true;
  await opened.app.sync(id, HISTORY, { wait: true });
  expect((await find('price')).calls).toEqual(['Call 2', 'Call 3', 'Call 4']);
});

test('an edit in Gong is taken over, and imported accounts reach past calls and search', async () => {
  await opened.app.sync(id, HISTORY, { wait: true });
  if (data.calls[2]) data.calls[2].metaData.title = 'Renamed';
  expect(await opened.app.sync(id, HISTORY, { wait: true })).toMatchObject({ changed: 1, unchanged: 4 });
  expect((await find('price')).calls).toContain('Renamed');
  await opened.app.importAccounts(id, 'name,domain\nAcme Industries,acme.example\n');
  const answer = await find('price @Acme Industries');
  expect([answer.total, answer.hits[0]?.call.accounts.map((account) => account.name)]).toEqual([
    20,
    ['Acme Industries'],
  ]);
});

test('two organizations with the same calls keep apart', async () => {
  await opened.app.sync(id, HISTORY, { wait: true });
  const other = await opened.app.createOrganization({ name: 'Theirs', adminEmail: 'x@theirs.example' });
  const seen = await opened.app.search(await opened.app.viewer(other.id), { query: 'price' });
  expect(seen).toMatchObject({ total: 0, hits: [] });
});

test('nothing syncs while data sync is off, or without a connection, or for a reversed range', async () => {
  await opened.app.updateOrganization(id, { dataSyncEnabled: false });
  await expect(opened.app.sync(id, {}, { wait: true })).rejects.toMatchObject({ code: 'sync_off' });
  const other = await opened.app.createOrganization({ name: 'Theirs', adminEmail: 'x@theirs.example' });
  await opened.app.updateOrganization(other.id, { dataSyncEnabled: true });
  await expect(opened.app.sync(other.id, {}, { wait: true })).rejects.toMatchObject({ code: 'not_connected' });
  await opened.app.updateOrganization(id, { dataSyncEnabled: true });
  await expect(opened.app.sync(id, { from: NOW, to: HISTORY.from }, { wait: true })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a run that Gong refuses ends as failed with the reason, and what was saved stays', async () => {
  await opened.app.sync(id, HISTORY, { wait: true });
  await simulator.close();
  simulator = await startGongSimulator(data, {
    port: Number(new URL(simulator.url).port),
    accessKey: 'k',
    accessKeySecret: 'changed',
    perSecond: 1000,
  });
  expect(await opened.app.sync(id, HISTORY, { wait: true })).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('refused the credentials'),
  });
  expect((await find('price')).total).toBe(20);
});

test('reindex makes the same search results from the store', async () => {
  await opened.app.sync(id, HISTORY, { wait: true });
  const before = await find('price item');
  await opened.app.reindex(signal);
  const after = await find('price item');
  expect(after.hits.map((hit) => [hit.call.id, hit.segment.position])).toEqual(
    before.hits.map((hit) => [hit.call.id, hit.segment.position]),
  );
});
