import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { explainAccess } from '../../src/access/explain-access.ts';
import { readMember } from '../../src/access/read-member.ts';
import { showAccess } from '../../src/access/show-access.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { toCallId, toOrganizationId } from '../../src/call.ts';
import { noFaults } from '../../src/gong-simulator/faults.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { showCalls } from '../../src/search/show-calls.ts';
import { changeAccess } from '../../src/sync/change-access.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { showConnection } from '../../src/sync/show-connection.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const HOUR_MS = 3_600_000;
const signal = new AbortController().signal;
const CALLS = 6;

let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let world: ReturnType<typeof smallWorld>;
let id = '';
let now = NOW;
const callId = (at: number) => String(5_000_000_000_000_000_000n + BigInt(at));
/** Robin hosts the first two of six calls; all were on them with an address alone. */
const aProfile = (level: string, more: object = {}) => ({
  ...{ id: '91', workspaceId: '1', name: 'Sellers', callsAccess: { permissionLevel: level, teamLeadIds: null } },
  ...{ libraryFolderAccess: { permissionLevel: 'none', libraryFolderIds: null }, userIds: ['9'], ...more },
});
const read = async (): Promise<number> => {
  const viewer = await readMember(opened.services, id);
  return (await showCalls(opened.services, viewer, { limit: 50 })).total;
};

beforeAll(async () => {
  opened = await openTestServices({}, () => now);
  world = smallWorld(CALLS);
  for (const call of world.calls.slice(0, 2)) call.metaData.primaryUserId = '9';
  simulator = await startGongSimulator(world, {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
    perDay: 100_000,
    now: () => now,
  });
  const { services } = opened;
  ({ id } = await createOrganization(services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  }));
  await connect();
  const run = await asAdmin(services, id, finishSync, { from: new Date('2026-10-01'), to: NOW });
  expect(run.state).toBe('done');
});
const connect = () =>
  asAdmin(
    opened.services,
    id,
    connectWithKey,
    {
      ...{ accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, turnsSyncOn: true, isByOperator: true },
      limits: { perSecond: 1000, perDay: 100_000 },
    },
    signal,
  );
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});
beforeEach(async () => {
  now = new Date(now.getTime() + 48 * HOUR_MS);
  Object.assign(simulator.faults, noFaults());
  Object.assign(world, { profiles: [aProfile('own')], folders: [], callAccess: new Map() });
  await asAdmin(opened.services, id, changeAccess, { mode: 'everyone', rules: [] });
  await asAdmin(opened.services, id, changeAccess, { mode: 'gong', withoutGongUser: 'nothing' });
});

test('until an admin chooses, every member reads every call, and Gong is not asked for rights', async () => {
  await asAdmin(opened.services, id, changeAccess, { mode: 'everyone' });
  const before = simulator.requests.length;
  now = new Date(now.getTime() + 2 * HOUR_MS);
  await opened.services.syncRunner.readRights();
  expect(await read()).toBe(CALLS);
  expect(simulator.requests.length).toBe(before);
});

test('a change in Gong is in force within the hour, and Gong is asked once in it', async () => {
  expect(await read()).toBe(2);
  world.profiles = [aProfile('all')];
  const before = simulator.requests.length;
  await opened.services.syncRunner.readRights();
  expect(simulator.requests.length).toBe(before);
  expect(await read()).toBe(2);
  now = new Date(now.getTime() + HOUR_MS);
  await opened.services.syncRunner.readRights();
  expect(await read()).toBe(CALLS);
});

test('calls shared through the API and in folders are read, snippets are not, and both end when Gong ends them', async () => {
  world.callAccess.set(callId(3), ['9']);
  world.folders = [
    {
      id: '8',
      workspaceId: '1',
      name: 'Best',
      updated: '2026-10-01T00:00:00Z',
      callIds: [callId(4), callId(5)],
      snippets: { [callId(5)]: { fromSec: 10, toSec: 20 } },
    },
  ];
  world.profiles = [aProfile('own', { libraryFolderAccess: { permissionLevel: 'all', libraryFolderIds: null } })];
  simulator.faults.accessMember = 'id';
  now = new Date(now.getTime() + HOUR_MS);
  await opened.services.syncRunner.readRights();
  expect(await read()).toBe(4);
  world.callAccess.clear();
  world.folders = [];
  now = new Date(now.getTime() + HOUR_MS);
  await opened.services.syncRunner.readRights();
  expect(await read()).toBe(2);
});

