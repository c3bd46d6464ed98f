import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toCallId } from '../../src/call.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { type GuardedFetch, guardedFetch } from '../../src/guarded-fetch.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { diskMediaStore } from '../../src/media/disk-media-store.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { makeMediaFetcher } from '../../src/sync/fetch-media.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { startHttp } from '../support/start-http.ts';
import { makeFolder, openTestServices, silent } from '../support/test-services.ts';

const CALL = toCallId('5000000000000000000');
const OTHER = toCallId('5000000000000000001');
const signal = new AbortController().signal;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let opened: Awaited<ReturnType<typeof openTestServices>>;
let org: { id: string; apiKey: string };
let strangersKey: string;
let folder: ReturnType<typeof makeFolder>;
/** The recording as Gong has it. */
let original: Buffer;

beforeAll(async () => {
  simulator = await startGongSimulator(smallWorld(3), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
  });
  opened = await openTestServices({}, () => new Date('2026-11-22T12:00:00Z'));
  org = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  strangersKey = (await createOrganization(opened.services, { name: 'Theirs', adminEmail: 'x@theirs.example' })).apiKey;
  const connect = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url };
  await asAdmin(opened.services, org.id, connectWithKey, { ...connect, turnsSyncOn: true }, signal);
  await asAdmin(opened.services, org.id, finishSync, { from: new Date('2026-10-01'), to: new Date('2026-11-22') });
  const { gong } = await opened.services.opener.open(org.id as never, 'fresh');
  const audio = (await gong.mediaLinks([CALL], signal)).get(CALL)?.audio;
  original = Buffer.from(await (await fetch(audio ?? '')).arrayBuffer());
});
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});

const nameOf = (callId = CALL) => ({ organizationId: org.id as never, callId, kind: 'audio' as const });
/** For background work: a busy machine takes time. */
const PATIENT = { timeout: 30_000 };
const fetcherWith = (fetcher: GuardedFetch, mostBytes = Number.POSITIVE_INFINITY) => {
  const media = diskMediaStore(folder.path);
  return {
    media,
    fetcher: makeMediaFetcher({
      opener: opened.services.opener,
      media,
      mostBytes,
      fetch: fetcher,
      now: () => new Date(),
      mayKeep: async () => true,
      log: silent,
    }),
  };
};
/** A response whose body breaks off with an error after some bytes, as if a connection or process had died. */
const cutAfter = (response: Response, bytes: number): Response => {
  let left = bytes;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk.slice(0, left));
      left -= chunk.length;
      if (left <= 0) controller.error(new Error('the connection broke'));
    },
  });
  return new Response(response.body?.pipeThrough(cut), { status: response.status, headers: response.headers });
};
const read = async (media: ReturnType<typeof diskMediaStore>, callId = CALL) => {
  const found = await media.find(nameOf(callId));
  return found && Buffer.concat(await found.open().toArray());
};

test('a download that was killed half way is not shown, goes on where it ended, and is whole afterwards', async () => {
  const { media } = fetcherWith(fetch);
  // The state after a process is killed at work: half the file on disk, nothing in memory.
  const response = cutAfter(
    new Response(new Uint8Array(original), { headers: { 'content-length': String(original.length) } }),
    original.length >> 1,
  );
  await media
    .write(nameOf(), { offset: 0, total: original.length, contentType: 'audio/wav', body: response.body as never })
    .catch(() => {});
  expect(await media.find(nameOf())).toBeNull();
  expect(await media.fetched(nameOf())).toBeGreaterThan(0);
  const ranges: (string | null)[] = [];
  const { fetcher } = fetcherWith((url, init) => {
    ranges.push(new Headers(init?.headers).get('range'));
    return fetch(url, init);
  });
  expect(await fetcher.fetch(nameOf(), signal)).toBe(true);
  expect(ranges).toEqual([`bytes=${original.length >> 1}-`]);
  expect(await read(media)).toEqual(original);
});

test('a link that breaks off again and again is gone on with in one fetch', async () => {
  let cuts = 0;
  const { media, fetcher } = fetcherWith(async (url, init) => {
    cuts += 1;
    const response = await fetch(url, init);
    return cuts < 4 ? cutAfter(response, 1000) : response;
  });
  expect(await fetcher.fetch(nameOf(), signal)).toBe(true);
  expect(cuts).toBe(4);
  expect(await read(media)).toEqual(original);
});

