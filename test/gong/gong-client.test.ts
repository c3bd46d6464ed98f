import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { gongClient, toBasicAuthorization } from '../../src/gong/gong-client.ts';
import type { GongHttpDeps } from '../../src/gong/gong-http.ts';
import { type SimulatorOptions, startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { simulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { startHttp } from '../support/start-http.ts';
import { silent } from '../support/test-services.ts';

const signal = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function simulator(calls: number, options: Partial<SimulatorOptions> = {}) {
  const rows = Array.from({ length: calls }, (_, at) => ({
    metaData: { id: String(1000 + at), title: 'A call', started: '2026-03-02T17:00:00Z' },
  }));
  const transcript = {
    callId: '1000',
    transcript: [{ speakerId: null, sentences: [{ start: 61_200, end: 64_850, text: 'The pilot price holds.' }] }],
  };
  const started = await startGongSimulator(simulatedData({ calls: rows, transcripts: [transcript], users: [] }), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    ...options,
  });
  closing.push(started.close);
  return started;
}

/** Waiting takes no time here: the tests assert the requests, not their times. */
function client(
  baseUrl: string,
  secret = 's',
  sleep: (ms: number) => Promise<void> = async () => {},
  authorization: (refused?: string) => Promise<string> = async () => toBasicAuthorization('k', secret),
) {
  const http: GongHttpDeps = {
    pace: (_, __, send) => send(() => {}),
    fetch: globalThis.fetch,
    sleep,
    random: () => 0,
    now: () => new Date(),
    log: silent,
    onRequest: () => {},
    holdUntil: (moment) => sleep(moment.getTime() - Date.now()),
  };
  return gongClient(http, { baseUrl, authorization, quotaClass: 'fresh' });
}

const window = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') };
async function allCalls(gong: ReturnType<typeof client>) {
  const ids = [];
  for await (const page of gong.callPages(window, signal)) ids.push(...page.calls.map((call) => call.id));
  return ids;
}

test('reads every page of a window, and nothing where Gong has nothing', async () => {
  const { url, requests } = await simulator(150);
  expect(new Set(await allCalls(client(url))).size).toBe(150);
  expect(requests.map((request) => request.status)).toEqual([200, 200]);
  const empty = { from: new Date('2030-01-01T00:00:00Z'), to: new Date('2030-02-01T00:00:00Z') };
  for await (const _ of client(url).callPages(empty, signal)) expect.unreachable();
});

test('transcripts that Gong does not have are missing from the answer, times are milliseconds', async () => {
  const { url } = await simulator(2);
  for await (const { asked, found } of client(url).transcriptBatches([toCallId('1000'), toCallId('1001')], signal)) {
    expect(asked).toHaveLength(2);
    expect([...found]).toEqual([
      ['1000', [{ speakerId: null, sentences: [{ startMs: 61_200, endMs: 64_850, text: 'The pilot price holds.' }] }]],
    ]);
  }
});

test('an expired cursor begins its window again and no call is lost', async () => {
  let nowMs = 0;
  const { url, requests } = await simulator(250, { now: () => new Date(nowMs) });
  const gong = client(url);
  const ids = new Set<string>();
  let pages = 0;
  for await (const page of gong.callPages(window, signal)) {
    for (const call of page.calls) ids.add(call.id);
    pages += 1;
    nowMs += pages === 1 ? 4_000_000 : 1000;
  }
  expect(ids.size).toBe(250);
  expect(requests.map((request) => request.status)).toEqual([200, 400, 200, 200, 200]);
});

test('tells a wrong key, a missing scope, a wrong host and a host that is not Gong apart', async () => {
  const { url } = await simulator(1, { faults: { missingScopes: ['api:workspaces:read'] } });
  await expect(client(url, 'wrong').fetchUsers(signal)).rejects.toMatchObject({ code: 'gong_credentials_refused' });
  await expect(client(url).fetchWorkspaces(signal)).rejects.toMatchObject({
    code: 'gong_missing_scope',
    message: expect.stringContaining('api:workspaces:read'),
  });
  await expect(client('http://no-such-host.invalid').fetchUsers(signal)).rejects.toMatchObject({
    code: 'gong_wrong_host',
  });
  const other = await otherServer(() => ({ status: 404, body: '<html>Not found</html>' }));
  await expect(client(other).fetchUsers(signal)).rejects.toMatchObject({ code: 'gong_wrong_host' });
});

test('tries 5xx, cut and refused answers again, waits as long as Retry-After says, and not for ever', async () => {
  const answers = [
    { status: 503, body: 'busy' },
    { status: 200, body: '{"users": [{"id"' },
    { status: 429, body: '{"requestId":"r","errors":["slow down"]}', retryAfter: '7' },
    { status: 200, body: '{"requestId":"r","users":[{"id":"1","firstName":"Ines"}]}' },
  ];
  const waits: number[] = [];
  const url = await otherServer(() => answers.shift() ?? { status: 500, body: '' });
  const users = await client(url, 's', async (ms) => {
    waits.push(ms);
  }).fetchUsers(signal);
  expect(users.map((user) => user.name)).toEqual(['Ines']);
  expect(waits.map((ms) => Math.round(ms / 100) * 100)).toEqual([300, 500, 7000]);
  const endless = await otherServer(() => ({ status: 429, body: 'Too Many Requests', retryAfter: '1' }));
  await expect(client(endless).fetchUsers(signal)).rejects.toMatchObject({ code: 'gong_rate_limited' });
});

test('a stretch of dates that Gong finds too long is told apart from other refusals', async () => {
  const long = await otherServer(() => ({
    status: 400,
    body: '{"requestId":"r","errors":["filter: the date range must not exceed 90 days"]}',
  }));
  await expect(client(long).countCalls(window, signal)).rejects.toMatchObject({ code: 'gong_window_too_long' });
  const { url } = await simulator(1);
  const reversed = { from: window.to, to: window.from };
  await expect(client(url).countCalls(reversed, signal)).rejects.toMatchObject({ code: 'gong_unreadable' });
});

test('credentials that were refused are renewed once, and the request is made again', async () => {
  const answers = [
    { status: 401, body: '{"requestId":"r","errors":["expired"]}' },
    { status: 200, body: '{"requestId":"r","users":[]}' },
  ];
  const seen: (string | undefined)[] = [];
  const url = await otherServer(() => answers.shift() ?? { status: 401, body: '{"requestId":"r"}' });
  const gong = client(
    url,
    's',
    async () => {},
    async (refused) => {
      seen.push(refused);
      return refused ? 'Bearer new' : 'Bearer old';
    },
  );
  expect(await gong.fetchUsers(signal)).toEqual([]);
  expect(seen).toEqual([undefined, 'Bearer old']);
  await expect(gong.fetchUsers(signal)).rejects.toMatchObject({ code: 'gong_credentials_refused' });
});

test('a row that cannot be read costs that row, and is named where it has an id', async () => {
  const row = (id: unknown) => ({ metaData: { id, started: '2026-03-02T17:00:00Z' } });
  const url = await otherServer(() => ({
    status: 200,
    body: JSON.stringify({
      requestId: 'r',
      calls: [row('1'), row({}), { metaData: { id: '8', started: 5 } }, row('3')],
    }),
  }));
  for await (const page of client(url).callPages(window, signal)) {
    expect([page.calls.map((call) => call.id), page.unreadable, page.nameless]).toEqual([['1', '3'], ['8'], 1]);
  }
});

async function otherServer(answer: () => { status: number; body: string; retryAfter?: string }): Promise<string> {
  const server = createServer((_, response) => {
    const { status, body, retryAfter } = answer();
    response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {}).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('texts of any length come in as long as texts of calls are, and blanks as one', async () => {
  const speech = `we${' '.repeat(50_000)}renew \n\t now`;
  const server = await answering((path) =>
    path.startsWith('/v2/calls/transcript')
      ? {
          callTranscripts: [
            { callId: '1', transcript: [{ speakerId: '9', sentences: [{ start: 0, end: 900, text: speech }] }] },
          ],
        }
      : {
          calls: [
            {
              metaData: { id: '1', title: `${'t'.repeat(999)}😀${'t'.repeat(9000)}`, started: '2026-03-02T17:00:00Z' },
              parties: [
                { name: 'n'.repeat(5000), emailAddress: `x@${'a.'.repeat(9000)}example` },
                { name: 'Ida', emailAddress: 'ida@acme.example' },
              ],
            },
            { metaData: { id: '7'.repeat(5000), started: '2026-03-02T17:00:00Z' } },
          ],
        },
  );
  for await (const { calls, nameless } of client(server.url).callPages(window, signal)) {
    expect(calls.map(({ title, parties }) => [title, parties.map(({ name, email }) => [name, email])])).toEqual([
      [
        't'.repeat(999),
        [
          ['n'.repeat(1000), null],
          ['Ida', 'ida@acme.example'],
        ],
      ],
    ]);
    expect(nameless).toBe(1);
  }
  for await (const { found } of client(server.url).transcriptBatches([toCallId('1')], signal))
    expect(found.get(toCallId('1'))?.[0]?.sentences).toEqual([{ startMs: 0, endMs: 900, text: 'we renew now' }]);
});

test('an answer that unpacks to hundreds of megabytes is left unread and not asked for again', async () => {
  const packed = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
  const server = await startHttp((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(packed);
  });
  closing.push(server.close);
  await expect(client(server.url).fetchWorkspaces(signal)).rejects.toMatchObject({
    code: 'gong_unreadable',
    message: expect.stringContaining('more than 32 MB'),
  });
  expect(server.requests).toHaveLength(1);
});

/** A host that answers each path with this. */
async function answering(answer: (path: string) => unknown) {
  const server = await startHttp((request, response) =>
    response.end(JSON.stringify({ requestId: 'r', records: {}, ...(answer(request.url ?? '') as object) })),
  );
  closing.push(server.close);
  return server;
}
