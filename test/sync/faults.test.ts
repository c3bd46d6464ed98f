import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { changeOrganization } from '../../src/access/change-organization.ts';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { readMember } from '../../src/access/read-member.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { confirmRemovals } from '../../src/sync/confirm-removals.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { explainMissing } from '../../src/sync/explain-missing.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { asAdmin } from '../support/as-admin.ts';
import { DAY, HOUR, MINUTE, openSyncedWorld } from '../support/synced-world.ts';

const START = new Date('2026-11-22T12:00:00Z');
const ALL = ['Call 0', 'Call 1', 'Call 2', 'Call 3', 'Call 4'];
const signal = new AbortController().signal;

let opened: Awaited<ReturnType<typeof openSyncedWorld>>;
beforeAll(async () => {
  opened = await openSyncedWorld(START);
});
afterAll(() => opened.close());
afterEach(() => opened.endWorlds());

const begin = (...args: Parameters<typeof opened.begin>) => opened.begin(...args);
const pass = (ms: number) => opened.clock.pass(ms);

test('a storm of 429s is sat out, and loses nothing', async () => {
  const { simulator, importAll, searchable } = await begin(5);
  simulator.faults.tooMany = { times: 3, retryAfterSeconds: 1 };
  expect(await importAll()).toMatchObject({ state: 'done', added: 5, failed: 0 });
  expect(simulator.requests.filter(({ status }) => status === 429)).toHaveLength(3);
  expect(await searchable()).toEqual(ALL);
});

test('a Retry-After of hours puts the run down until then, and nothing is asked before', async () => {
  const { simulator, importAll, why, idOf, id, searchable } = await begin(5);
  simulator.faults.tooMany = { times: 1, retryAfterSeconds: 7200 };
  const run = await importAll();
  expect(run).toMatchObject({ state: 'waiting', error: expect.stringContaining('Gong asked to wait') });
  expect(run.retryAt?.getTime()).toBeGreaterThan(START.getTime() + HOUR);
  const asked = simulator.requests.length;
  expect(await why({ callId: idOf(1) })).toEqual(['waiting']);
  await opened.services.syncRunner.finishOpen(signal);
  expect(simulator.requests).toHaveLength(asked);
  pass(3 * HOUR);
  await opened.services.syncRunner.finishOpen(signal);
  expect(await opened.services.syncRunner.run(run.organizationId, run.id)).toMatchObject({ state: 'done', added: 5 });
  expect(await searchable()).toEqual(ALL);
  expect(id).toBe(run.organizationId);
});

test.each([
  ['5xx answers', { serverErrors: { times: 2, status: 503 as const } }],
  ['answers that break off', { truncated: { times: 2 } }],
  ['slow answers', { slow: { times: 2, ms: 400 } }],
  ['expired cursors', { expiredCursors: { times: 1 } }],
  ['lists in no order', { shuffled: true }],
  ['short windows only', { longestWindowDays: 90 }],
])('%s: the import comes through whole', async (_, faults) => {
  const { simulator, importAll, searchable } = await begin(40, undefined, 30);
  Object.assign(simulator.faults, faults);
  expect(await importAll()).toMatchObject({ state: 'done', asked: 40, added: 40, pending: 0, failed: 0 });
  expect(await searchable()).toHaveLength(40);
});

test('an outage leaves an import waiting with the reason, and it goes on by itself', async () => {
  const { simulator, importAll, searchable } = await begin(5);
  simulator.faults.serverErrors = { times: 5, status: 500 };
  const run = await importAll();
  expect(run).toMatchObject({ state: 'waiting', error: expect.stringContaining('answered 500') });
  pass(2 * MINUTE);
  await opened.services.syncRunner.finishOpen(signal);
  expect(await searchable()).toEqual(ALL);
});

test('a late transcript is pending with its next try, is asked for by its own schedule, and is found when it comes', async () => {
  const { importAll, callOf, idOf, explain, poll, searchable, simulator } = await begin(5);
  callOf(0).simulator = { transcriptAt: new Date(opened.clock.now().getTime() + 2 * HOUR).toISOString() };
  callOf(0).metaData.started = new Date(opened.clock.now().getTime() - HOUR).toISOString();
  expect(await importAll()).toMatchObject({ state: 'done', pending: 1 });
  const [pending] = await explain({ callId: idOf(0) });
  expect(pending).toMatchObject({ cause: 'transcript_not_ready', guide: 'missing-transcripts' });
  expect(pending?.nextTryAt?.getTime()).toBeGreaterThan(opened.clock.now().getTime());
  const before = simulator.requests.filter(({ path }) => path.endsWith('transcript')).length;
  await opened.services.syncRunner.tick();
  await opened.services.syncRunner.finishOpen(signal);
  expect(simulator.requests.filter(({ path }) => path.endsWith('transcript'))).toHaveLength(before);
  pass(3 * HOUR);
  await opened.services.syncRunner.tick();
  await opened.services.syncRunner.finishOpen(signal);
  expect(await searchable()).toEqual(ALL);
  expect(await poll()).toMatchObject({ pending: 0 });
});

