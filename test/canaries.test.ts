import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../src/access/create-organization.ts';
import { readConfig } from '../src/config.ts';
import { AppError, printFailure } from '../src/errors.ts';
import { startGongSimulator } from '../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../src/http/http-app.ts';
import { makeLog } from '../src/log.ts';
import { toAppError } from '../src/search/elasticsearch-failure.ts';
import { listSyncRuns } from '../src/store/sync-runs-store.ts';
import { connectWithKey } from '../src/sync/connect-with-key.ts';
import { finishSync } from '../src/sync/finish-sync.ts';
import { examine } from '../src/upkeep/examine.ts';
import { openServices, type Services } from '../src/wire.ts';
import { asAdmin } from './support/as-admin.ts';
import { layStore } from './support/lay-store.ts';
import { smallWorld } from './support/small-world.ts';
import { startHttp } from './support/start-http.ts';
import { makeFolder } from './support/test-services.ts';

/** Stands in calls, names, questions, keys and passwords, and must stand in nothing that operators read. */
const CANARY = /canary/i;
const NOW = new Date('2026-11-22T12:00:00Z');
const signal = new AbortController().signal;
const logged: string[] = [];
const log = makeLog('debug', { write: (line: string) => void logged.push(line) });

const folder = makeFolder();
let services: Services;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let model: Awaited<ReturnType<typeof startHttp>>;
let http: ReturnType<typeof makeHttpApp>;
let organization: { id: string; apiKey: string };

/** Calls whose every word of people is a canary. */
function canaryWorld() {
  const world = smallWorld(3);
  for (const call of world.calls) {
    call.metaData.title = 'Canarytitle merger';
    for (const party of call.parties ?? []) {
      party.name = `Canaryname ${party.name}`;
      party.emailAddress = `canary.${party.emailAddress}`;
    }
  }
  for (const { transcript } of world.transcripts.values())
    for (const { sentences } of transcript as { sentences: { text: string }[] }[])
      for (const sentence of sentences) sentence.text = `The canaryword price: ${sentence.text}`;
  return world;
}

beforeAll(async () => {
  simulator = await startGongSimulator(canaryWorld(), {
    port: 0,
    accessKey: 'canarykey',
    accessKeySecret: 'canarysecret',
    perSecond: 1000,
  });
  // A model that fails and repeats what it was asked, as endpoints do.
  model = await startHttp((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `cannot read: ${Buffer.concat(pieces)} canaryecho` } }));
    });
  });
  layStore(folder.path);
  const config = readConfig({
    DATA_DIR: folder.path,
    PORT: '0',
    OPENAI_BASE_URL: `${model.url}/v1`,
    OPENAI_API_KEY: 'canaryopenaikey',
    OPENAI_MODEL: 'scripted',
  });
  services = await openServices(config, log, { now: () => NOW });
  http = makeHttpApp(services);
  organization = await createOrganization(services, {
    name: 'Canaryorganization',
    adminEmail: 'canary.admin@ours.example',
    domains: ['ours.example'],
  });
  const connect = { accessKey: 'canarykey', accessKeySecret: 'canarysecret', baseUrl: simulator.url };
  await asAdmin(services, organization.id, connectWithKey, { ...connect, turnsSyncOn: true }, signal);
});
afterAll(async () => {
  await services?.close();
  await simulator?.close();
  await model?.close();
  folder.remove();
});

