import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeOrganization } from '../../src/access/change-organization.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import type { SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { reindex } from '../../src/upkeep/reindex.ts';
import { asAdmin } from '../support/as-admin.ts';
import { connectQuietly } from '../support/connect-quietly.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const signal = new AbortController().signal;
const NOW = new Date('2026-11-22T12:00:00Z');
const HISTORY = { from: new Date('2026-01-01T00:00:00Z'), to: NOW };

let opened: Awaited<ReturnType<typeof openTestServices>>;
let data: SimulatedData;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let id: string;

beforeAll(async () => {
  opened = await openTestServices({}, () => NOW);
});
afterAll(() => opened.close());
beforeEach(async () => {
  data = smallWorld(5);
  simulator = await startGongSimulator(data, { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 });
  id = (
    await createOrganization(opened.services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    })
  ).id;
  await connect();
});
afterEach(() => simulator.close());

const connect = () =>
  connectQuietly(opened.services, id, { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url });
const find = async (query: string) => {
  const { hits, total } = await searchSegments(opened.services, await readMember(opened.services, id), {
    query,
    limit: 100,
  });
  return { total, calls: [...new Set(hits.map((hit) => hit.call.title))].sort(), hits };
};

test('a history run brings every call, its words and its people, and a second one changes nothing', async () => {
  expect(await asAdmin(opened.services, id, finishSync, HISTORY)).toMatchObject({
    state: 'done',
    asked: 5,
    added: 5,
    pending: 0,
    failed: 0,
  });
  const found = await find('price');
  expect(found).toMatchObject({ total: 20, calls: ['Call 0', 'Call 1', 'Call 2', 'Call 3', 'Call 4'] });
  expect(found.hits[0]).toMatchObject({ call: { accounts: [{ name: 'Acme' }], platform: 'zoom', kind: 'external' } });
  expect(await asAdmin(opened.services, id, finishSync, HISTORY)).toMatchObject({
    state: 'done',
    asked: 5,
    added: 0,
    changed: 0,
    unchanged: 5,
  });
});

test('the first sync asks for exactly the last 48 hours', async () => {
  await asAdmin(opened.services, id, finishSync, {});
  const asked = simulator.requests.find((request) => request.path === '/v2/calls/extensive');
  expect(asked?.body).toMatchObject({
    filter: { fromDateTime: '2026-11-20T12:00:00.000Z', toDateTime: '2026-11-22T12:00:00.000Z' },
  });
});

test('a late transcript is pending, and searchable after the run that finds it', async () => {
  const late = data.calls[0]?.metaData.id ?? '';
  const transcript = data.transcripts.get(late);
  data.transcripts.delete(late);
  expect(await asAdmin(opened.services, id, finishSync, HISTORY)).toMatchObject({ state: 'done', pending: 1 });
  expect((await find('price')).calls).not.toContain('Call 0');
  if (transcript) data.transcripts.set(late, transcript);
  expect(await asAdmin(opened.services, id, finishSync, {})).toMatchObject({ pending: 0 });
  expect((await find('price')).calls).toContain('Call 0');
});

test('private calls are never stored, and leave search when they turn private', async () => {
  const [first, second] = data.calls;
  if (first) first.metaData.isPrivate = true;
  await asAdmin(opened.services, id, finishSync, HISTORY);
  expect((await find('price')).calls).toEqual(['Call 1', 'Call 2', 'Call 3', 'Call 4']);
  if (second) second.metaData.isPrivate = true;
  await asAdmin(opened.services, id, finishSync, HISTORY);
  expect((await find('price')).calls).toEqual(['Call 2', 'Call 3', 'Call 4']);
});

test('an edit in Gong is taken over, and imported accounts reach past calls and search', async () => {
  await asAdmin(opened.services, id, finishSync, HISTORY);
  if (data.calls[2]) data.calls[2].metaData.title = 'Renamed';
  expect(await asAdmin(opened.services, id, finishSync, HISTORY)).toMatchObject({ changed: 1, unchanged: 4 });
  expect((await find('price')).calls).toContain('Renamed');
  await asAdmin(opened.services, id, importAccounts, 'name,domain\nAcme Industries,acme.example\n');
  const answer = await find('price @Acme Industries');
  expect([answer.total, answer.hits[0]?.call.accounts.map((account) => account.name)]).toEqual([
    20,
    ['Acme Industries'],
  ]);
});

test('two organizations with the same calls keep apart', async () => {
  await asAdmin(opened.services, id, finishSync, HISTORY);
  const other = await createOrganization(opened.services, { name: 'Theirs', adminEmail: 'x@theirs.example' });
  const seen = await searchSegments(opened.services, await readMember(opened.services, other.id), { query: 'price' });
  expect(seen).toMatchObject({ total: 0, hits: [] });
});

test('nothing syncs while data sync is off, or without a connection, or for a reversed range', async () => {
  await asAdmin(opened.services, id, changeOrganization, { dataSyncEnabled: false });
  await expect(asAdmin(opened.services, id, finishSync, {})).rejects.toMatchObject({ code: 'sync_off' });
  const other = await createOrganization(opened.services, { name: 'Theirs', adminEmail: 'x@theirs.example' });
  await asAdmin(opened.services, other.id, changeOrganization, { dataSyncEnabled: true });
  await expect(asAdmin(opened.services, other.id, finishSync, {})).rejects.toMatchObject({ code: 'not_connected' });
  await asAdmin(opened.services, id, changeOrganization, { dataSyncEnabled: true });
  await expect(asAdmin(opened.services, id, finishSync, { from: NOW, to: HISTORY.from })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a run that Gong refuses ends as failed with the reason, and what was saved stays', async () => {
  await asAdmin(opened.services, id, finishSync, HISTORY);
  await simulator.close();
  simulator = await startGongSimulator(data, {
    port: Number(new URL(simulator.url).port),
    accessKey: 'k',
    accessKeySecret: 'changed',
    perSecond: 1000,
  });
  expect(await asAdmin(opened.services, id, finishSync, HISTORY)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('refused the credentials'),
  });
  expect((await find('price')).total).toBe(20);
});

test('reindex makes the same search results from the store', async () => {
  await asAdmin(opened.services, id, finishSync, HISTORY);
  const before = await find('price item');
  await reindex(opened.services, signal);
  const after = await find('price item');
  expect(after.hits.map((hit) => [hit.call.id, hit.segment.position])).toEqual(
    before.hits.map((hit) => [hit.call.id, hit.segment.position]),
  );
});
