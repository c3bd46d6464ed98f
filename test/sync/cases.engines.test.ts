import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { toCallId } from '../../src/call.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { readSimulatedData, type SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { showCall } from '../../src/search/show-call.ts';
import { showTranscript } from '../../src/search/show-transcript.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { showCallStatus } from '../../src/sync/show-call-status.ts';
import { showConnection } from '../../src/sync/show-connection.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { asAdmin } from '../support/as-admin.ts';
import { connectQuietly } from '../support/connect-quietly.ts';
import { movingClock } from '../support/synced-world.ts';
import { openTestServices } from '../support/test-services.ts';

/**
 * What Gong, or a gateway in front of Gong, was seen to send: each folder of `cases/` has a call 7001 with a fault and
 * a sound call 7999. The faults that a simulator's file cannot hold are put in here.
 */
const clock = movingClock(new Date('2026-11-26T12:00:00Z'));
const CONTROL = 'The giraffe budget is approved.';
const ASKED = 'Shall we talk about the walrus project?';
const LATE = 'The walrus project is late by two weeks.';
const WORRY = 'We worry about the invoice as well.';

type Told = Awaited<ReturnType<typeof sync>>;
let opened: Awaited<ReturnType<typeof openTestServices>>;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  opened = await openTestServices({}, clock.now);
});
afterAll(async () => {
  for (const end of ends) await end();
  await opened.close();
});

const folders = readdirSync(`${import.meta.dirname}/cases`);
const folderOf = (number: string): string => {
  const name = folders.find((one) => one.startsWith(`${number}-`));
  if (!name) throw new Error(`there is no case ${number}`);
  return `${import.meta.dirname}/cases/${name}`;
};

type Change = (data: SimulatedData, faults: { replaced: { text: string; by: string } | null }) => void;

async function begin(number: string, change: Change = () => {}) {
  const { services } = opened;
  const data = await readSimulatedData(folderOf(number));
  const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000, now: clock.now, timeZone: 'UTC' };
  const simulator = await startGongSimulator(data, options);
  change(data, simulator.faults);
  const { id } = await createOrganization(services, {
    name: `Northbridge ${number}`,
    adminEmail: 'robin@northbridge.example',
    domains: ['northbridge.example'],
  });
  await connectQuietly(services, id, {
    accessKey: 'k',
    accessKeySecret: 's',
    baseUrl: simulator.url,
    limits: { perSecond: 500, perDay: 10_000 },
  });
  ends.push(async () => {
    await asAdmin(services, id, disconnectGong, { erases: true });
    await simulator.close();
  });
  const find = async (query: string) => {
    const { hits } = await searchSegments(services, await readMember(services, id), { query, limit: 100 });
    return hits;
  };
  return {
    id,
    data,
    simulator,
    find,
    run: (to?: Date) =>
      asAdmin(
        services,
        id,
        finishSync,
        { from: new Date('2026-10-01T00:00:00Z'), ...(to && { to }) },
        { patienceMs: 5000 },
      ),
    poll: () => asAdmin(services, id, finishSync, {}, { patienceMs: 5000 }),
    call: () => asAdmin(services, id, showCall, toCallId('7001')),
    shown: () => asAdmin(services, id, showConnection),
    status: (callId = '7001') => asAdmin(services, id, showCallStatus, toCallId(callId)),
    /** Every sentence with its speaker and times. */
    said: async (callId = '7001') => {
      const segments = await asAdmin(services, id, showTranscript, toCallId(callId));
      return segments.flatMap(({ speaker, sentences }) =>
        sentences.map(({ text, startMs, endMs }) => ({ text, startMs, endMs, name: speaker.name })),
      );
    },
  };
}

async function sync(number: string, change?: Change) {
  const world = await begin(number, change);
  const run = await world.run(number === '50' ? new Date('2027-04-01T00:00:00Z') : undefined);
  return { ...world, ran: run };
}

const textsOf = async ({ said }: Told) => (await said()).map(({ text }) => text);
const timesOf = async ({ said }: Told) => (await said()).map(({ startMs, endMs }) => [startMs, endMs]);

