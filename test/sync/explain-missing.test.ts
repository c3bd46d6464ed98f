import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { changeOrganization } from '../../src/access/change-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import { changeAccess } from '../../src/sync/change-access.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { explainMissing } from '../../src/sync/explain-missing.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { startSync } from '../../src/sync/start-sync.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { asAdmin } from '../support/as-admin.ts';
import { DAY, HOUR, openSyncedWorld } from '../support/synced-world.ts';

const START = new Date('2026-11-22T12:00:00Z');
const signal = new AbortController().signal;

let opened: Awaited<ReturnType<typeof openSyncedWorld>>;
beforeAll(async () => {
  opened = await openSyncedWorld(START);
});
afterAll(() => opened.close());
afterEach(() => opened.endWorlds());
type World = Awaited<ReturnType<typeof opened.begin>>;
const begin = (calls = 12): Promise<World> => opened.begin(calls);
const off = (id: string) => asAdmin(opened.services, id, changeOrganization, { dataSyncEnabled: false });

/** Each row: a fault of call 3, injected before or after a sync of everything, and the expected cause. */
const CAUSES: [cause: string, inject: (world: World) => Promise<unknown> | unknown][] = [
  ['searchable', (world) => world.importAll()],
  ['not_connected', (world) => asAdmin(opened.services, world.id, disconnectGong, { erases: true })],
  ['sync_off', (world) => off(world.id)],
  [
    'not_imported',
    (world) => asAdmin(opened.services, world.id, finishSync, { from: new Date('2026-11-19') }, { patienceMs: 5000 }),
  ],
  ['not_read_yet', (world) => asAdmin(opened.services, world.id, startSync, { from: new Date('2026-01-01') })],
  [
    'waiting',
    async (world) => {
      world.simulator.faults.tooMany = { times: 1, retryAfterSeconds: 7200 };
      await world.importAll();
    },
  ],
  [
    'not_visible',
    async (world) => {
      world.callOf(3).simulator = { hidden: true };
      await world.importAll();
    },
  ],
  [
    'not_processed',
    async (world) => {
      world.callOf(3).simulator = { detailsAt: '2030-01-01T00:00:00Z' };
      await world.importAll();
    },
  ],
  [
    'next_sync',
    async (world) => {
      world.callOf(3).simulator = { hidden: true };
      await world.importAll();
      world.callOf(3).simulator = {};
    },
  ],
  [
    'private',
    async (world) => {
      world.callOf(3).metaData.isPrivate = true;
      await world.importAll();
    },
  ],
  [
    'deleted_in_gong',
    async (world) => {
      await world.importAll();
      world.data.calls.splice(3, 1);
      await world.importAll();
    },
  ],
  [
    'removal_held',
    async (world) => {
      await world.importAll();
      world.data.calls.splice(2, 9);
      await world.importAll();
    },
  ],
  [
    'unreadable',
    async (world) => {
      Object.assign(world.callOf(3).metaData, { isPrivate: 'perhaps' });
      await world.importAll();
    },
  ],
  [
    'sync_failing',
    async (world) => {
      world.simulator.faults.missingScopes = ['api:calls:read:transcript'];
      await world.importAll();
    },
  ],
  [
    'sync_failing',
    async (world) => {
      world.simulator.faults.wrongHost = 403;
      await world.importAll();
    },
  ],
];

test.each(CAUSES)('a call that is not here because: %s', async (cause, inject) => {
  const world = await begin();
  const callId = world.idOf(3);
  await inject(world);
  const explanations = await world.explain({ callId });
  expect(explanations.map((one) => one.cause)).toEqual([cause]);
  expect(explanations[0]?.text.length).toBeGreaterThan(20);
});

const late = (world: World, agoMs: number) => {
  const call = world.callOf(3);
  call.metaData.started = new Date(opened.clock.now().getTime() - agoMs).toISOString();
  call.simulator = { transcriptAt: '2030-01-01T00:00:00Z' };
  return call;
};

test.each<[cause: string, inject: (world: World) => Promise<unknown> | unknown]>([
  ['transcript_not_ready', (world) => late(world, HOUR)],
  ['no_speech', (world) => Object.assign(late(world, HOUR).metaData, { language: 'zxx' })],
  ['unsupported_language', (world) => Object.assign(late(world, HOUR).metaData, { language: 'und' })],
  ['too_short', (world) => Object.assign(late(world, 2 * DAY).metaData, { duration: 20 })],
  ['transcript_never_came', (world) => late(world, 2 * HOUR)],
  [
    'transcription_off',
    (world) => {
      late(world, 2 * HOUR);
      world.data.transcripts.clear();
    },
  ],
])('a transcript that is not here because: %s', async (cause, inject) => {
  const world = await begin();
  await inject(world);
  await world.importAll();
  if (cause === 'transcript_never_came' || cause === 'transcription_off') {
    opened.clock.pass(20 * DAY);
    await world.importAll();
  }
  expect(await world.explain({ callId: world.idOf(3) })).toMatchObject([{ cause, guide: 'missing-transcripts' }]);
});