async function request(method: string, path: string, body?: unknown): Promise<number> {
  const isText = typeof body === 'string';
  const response = await http.request(path, {
    method,
    headers: {
      authorization: `Bearer ${organization.apiKey}`,
      ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
}
const sync = () =>
  asAdmin(services, organization.id, finishSync, { from: new Date('2026-10-01'), to: new Date('2026-11-22') });

/** What people do, whether it works or not. */
async function everyday(): Promise<number[]> {
  const statuses: number[] = [];
  const signIn = (email: string) => request('POST', '/api/auth/sign-in/email', { email, password: 'canarypassword' });
  for (const status of [
    request('POST', '/api/v1/ask', { question: 'What did @Canaryname say about the canaryword price?' }),
    request('POST', '/api/v1/search', { query: '"canaryword price" canaryquery' }),
    request('GET', '/api/v1/accounts?query=canaryquery'),
    request('GET', '/api/v1/calls/canarycall'),
    request('POST', '/api/v1/people/import', 'name,email\nCanaryname,canary@acme.example\nCanary,not an address'),
    request('POST', '/api/v1/invitations', { email: 'canary.invited@ours.example', role: 'member' }),
    request('GET', '/api/v1/invitations/canaryinvitation'),
    request('POST', '/api/v1/invitations/canaryinvitation/accept', { name: 'Canary', password: 'canarypassword' }),
    request('POST', '/api/v1/trackers', { name: 'Canarytracker', terms: ['canaryterm'] }),
    request('POST', '/api/v1/model/try'),
    request('GET', '/invitations/canaryinvitation'),
    request('GET', '/search?q=canaryquery'),
    request('GET', '/api/v1/canaryroute?q=canaryquery'),
    signIn('canary.admin@ours.example'),
    signIn('canary.nobody@ours.example'),
  ])
    statuses.push(await status);
  return statuses;
}

test('logs, run errors and doctor say what failed, and repeat no words of calls, questions, names or keys', async () => {
  expect((await sync()).state).toBe('done');
  await everyday();

  // Search fails over what it was asked.
  const working = { ...services.index };
  const failing = async () => {
    throw new Error('cannot search for canaryword', { cause: new Error('canarycause') });
  };
  Object.assign(services.index, { search: failing, passages: failing, count: failing });
  expect(await request('POST', '/api/v1/search', { query: 'canaryquery' })).toBe(500);
  Object.assign(services.index, working);

  // The database fails over rows that it was given.
  await services.db.execute(sql`alter table segments rename column position to place`);
  await services.db.execute(sql`alter table answers rename column question to asked`);
  await services.db.execute(sql`alter table calls rename column title to heading`);
  const statuses = await everyday();
  expect(statuses).toContain(500);
  await services.db.execute(sql`update sync_runs set state = 'done'`);
  await sync().catch(() => {});
  await services.db.execute(sql`alter table calls rename column heading to title`);
  const runs = await listSyncRuns(services.db, organization.id as never, 50);
  const errors = runs.flatMap(({ error }) => error ?? []);
  expect(errors).toEqual([expect.stringMatching(/^Something went wrong here\. The log says more, at run /)]);

  const findings = await examine(services, organization.id).catch((error) => [{ what: '', text: printFailure(error) }]);
  const names = findings.map(({ what, text }) => `${what}: ${text}`.replaceAll('Canaryorganization', ''));
  expect([...errors, ...names].filter((line) => CANARY.test(line))).toEqual([]);
  expect(logged.filter((line) => CANARY.test(line))).toEqual([]);
  // The log saw the failures all the same, with the place in the code.
  expect(logged.join('')).toMatch(/"err":\{"type":"[^"]+","at":\["at /);
});

test('a crash is told by its kinds and places', () => {
  const row = Object.assign(new Error('value too long: canaryword\n    at canary (canary.js:1:1)'), {
    code: '22001',
    detail: 'Failing row contains (canaryword).',
    parameters: ['canaryword'],
  });
  const told = printFailure(new Error('Failed query: insert … params: canaryword', { cause: row }));
  expect(told).not.toMatch(CANARY);
  expect(told).toMatch(/^Error\n {4}at [\s\S]+caused by Error 22001\n {4}at /);
  const refused = new AppError('invalid_input', '"canary@" is not an address.');
  expect(printFailure(refused)).not.toMatch(CANARY);
  expect(printFailure(new AppError('store_unavailable', 'The disk is full.'))).toMatch(/The disk is full/);
});

test('Elasticsearch and what it says about a document stay apart', () => {
  const cause = Object.assign(new Error('failed to parse: preview of value: canaryword'), {
    body: { error: { type: 'document_parsing_exception', reason: 'canaryword' } },
  });
  expect(toAppError(cause).message).toMatch(/\(document_parsing_exception\)/);
  expect(toAppError(new Error('canaryword')).message).not.toMatch(CANARY);
});