test('bytes that no longer begin the recording are fetched anew, and the call’s other recording stays', async () => {
  const { media, fetcher } = fetcherWith(fetch);
  const bytes = async function* (count: number) {
    yield Buffer.alloc(count, 1);
  };
  const video = { ...nameOf(), kind: 'video' as const };
  await media.write(video, { offset: 0, total: 4, contentType: 'video/mp4', body: bytes(4) });
  // Gong had a longer recording before: it answers 416 to whoever goes on at that byte.
  const former = {
    offset: 0,
    total: original.length + 100,
    contentType: 'audio/wav',
    body: bytes(original.length + 50),
  };
  await media.write(nameOf(), former);
  expect(await fetcher.fetch(nameOf(), signal)).toBe(true);
  expect(await read(media)).toEqual(original);
  expect(await media.find(video)).toMatchObject({ bytes: 4, contentType: 'video/mp4' });
});

test('a link that is too old is replaced unseen', async () => {
  const statuses: number[] = [];
  const { media, fetcher } = fetcherWith(async (url, init) => {
    const link = new URL(String(url));
    if (statuses.length === 0) link.searchParams.set('expires', '1000');
    const response = await fetch(link, init);
    statuses.push(response.status);
    return response;
  });
  expect(await fetcher.fetch(nameOf(), signal)).toBe(true);
  expect(statuses).toEqual([403, 200]);
  expect(await read(media)).toEqual(original);
});

test('the cap holds: what was played least recently goes, and nothing half', async () => {
  const { media, fetcher } = fetcherWith(fetch, original.length * 1.5);
  await fetcher.fetch(nameOf(), signal);
  await sleep(20);
  await fetcher.fetch(nameOf(OTHER), signal);
  expect([await media.find(nameOf()), (await media.find(nameOf(OTHER)))?.bytes]).toEqual([null, original.length]);
  const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.audio'),
  );
  expect(files).toHaveLength(1);
});

test('two who want the same recording fetch it once', async () => {
  let fetched = 0;
  const { fetcher } = fetcherWith((url, init) => {
    fetched += 1;
    return fetch(url, init);
  });
  await Promise.all([fetcher.fetch(nameOf(), signal), fetcher.fetch(nameOf(), signal)]);
  expect(fetched).toBe(1);
});

test('an id never leads out of the folder', async () => {
  await expect(
    diskMediaStore(folder.path).fetched({ organizationId: '../x' as never, callId: CALL, kind: 'audio' }),
  ).rejects.toThrow('no file name');
});

test('recordings are served with Range to whoever may read the call, cached or not, and to nobody else', async () => {
  const http = makeHttpApp(opened.services);
  const get = (range?: string, key = org.apiKey, path = `/calls/${CALL}/media/audio`) =>
    http.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${key}`, ...(range && { range }) } });
  const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());
  const path = join(opened.config.dataDir, 'media', org.id, `${CALL}.audio`);

  const live = await get('bytes=100-199');
  expect([live.status, live.headers.get('content-range')]).toEqual([206, `bytes 100-199/${original.length}`]);
  expect(await bytes(live)).toEqual(original.subarray(100, 200));
  await expect.poll(() => (existsSync(path) ? readFileSync(path).length : 0), PATIENT).toBe(original.length);

  const whole = await get();
  expect([whole.status, whole.headers.get('accept-ranges'), whole.headers.get('content-type')]).toEqual([
    200,
    'bytes',
    'audio/wav',
  ]);
  expect(await bytes(whole)).toEqual(original);
  for (const [range, from, to] of [
    ['bytes=0-0', 0, 0],
    ['bytes=1000-', 1000, original.length - 1],
    ['bytes=-10', original.length - 10, original.length - 1],
  ] as const) {
    const part = await get(range);
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${original.length}`]);
    expect(await bytes(part)).toEqual(original.subarray(from, to + 1));
  }
  expect((await get(`bytes=${original.length}-`)).status).toBe(416);
  const [strange, missing] = [
    await get(undefined, strangersKey),
    await get(undefined, org.apiKey, '/calls/1/media/audio'),
  ];
  expect([strange.status, missing.status]).toEqual([404, 404]);
  const messageOf = async (response: Response) =>
    ((await response.json()) as { error: { message: string } }).error.message;
  expect(await messageOf(strange)).toBe(await messageOf(missing));
});