test('a call that cannot be read is never told as one still being processed, whoever asks how', async () => {
  const world = await begin();
  const callId = world.idOf(3);
  Object.assign(world.callOf(3).metaData, { isPrivate: 'perhaps' });
  // Not known here yet: Gong is asked.
  expect(await world.why({ callId })).toEqual(['unreadable']);
  expect(await world.importAll()).toMatchObject({ state: 'done', added: 11, failed: 1 });
  expect(await world.why({ callId })).toEqual(['unreadable']);
  // Its date is not known here, so the day can only say that it may be the one.
  expect(await world.explain({ date: '2026-11-14' })).toMatchObject([
    { cause: 'unreadable', text: expect.stringContaining(callId) },
  ]);
});

test('a row without a readable id is counted, and removes no call that it may be', async () => {
  const world = await begin();
  await world.importAll();
  const callId = world.idOf(3);
  world.simulator.faults.replaced = { text: `"metaData":{"id":"${callId}"`, by: '"metaData":{"id":{}' };
  expect(await world.importAll()).toMatchObject({ state: 'done', failed: 1, removed: 0 });
  expect(await world.why({ callId })).toEqual(['searchable']);
});

test('titles, days and people are explained too, and numbers add up', async () => {
  const world = await begin();
  world.callOf(3).simulator = { hidden: true };
  world.callOf(4).metaData.isPrivate = true;
  await world.importAll();
  expect(await world.why({ title: 'call 5' })).toEqual(['searchable']);
  expect(await world.why({ title: 'Call 4' })).toEqual(['no_such_title']);
  expect(await world.why({ date: '2026-11-10' })).toEqual(['searchable']);
  expect(await world.why({ date: '2026-11-12' })).toEqual(['private']);
  expect(await world.why({ date: '2026-11-14' })).toEqual(['nothing_that_day']);
  expect(await world.why({ date: '2025-11-14' })).toEqual(['nothing_that_day']);
  world.callOf(3).simulator = {};
  expect(await world.why({ date: '2026-11-14' })).toEqual(['not_processed']);
  expect(await world.why({ person: 'tove@acme.example' })).toEqual(['person_linked']);
  expect(await world.why({ person: 'Nobody Here' })).toEqual(['person_not_seen']);
  world.callOf(6).parties?.push({ id: '7', name: 'Phone Caller', affiliation: 'Unknown', speakerId: '8' });
  await world.importAll();
  expect(await world.why({ person: 'Phone Caller' })).toEqual(['person_without_address']);
  expect((await world.explain({ person: 'Phone Caller' }))[0]?.text).toMatch(/^Phone Caller was on 1 call, but/);
  await expect(world.explain({})).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(world.explain({ date: 'someday' })).rejects.toMatchObject({ code: 'invalid_input' });
  const findings = await examine(opened.services, world.id);
  expect(findings.find(({ what }) => what.endsWith('calls'))?.text).toBe('11 indexed, 1 left_out (1 private)');
  expect(await asAdmin(opened.services, world.id, explainMissing, { callId: '404' }, signal)).toMatchObject([
    { cause: 'not_visible' },
  ]);
});

test('an admin is told no title and no count of calls that they may not read', async () => {
  const world = await begin();
  world.callOf(3).simulator = { hidden: true };
  await world.importAll();
  world.callOf(3).simulator = {};
  const told = async () => [
    ...(await world.explain({ callId: world.idOf(3) })),
    ...(await world.explain({ person: 'tove@acme.example' })),
  ];
  const [unread, person] = await told();
  expect(unread?.call?.title).toEqual(expect.any(String));
  expect(person?.cause).toBe('person_linked');
  const [acme] = await listAccounts(opened.services.db, toOrganizationId(world.id));
  const rule = { name: 'Closed', effect: 'close', to: 'others', accountIds: [acme?.id ?? ''], memberIds: [] } as const;
  await asAdmin(opened.services, world.id, changeAccess, {
    rules: [{ ...rule, accountIds: [...rule.accountIds], memberIds: [] }],
  });
  const [closed, nobody] = await told();
  expect(closed).toMatchObject({ cause: unread?.cause, call: { id: world.idOf(3), title: null } });
  expect(nobody).toMatchObject({ cause: 'person_not_seen', text: expect.stringContaining('that you may read') });
});