/** Each case's right reading, beside what holds of them all. */
const READINGS: Record<string, { change?: Change; check: (told: Told) => Promise<void> }> = {
  '30': { check: async (told) => expect(await textsOf(told)).toEqual([ASKED, LATE, WORRY]) },
  '31': {
    check: async ({ call }) =>
      expect(await call()).toMatchObject({
        title: 'Brackwater review',
        parties: [{ name: 'Ada Stern' }, { name: 'Ina Berg' }],
      }),
  },
  '32': {
    check: async (told) =>
      expect(await timesOf(told)).toEqual([
        [0, 2661],
        [2960, 6001],
        [6000, 8661],
      ]),
  },
  '35': {
    check: async (told) =>
      expect(await timesOf(told)).toEqual([
        [0, 2660],
        [2960, 6000],
        [6000, 8660],
      ]),
  },
  '36': { check: async (told) => expect(await textsOf(told)).toEqual([ASKED, LATE]) },
  '37': {
    check: async (told) => {
      const [first, ...rest] = await timesOf(told);
      expect(first?.[0]).toBe(0);
      expect(first?.[1]).toBeGreaterThan(0);
      expect(first?.[1]).toBeLessThanOrEqual(2960);
      expect(rest).toEqual([
        [2960, 6000],
        [6000, 8660],
      ]);
    },
  },
  '39': {
    check: async (told) =>
      expect(await timesOf(told)).toEqual([
        [0, 2660],
        [2960, 6000],
        [6000, 8660],
      ]),
  },
  '41': {
    check: async ({ said }) =>
      expect((await said()).map(({ name }) => name)).toEqual(['Ada Stern', 'Ina Berg', 'Ina Berg']),
  },
  '43': { check: async (told) => expect(await textsOf(told)).toEqual([ASKED, LATE, WORRY]) },
  '44': {
    check: async ({ said, find }) => {
      expect((await said()).map(({ name }) => name)).toEqual([
        'Ada Stern',
        'Ina Berg or Ole Dahl',
        'Ina Berg or Ole Dahl',
      ]);
      const hits = await find('walrus late');
      expect(hits.filter(({ text }) => text.includes(LATE))).toHaveLength(1);
      expect(hits[0]?.segment.speaker).toMatchObject({ side: 'customer', personId: null });
    },
  },
  '45': {
    check: async ({ said }) => {
      const [, ...pieces] = await said();
      expect(Math.max(...pieces.map(({ text }) => text.split(' ').length))).toBeLessThanOrEqual(60);
      expect(pieces.every(({ text }) => text.startsWith('and then'))).toBe(true);
      expect(pieces.map(({ startMs }) => startMs)).toEqual(
        pieces.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
      );
      expect([pieces[0]?.startMs, pieces.at(-1)?.endMs]).toEqual([4000, 804_000]);
    },
  },
  '46': { check: async (told) => expect(await textsOf(told)).toEqual([ASKED, LATE, WORRY]) },
  '47': { check: async (told) => expect(await textsOf(told)).toEqual([ASKED, LATE, WORRY]) },
  '48': { check: async ({ call }) => expect((await call()).startedAt).toEqual(new Date('2026-11-11T07:30:00Z')) },
  '50': { check: async ({ call }) => expect((await call()).startedAt).toEqual(new Date('2027-03-01T10:00:00Z')) },
  '53': {
    change: (_, faults) => {
      faults.replaced = { text: '"started":"2026-11-10T15:00:00Z"', by: '"started":"2026-11-10T15:00:00"' };
    },
    check: async ({ call }) => expect((await call()).startedAt).toEqual(new Date('2026-11-10T15:00:00Z')),
  },
  '54': {
    change: ({ calls }) => calls[0]?.parties?.splice(1, 0, null as never),
    check: async ({ call }) =>
      expect((await call()).parties.map(({ name }) => name)).toEqual(['Ada Stern', 'Ina Berg']),
  },
};

describe.each(Object.keys(READINGS))('case %s', (number) => {
  test('comes in whole, and the call beside it too', async () => {
    const reading = READINGS[number];
    const told = await sync(number, reading?.change);
    expect(told.ran).toMatchObject({ state: 'done', error: null, added: 2, failed: 0, pending: 0 });
    expect((await told.find('giraffe')).map(({ text }) => text)).toContainEqual(expect.stringContaining(CONTROL));
    expect((await told.find('walrus')).map(({ call }) => call.id)).toContain('7001');
    await reading?.check(told);
  });
});

test('34: a call without a start is set aside with its reason, the rest goes on, and it comes when Gong mends it', async () => {
  const told = await sync('34', (_, faults) => {
    faults.replaced = { text: '"started":"2026-11-10T15:00:00Z"', by: '"started":""' };
  });
  expect(told.ran).toMatchObject({ state: 'done', error: null, added: 1, failed: 1 });
  expect(await told.find('giraffe')).toHaveLength(1);
  expect(await told.status()).toMatchObject({ state: 'seen', reason: 'unreadable' });
  expect(await told.shown()).toMatchObject({
    calls: { seen: 1, aside: [{ callId: '7001', reason: 'unreadable', tries: 1 }] },
  });
  expect(await examine(opened.services, told.id)).toContainEqual({
    what: 'Northbridge 34, set aside',
    isWell: false,
    text: '1 unreadable: they are asked for again. Among them: 7001.',
  });
  told.simulator.faults.replaced = null;
  clock.pass(2 * 3_600_000);
  expect(await told.poll()).toMatchObject({ state: 'done', failed: 0 });
  expect(await told.status()).toMatchObject({ state: 'indexed' });
});