test('a call that Gong no longer has keeps no other call from being asked for', async () => {
  const gone = world.calls.pop();
  world.callAccess.set(callId(3), ['9']);
  now = new Date(now.getTime() + HOUR_MS);
  await opened.services.syncRunner.readRights();
  if (gone) world.calls.push(gone);
  expect(await read()).toBe(3);
});

test('while Gong cannot be asked the copy decides for a day, then nothing is read and everybody is told', async () => {
  simulator.faults.wrongHost = 403;
  world.profiles = [];
  now = new Date(now.getTime() + 23 * HOUR_MS);
  await opened.services.syncRunner.readRights();
  expect((await asAdmin(opened.services, id, showAccess)).gong.error).toContain('Check the API host');
  expect(await read()).toBe(2);
  now = new Date(now.getTime() + 2 * HOUR_MS);
  await opened.services.syncRunner.readRights();
  await expect(read()).rejects.toMatchObject({ code: 'access_unknown' });
  const viewer = await readMember(opened.services, id);
  await expect(
    askQuestion(opened.services, viewer, { question: 'What was said about price?' }, () => {}, signal),
  ).rejects.toThrow('No call is shown until they are read again');
  // What an admin mends it with still works.
  expect(await asAdmin(opened.services, id, showConnection)).toMatchObject({ connected: true });
  expect(await asAdmin(opened.services, id, explainAccess, { memberId: viewer.memberId })).toMatchObject({
    reads: 'unknown',
    calls: null,
  });
  simulator.faults.wrongHost = null;
  now = new Date(now.getTime() + HOUR_MS);
  await opened.services.syncRunner.readRights();
  expect(await read()).toBe(0);
});

test('a member’s first question of the day goes by Gong as of now, later ones by the copy', async () => {
  const ask = async () => {
    const viewer = await readMember(opened.services, id);
    const question = 'How many calls did we have?';
    return (await askQuestion(opened.services, viewer, { question }, () => {}, signal)).searched.inScope;
  };
  expect(await ask()).toBe(2);
  world.profiles = [aProfile('all')];
  expect(await ask()).toBe(2);
  now = new Date(now.getTime() + 13 * HOUR_MS);
  expect(await ask()).toBe(CALLS);
});

test('without a scope for it reading as in Gong does not begin, and the scope is named', async () => {
  await asAdmin(opened.services, id, changeAccess, { mode: 'everyone' });
  simulator.faults.missingScopes = ['api:permission-profile:read'];
  await expect(asAdmin(opened.services, id, changeAccess, { mode: 'gong' })).rejects.toThrow(
    'Gong did not grant "api:permission-profile:read"',
  );
  expect(await asAdmin(opened.services, id, showAccess)).toMatchObject({ mode: 'everyone' });
  expect(await read()).toBe(CALLS);
});

test('says what a member may read and why, and of one call whether', async () => {
  const { memberId } = await readMember(opened.services, id);
  const explain = (at: number) =>
    asAdmin(opened.services, id, explainAccess, { memberId, callId: toCallId(callId(at)) });
  const told = await explain(0);
  expect(told).toMatchObject({ reads: 'some', calls: 2, mayRead: true });
  expect(told.why[0]).toBe('Profile "Sellers" in workspace 1: their own calls.');
  expect(await explain(5)).toMatchObject({ mayRead: false });
});

test('disconnecting Gong ends reading as in Gong, and so does connecting again until its rights are read', async () => {
  await asAdmin(opened.services, id, disconnectGong, { erases: false });
  await expect(read()).rejects.toMatchObject({ code: 'access_unknown' });
  await connect();
  await expect(read()).rejects.toMatchObject({ code: 'access_unknown' });
  await opened.services.rights.read(toOrganizationId(id));
  expect(await read()).toBe(2);
});