test('a copy in a browser is played only after asking, and by nobody who may not read the call', async () => {
  const http = makeHttpApp(opened.services);
  const get = (headers: Record<string, string> = {}, key = org.apiKey) =>
    http.request(`/api/v1/calls/${CALL}/media/audio`, { headers: { authorization: `Bearer ${key}`, ...headers } });
  await expect.poll(async () => (await get()).headers.has('etag'), PATIENT).toBe(true);
  const whole = await get();
  const tag = whole.headers.get('etag') ?? '';
  expect(whole.headers.get('cache-control')).toBe('private, no-cache');
  expect(whole.headers.get('vary')).toMatch(/authorization.*cookie/i);
  const again = await get({ 'if-none-match': `W/${tag}, "other"` });
  expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
  expect((await get({ 'if-none-match': '"other"' })).status).toBe(200);
  expect((await get({ 'if-none-match': tag }, strangersKey)).status).toBe(404);
  // What a part is added to must be the same recording.
  expect((await get({ range: 'bytes=0-9', 'if-range': tag })).status).toBe(206);
  expect((await get({ range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
});

test('a call that is erased takes its recording along', async () => {
  const http = makeHttpApp(opened.services);
  const request = (method: string, path: string, body?: unknown) =>
    http.request(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${org.apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  await (await request('GET', `/calls/${OTHER}/media/audio`)).arrayBuffer();
  const files = () =>
    readdirSync(join(opened.config.dataDir, 'media', org.id)).filter((file) => file.startsWith(OTHER));
  await expect.poll(() => files().includes(`${OTHER}.audio`), PATIENT).toBe(true);
  expect((await request('POST', '/erasures', { callId: OTHER })).status).toBe(200);
  expect(files()).toEqual([]);
  expect((await request('GET', `/calls/${OTHER}/media/audio`)).status).toBe(404);
});

test('that there is no recording is not believed for good: one that comes later is found', async () => {
  let at = Date.parse('2026-11-22T12:00:00Z');
  const asked: string[] = [];
  const links = { audio: null as string | null, video: null };
  const gong = {
    mediaLinks: async () => {
      asked.push('links');
      return new Map([[CALL, links]]);
    },
  };
  const opener = { open: async () => ({ gong, connection: { baseUrl: simulator.url }, isByOperator: true }) } as never;
  const fetcher = makeMediaFetcher({
    opener,
    media: diskMediaStore(folder.path),
    mostBytes: 1e9,
    fetch,
    now: () => new Date(at),
    mayKeep: async () => true,
    log: silent,
  });
  const { gong: real } = await opened.services.opener.open(org.id as never, 'fresh');
  expect([await fetcher.ask(nameOf(), null, signal), await fetcher.ask(nameOf(), null, signal)]).toEqual([null, null]);
  expect(asked).toHaveLength(1);
  links.audio = (await real.mediaLinks([CALL], signal)).get(CALL)?.audio ?? null;
  at += 11 * 60_000;
  const found = await fetcher.ask(nameOf(), 'bytes=0-3', signal);
  expect(found?.status).toBe(206);
  await found?.body?.cancel();
});

test('recordings that are fetched ahead cost one request for all their links', async () => {
  const { gong } = await opened.services.opener.open(org.id as never, 'fresh');
  const asked: string[][] = [];
  const counting = {
    mediaLinks: (callIds: never[], until: AbortSignal) => {
      asked.push(callIds);
      return gong.mediaLinks(callIds, until);
    },
  };
  const media = diskMediaStore(folder.path);
  const fetcher = makeMediaFetcher({
    opener: {
      open: async () => ({ gong: counting, connection: { baseUrl: simulator.url }, isByOperator: true }),
    } as never,
    media,
    mostBytes: 1e9,
    fetch,
    now: () => new Date(),
    mayKeep: async () => true,
    log: silent,
  });
  const third = toCallId('5000000000000000002');
  await fetcher.prefetch(org.id as never, [CALL, third], signal);
  await fetcher.prefetch(org.id as never, [CALL, third], signal);
  expect(asked).toEqual([[CALL, third]]);
  expect(await media.find({ ...nameOf(), callId: third })).not.toBeNull();
});

test('a recording whose call is erased while its bytes come does not stay', async () => {
  let isHere = true;
  const media = diskMediaStore(folder.path);
  const fetcher = makeMediaFetcher({
    opener: opened.services.opener,
    media,
    mostBytes: 1e9,
    mayKeep: async () => isHere,
    fetch: async (...asked) => {
      const response = await fetch(...asked);
      isHere = false;
      await media.remove(org.id as never, [CALL]);
      return response;
    },
    now: () => new Date(),
    log: silent,
  });
  expect(await fetcher.fetch(nameOf(), signal)).toBe(false);
  expect(await media.find(nameOf())).toBeNull();
  expect(await media.fetched(nameOf())).toBe(0);
});

test('bytes that came before a link broke off do not stay either, once the call is erased', async () => {
  let isHere = true;
  const media = diskMediaStore(folder.path);
  const fetcher = makeMediaFetcher({
    opener: opened.services.opener,
    media,
    mostBytes: 1e9,
    mayKeep: async () => isHere,
    fetch: async (...asked) => {
      const response = cutAfter(await fetch(...asked), 2000);
      isHere = false;
      await media.remove(org.id as never, [CALL]);
      return response;
    },
    now: () => new Date(),
    log: silent,
  });
  expect(await fetcher.fetch(nameOf(), signal)).toBe(false);
  expect(await media.fetched(nameOf())).toBe(0);
});

/** A fetcher for whom Gong tells this link. */
const fetcherOf = (link: string, media = diskMediaStore(folder.path), mostBytes = 1e9) =>
  makeMediaFetcher({
    opener: {
      open: async () => ({
        gong: { mediaLinks: async () => new Map([[CALL, { audio: link, video: null }]]) },
        connection: { baseUrl: simulator.url },
        isByOperator: true,
      }),
    } as never,
    media,
    mostBytes,
    fetch: guardedFetch({ hosts: [], isLocal: false }),
    now: () => new Date(),
    mayKeep: async () => true,
    log: silent,
  });

test('a recording comes from the host of Gong, and from no other of this network', async () => {
  const elsewhere = await startHttp((_, response) => response.end('internal'));
  try {
    await expect(fetcherOf(`${elsewhere.url}/secrets`).ask(nameOf(), null, signal)).rejects.toMatchObject({
      code: 'host_refused',
    });
    await expect(fetcherOf('file:///etc/passwd').ask(nameOf(), null, signal)).rejects.toMatchObject({
      code: 'host_refused',
    });
    expect(elsewhere.requests).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test('a "recording" that is a page or a script never leaves, fresh or kept by an earlier version', async () => {
  const host = await startHttp((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<script>alert(1)</script>');
  });
  const { services } = opened;
  const media = diskMediaStore(folder.path);
  const page = Buffer.from('<script>alert(1)</script>');
  const body = async function* () {
    yield page;
  };
  await media.write(nameOf(), { offset: 0, total: page.length, contentType: 'text/html', body: body() });
  const fetcher = makeMediaFetcher({
    opener: {
      open: async () => ({
        gong: { mediaLinks: async () => new Map([[CALL, { audio: `${host.url}/x`, video: null }]]) },
        connection: { baseUrl: host.url },
        isByOperator: true,
      }),
    } as never,
    media,
    mostBytes: 1e9,
    fetch: guardedFetch({ hosts: [], isLocal: false }),
    now: () => new Date(),
    mayKeep: async () => true,
    log: silent,
  });
  const http = makeHttpApp({ ...services, media, mediaFetcher: fetcher });
  const answer = await http.request(`/api/v1/calls/${CALL}/media/audio`, {
    headers: { authorization: `Bearer ${org.apiKey}` },
  });
  expect([answer.status, await answer.text()]).toEqual([502, expect.not.stringContaining('script')]);
  await host.close();
});

test('a recording opened by itself is sandboxed, and its type is not guessed', async () => {
  const answer = await makeHttpApp(opened.services).request(`/api/v1/calls/${CALL}/media/audio`, {
    headers: { authorization: `Bearer ${org.apiKey}` },
  });
  await answer.body?.cancel();
  expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([200, "sandbox; default-src 'none'"]);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('what is larger than all room is not kept, and what is longer than told is not read on', async () => {
  const media = diskMediaStore(folder.path);
  const { gong } = await opened.services.opener.open(org.id as never, 'fresh');
  const link = (await gong.mediaLinks([CALL], signal)).get(CALL)?.audio ?? '';
  expect(await fetcherOf(link, media, original.length - 1).fetch(nameOf(), signal)).toBe(false);
  expect(readdirSync(folder.path)).toEqual([]);
  let given = 0;
  const endless = async function* () {
    for (;;) {
      given += 1;
      yield Buffer.alloc(1000);
    }
  };
  const piece = { offset: 0, total: 2500, contentType: 'audio/wav', body: endless() };
  expect([await media.write(nameOf(), piece), given, await media.fetched(nameOf())]).toEqual([false, 3, 0]);
});

test('unfinished recordings count, and make room as whole ones do', async () => {
  const media = diskMediaStore(folder.path);
  const half = async function* () {
    yield Buffer.alloc(1000);
  };
  await media.write(nameOf(OTHER), { offset: 0, total: 2000, contentType: 'audio/wav', body: half() });
  expect(await media.fetched(nameOf(OTHER))).toBe(1000);
  expect(await media.evict(500, nameOf(OTHER))).toBe(0);
  expect(await media.evict(500, nameOf())).toBe(1);
  expect(readdirSync(join(folder.path, org.id))).toEqual([]);
});