test('a clock that jumps a day ahead and back holds up no new call', async () => {
  const { callOf, poll, searchable } = await begin(5);
  pass(DAY);
  await poll();
  pass(-DAY);
  callOf(0).metaData.started = new Date(opened.clock.now().getTime() - HOUR).toISOString();
  expect(await searchable()).not.toContain('Call 0');
  await opened.services.syncRunner.tick();
  await opened.services.syncRunner.finishOpen(signal);
  expect(await searchable()).toContain('Call 0');
});

test('a call that Gong shows late comes with a later poll, and one imported with an old date with the nightly run', async () => {
  const { importAll, poll, callOf, idOf, data, id, why, searchable, simulator } = await begin(5);
  callOf(0).metaData.started = new Date(opened.clock.now().getTime() - HOUR).toISOString();
  callOf(0).simulator = { detailsAt: new Date(opened.clock.now().getTime() + 20 * MINUTE).toISOString() };
  simulator.faults.countsUnprocessed = true;
  expect(await importAll()).toMatchObject({ state: 'done', asked: 4, gongTotal: 5 });
  expect(await why({ callId: idOf(0) })).toEqual(['not_processed']);
  pass(HOUR);
  expect(await poll()).toMatchObject({ added: 1 });
  expect(await searchable()).toEqual(ALL);

  const started = '2026-02-03T10:00:00Z';
  const late = structuredClone(callOf(1));
  Object.assign(late.metaData, { id: '6000000000000000001', title: 'Imported late', started, scheduled: started });
  data.calls.push(late);
  data.transcripts.set(late.metaData.id, {
    ...(data.transcripts.get(idOf(1)) ?? { transcript: [] }),
    callId: late.metaData.id,
  });
  await poll();
  expect(await searchable()).toEqual(ALL);
  expect(await why({ callId: late.metaData.id })).toEqual(['next_sync']);
  const wide = await opened.services.syncRunner.startWide((await poll()).organizationId);
  await opened.services.syncRunner.finishOpen(signal);
  expect(wide?.organizationId).toBe(id);
  expect(await searchable()).toEqual([...ALL, 'Imported late']);
  // Gong's own count for the imported dates, and ours.
  const http = makeHttpApp(opened.services);
  const { key } = await createApiKey(opened.services, await readMember(opened.services, id), 'test');
  const status = await http.request('/api/v1/integrations/gong', { headers: { authorization: `Bearer ${key}` } });
  expect(((await status.json()) as { calls: object }).calls).toMatchObject({
    gongTotal: 6,
    known: 6,
    withTranscript: 6,
    withoutTranscript: 0,
    indexed: 6,
  });
});

test('an edit, a new participant, a new name of a user and new words reach search and the transcript', async () => {
  const { importAll, poll, callOf, id, data, idOf } = await begin(3);
  const robin = data.users[0];
  callOf(0).parties = [
    {
      id: '1',
      name: 'Tove Brandt',
      emailAddress: 'tove@acme.example',
      speakerId: `${idOf(0)}1`,
      affiliation: 'External',
    },
    { id: '2', userId: '9', speakerId: `${idOf(0)}2`, affiliation: 'Internal' },
  ];
  await importAll();
  const speakers = async () => {
    const { hits } = await searchSegments(opened.services, await readMember(opened.services, id), {
      query: '"of call 0"',
      limit: 100,
    });
    return [...new Set(hits.map((hit) => hit.segment.speaker.name))].sort();
  };
  expect(await speakers()).toEqual(['Robin', 'Tove Brandt']);
  Object.assign(robin ?? {}, { firstName: 'Robin', lastName: 'van Tongel' });
  callOf(0).parties?.splice(0, 1, {
    id: '1',
    name: 'Tove Lind',
    emailAddress: 'tove@acme.example',
    speakerId: `${idOf(0)}1`,
    affiliation: 'External',
  });
  data.transcripts.set(idOf(0), {
    callId: idOf(0),
    transcript: [
      { speakerId: `${idOf(0)}1`, sentences: [{ start: 0, end: 900, text: 'Told anew of call 0.' }] },
      { speakerId: `${idOf(0)}2`, sentences: [{ start: 900, end: 1900, text: 'Answered of call 0.' }] },
    ],
  });
  pass(25 * HOUR);
  expect(await importAll()).toMatchObject({ changed: 1, unchanged: 2 });
  expect(await speakers()).toEqual(['Robin van Tongel', 'Tove Lind']);
  const again = await searchSegments(opened.services, await readMember(opened.services, id), {
    query: '"of call 0"',
    limit: 100,
  });
  expect(again.hits.map((hit) => hit.segment.startMs).sort()).toEqual([0, 900]);
  expect(await poll()).toMatchObject({ state: 'done' });
});