test('51: a transcript that is null is not there yet, and comes when Gong has it', async () => {
  let spoken: unknown;
  const told = await sync('51', ({ transcripts }) => {
    const transcript = transcripts.get('7001');
    spoken = transcript?.transcript;
    if (transcript) transcript.transcript = null as never;
  });
  expect(told.ran).toMatchObject({ state: 'done', added: 2, failed: 0, pending: 1 });
  expect(await told.status()).toMatchObject({ state: 'transcript_pending', reason: 'transcript_not_ready' });
  const transcript = told.data.transcripts.get('7001');
  if (transcript) transcript.transcript = spoken as never;
  expect(await told.run()).toMatchObject({ state: 'done', pending: 0 });
  expect(await textsOf(told)).toEqual([ASKED, LATE]);
});

test('an unreadable transcript is never told as one that is not there yet', async () => {
  const told = await sync('51', ({ transcripts }) => {
    const transcript = transcripts.get('7001');
    if (transcript) transcript.transcript = 'rubbish' as never;
  });
  expect(told.ran).toMatchObject({ state: 'done', added: 2, failed: 1 });
  expect(await told.find('giraffe')).toHaveLength(1);
  expect(await told.status()).toMatchObject({ state: 'transcript_pending', reason: 'transcript_unreadable' });
});

test('58: sixty calls with a poisoned one are searchable, also after a second and a third sync, and new ones too', async () => {
  const told = await sync('58');
  const found = async () => new Set((await told.find('giraffe')).map(({ call }) => call.id)).size;
  expect(told.ran).toMatchObject({ state: 'done', error: null, added: 60, failed: 0, pending: 0 });
  expect(await found()).toBe(60);
  expect(await told.run()).toMatchObject({ state: 'done', unchanged: 60 });
  const [call] = told.data.calls;
  if (!call) throw new Error('there are no calls');
  told.data.calls.push({ ...call, metaData: { ...call.metaData, id: '5899', started: '2026-11-26T08:00:00Z' } });
  const [turn] = told.data.transcripts.get('5800')?.transcript ?? [];
  told.data.transcripts.set('5899', { callId: '5899', transcript: [turn as never] });
  expect(await told.poll()).toMatchObject({ state: 'done', added: 1 });
  expect(await found()).toBe(61);
});

test('61: words of every script are found, whatever invisible signs, accents and quotes stand in them', async () => {
  const told = await sync('61');
  expect(told.ran).toMatchObject({ state: 'done', added: 14, failed: 0, pending: 0 });
  const searches = readFileSync(`${folderOf('61')}/searches.tsv`, 'utf8')
    .trim()
    .split('\n');
  const missed: string[] = [];
  for (const line of searches) {
    const [query = '', title] = line.split('\t');
    const found = await told.find(query);
    if (!found.some(({ call }) => call.title === title))
      missed.push(`${line}: ${found.map(({ call }) => call.title).slice(0, 3)}`);
  }
  expect(missed).toEqual([]);
});

test('rooms of an intranet stop no later sync, and no page of the admin', async () => {
  const told = await sync('32', ({ calls }) => {
    const parties = calls[0]?.parties ?? [];
    for (const [n, host] of ['intranet', 'localhost', 'a..b', '.onmicrosoft.com', '10.0.0.1'].entries())
      parties.push({ id: `room${n}`, name: `Room ${n}`, emailAddress: `room${n}@${host}`, affiliation: 'External' });
  });
  expect(told.ran).toMatchObject({ state: 'done', added: 2, failed: 0 });
  expect(await told.run()).toMatchObject({ state: 'done', unchanged: 2, failed: 0 });
  const http = makeHttpApp(opened.services);
  const { key } = await asAdmin(opened.services, told.id, createApiKey, 'test');
  for (const path of ['/accounts', '/people', '/people/unlinked', '/integrations/gong', '/calls/7001', '/rules']) {
    const response = await http.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect([path, response.status]).toEqual([path, 200]);
  }
  const accounts = await http.request('/api/v1/accounts', { headers: { authorization: `Bearer ${key}` } });
  expect((await accounts.json()).accounts.map(({ name }: { name: string }) => name)).toEqual(['Brackwater']);
});