test('a deleted call and one that turned private leave store and search; private ones come back when they turn public', async () => {
  const { importAll, data, callOf, idOf, why, searchable, id } = await begin(40);
  await importAll();
  const privateId = idOf(1);
  const hidden = callOf(1);
  hidden.metaData.isPrivate = true;
  const deletedId = idOf(0);
  data.calls.splice(0, 1);
  const wide = () => opened.services.syncRunner.startWide(idOfOrganization);
  const idOfOrganization = (await importAll()).organizationId;
  const titles = await searchable();
  expect(titles).toHaveLength(38);
  expect(titles).not.toContain('Call 0');
  expect([await why({ callId: deletedId }), await why({ callId: privateId })]).toEqual([
    ['deleted_in_gong'],
    ['private'],
  ]);
  await expect(asAdmin(opened.services, id, explainMissing, { title: 'Call 0' }, signal)).resolves.not.toContainEqual(
    expect.objectContaining({ call: expect.objectContaining({ title: 'Call 0' }) }),
  );
  // Long after, an old call turns public again: no list has the call, so the sync asks by id.
  hidden.metaData.isPrivate = false;
  pass(40 * DAY);
  await wide();
  await opened.services.syncRunner.finishOpen(signal);
  expect(await searchable()).toContain('Call 1');
});

test('so many deletions at once are held back until an admin confirms them, and lifted when the calls are there again', async () => {
  const { importAll, data, searchable, why, id } = await begin(20);
  await importAll();
  const gone = data.calls.splice(0, 15);
  expect(await importAll()).toMatchObject({ state: 'done', removed: 0, held: 15 });
  expect(await searchable()).toHaveLength(20);
  expect(await why({ callId: gone[0]?.metaData.id ?? '' })).toEqual(['removal_held']);
  const findings = await examine(opened.services, id);
  expect(findings.find(({ isWell }) => !isWell)?.text).toContain('15 calls are gone');
  data.calls.push(...gone);
  await importAll();
  expect(await why({ callId: gone[0]?.metaData.id ?? '' })).toEqual(['searchable']);
  data.calls.splice(5, 15);
  await importAll();
  expect(await asAdmin(opened.services, id, confirmRemovals)).toEqual({ callsDeleted: 15, isInSearch: true });
  expect(await searchable()).toHaveLength(5);
  expect(await why({ callId: gone[0]?.metaData.id ?? '' })).toEqual(['deleted_in_gong']);
});

test('a row that cannot be read is named in the ledger, and comes when it can be', async () => {
  const { importAll, poll, callOf, idOf, why, searchable } = await begin(5);
  const { parties } = callOf(2);
  Object.assign(callOf(2), { parties: ['somebody'] });
  expect(await importAll()).toMatchObject({ asked: 5, added: 4, failed: 1 });
  expect(await why({ callId: idOf(2) })).toEqual(['unreadable']);
  Object.assign(callOf(2), { parties });
  pass(2 * HOUR);
  await poll();
  expect(await searchable()).toEqual(ALL);
});

test('turning data sync off puts imports down; disconnecting keeps what was synced, or deletes every trace', async () => {
  const { id, importAll, searchable, connect } = await begin(5);
  await importAll();
  await asAdmin(opened.services, id, changeOrganization, { dataSyncEnabled: false });
  await expect(importAll()).rejects.toMatchObject({ code: 'sync_off' });
  expect(await asAdmin(opened.services, id, disconnectGong, { erases: false })).toMatchObject({ callsDeleted: 0 });
  expect(await searchable()).toEqual(ALL);
  await expect(importAll()).rejects.toMatchObject({ code: 'not_connected' });
  await connect();
  expect(await importAll()).toMatchObject({ unchanged: 5 });
  expect(await asAdmin(opened.services, id, disconnectGong, { erases: true })).toMatchObject({ callsDeleted: 5 });
  expect(await searchable()).toEqual([]);
  await connect();
  expect(await importAll()).toMatchObject({ added: 5 });
});
