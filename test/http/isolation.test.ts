import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

// Walks the API's own document, so a new route is tried too.

const NOW = new Date('2026-11-22T12:00:00Z');
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let http: ReturnType<typeof makeHttpApp>;
const keys = { admin: '', member: '', stranger: '' };
/** Ids of the first organization, by the names used in paths. */
const theirs: Record<string, string> = {};
type Operation = { method: string; path: string; summary: string; hasBody: boolean };
let operations: Operation[] = [];

/** Routes without a session or key: the caller proves themselves by a link, a code or Gong's signature. */
const OPEN = /^\/(set-up|password-links|webhooks\/|integrations\/gong\/callback)|^\/invitations\/\{/;

async function call(key: string | null, method: string, path: string, body?: unknown) {
  const isText = typeof body === 'string';
  const response = await http.request(`/api/v1${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
}

beforeAll(async () => {
  opened = await openTestServices({}, () => NOW);
  const { services } = opened;
  simulator = await startGongSimulator(smallWorld(3), { port: 0, accessKey: 'k', accessKeySecret: 's' });
  const first = await createOrganization(services, {
    name: 'Firstly Limited',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  const access = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null };
  await asAdmin(services, first.id, connectWithKey, { ...access, turnsSyncOn: true }, new AbortController().signal);
  await asAdmin(services, first.id, finishSync, { from: new Date('2026-10-01'), to: NOW });
  const second = await createOrganization(services, { name: 'Second', adminEmail: 'x@second.example' });
  http = makeHttpApp(services);
  keys.admin = first.apiKey;
  keys.stranger = second.apiKey;

  const make = async (method: string, path: string, body: unknown) =>
    (await call(keys.admin, method, path, body)).json();
  const invitation = await make('POST', '/invitations', { email: 'mira@ours.example', role: 'member' });
  await call(null, 'POST', `/invitations/${invitation.id}/accept`, { name: 'Mira', password: 'a good password' });
  const mira = await readMember(services, first.id, 'mira@ours.example');
  keys.member = (await createApiKey(services, mira, 'hers')).key;
  const answer = await make('POST', '/ask', { question: 'What was said about price?' });
  const listed = async (path: string, name: string) => (await call(keys.admin, 'GET', path)).json()[name][0].id;
  Object.assign(theirs, {
    organizationId: first.id,
    answerId: answer.id,
    conversationId: answer.conversationId,
    callId: await listed('/calls', 'calls'),
    accountId: await listed('/accounts', 'accounts'),
    personId: await listed('/people', 'people'),
    keyId: await listed('/api-keys', 'apiKeys'),
    runId: (await call(keys.admin, 'GET', '/integrations/gong/runs')).json().runs[0].runId,
    trackerId: (await make('POST', '/trackers', { name: 'Secretly watched', terms: ['forty'] })).id,
    caseId: (await call(keys.admin, 'PUT', `/answers/${answer.id}/case`, { moments: [] })).json().id,
    memberId: mira.memberId,
    invitationId: (await make('POST', '/invitations', { email: 'lee@ours.example' })).id,
    kind: 'audio',
    position: '0',
    step: 'cancel',
  });
  // A new tracker counts past calls in the background.
  await vi.waitFor(async () => {
    const { trackers } = (await call(keys.admin, 'GET', '/trackers')).json();
    expect(trackers.every(({ isCounted }: { isCounted: boolean }) => isCounted)).toBe(true);
  });
  const { paths } = (await call(null, 'GET', '/openapi.json')).json();
  operations = Object.entries<Record<string, { summary: string; requestBody?: unknown }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { summary, requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        summary,
        hasBody: requestBody !== undefined,
      })),
  );
});
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});

/** Bodies valid for a permitted caller; every id in a body is the first organization's. */
const bodyOf = ({ method, path }: Operation): unknown => {
  const { accountId, personId, callId } = theirs;
  const range = { from: '2026-10-01', to: '2026-11-01' };
  const rules = {
    exclusions: { titles: ['zzz'], domains: [], workspaceIds: [], internalOnly: false },
    retentionMonths: null,
  };
  const bodies: Record<string, unknown> = {
    'POST /ask': { question: 'What was said about price?', accountIds: [accountId] },
    'PUT /answers/{answerId}/sharing': { isShared: true },
    'POST /answers/{answerId}/feedback': { isHelpful: false },
    'PUT /answers/{answerId}/case': { moments: [] },
    'PATCH /conversations/{conversationId}': { title: 'Mine now' },
    'POST /search': { query: 'price', accountIds: [accountId], personIds: [personId], facets: true },
    'POST /trackers': { name: 'Another', terms: ['price'], accountIds: [accountId] },
    'PATCH /trackers/{trackerId}': { name: 'Mine now' },
    'POST /accounts': { name: 'Newly Made' },
    'PATCH /accounts/{accountId}': { state: 'ignored' },
    'POST /people': { email: 'someone@elsewhere.example', name: 'Someone', accountId },
    'PATCH /people/{personId}': { name: 'Mine now' },
    'POST /accounts/import': 'name\nZoe’s\n',
    'POST /accounts/import/preview': 'name\nZoe’s\n',
    'POST /people/import/preview': 'email,name\nzoe@elsewhere.example,Zoe\n',
    'POST /people/import': 'email,name\nzoe@elsewhere.example,Zoe\n',
    'POST /calls/{callId}/participants/{position}/link': { accountId, personId },
    'PUT /rules': rules,
    'POST /rules/preview': rules,
    'POST /erasures': { callId },
    'PATCH /access': { withoutGongUser: 'everything' },
    'PUT /model': { name: 'theirs', baseUrl: simulator.url, apiKey: 'a key' },
    'PATCH /organization': { fiscalYearStartMonth: 2 },
    'PATCH /members/{memberId}': { role: 'admin' },
    'POST /invitations': { email: 'new@elsewhere.example' },
    'POST /api-keys': { name: 'another' },
    'PUT /me/password': { currentPassword: 'not the password', newPassword: 'another good one' },
    'PUT /integrations/gong/webhook': { publicKey: null },
    'POST /integrations/gong/access-key': { accessKey: 'k', accessKeySecret: 'wrong', baseUrl: simulator.url },
    'POST /integrations/gong/sync': range,
    'POST /integrations/gong/import/estimate': range,
    'POST /integrations/gong/import': range,
  };
  const body = bodies[`${method} ${path}`];
  if (body === undefined) throw new Error(`${method} ${path} is new: say here what it would be sent`);
  return body;
};

const QUERIES: Record<string, string> = { '/integrations/gong/why': '?title=Call' };
/** Answers `stopped: false` for every id, so the caller learns nothing. */
const STOP = '/answers/{answerId}/stop';

const send = (key: string | null, operation: Operation) =>
  call(
    key,
    operation.method,
    operation.path.replace(/\{(\w+)\}/g, (_, name: string) => theirs[name] ?? 'x') + (QUERIES[operation.path] ?? ''),
    operation.hasBody ? bodyOf(operation) : undefined,
  );

/** The first organization's words, names, titles and addresses: nobody else may learn them. */
async function secrets(): Promise<string[]> {
  const read = async (path: string) => (await call(keys.admin, 'GET', path)).json();
  const { calls } = await read('/calls?limit=100');
  const { people } = await read('/people?limit=100');
  const { accounts } = await read('/accounts?limit=100');
  const { members } = await read('/members');
  const { segments } = await read(`/calls/${theirs.callId}/transcript`);
  return [
    'Firstly Limited',
    'Secretly watched',
    'lee@ours.example',
    ...calls.map(({ title }: { title: string }) => title),
    ...people.flatMap(({ name, email }: { name: string; email: string }) => [name, email]),
    ...accounts.map(({ name }: { name: string }) => name),
    ...members.flatMap(({ name, email }: { name: string; email: string }) => [name, email]),
    ...segments.flatMap(({ sentences }: { sentences: { text: string }[] }) => sentences.map(({ text }) => text)),
  ].filter((text) => text.length > 3);
}

/** Everything a request could have changed, as the first organization's admin sees it. */
const snapshot = async () => {
  const paths = [
    ...[
      '/me',
      '/rules',
      '/members',
      '/invitations',
      '/trackers',
      '/cases',
      '/conversations',
      '/calls?limit=100',
      '/people',
    ],
    ...['/accounts', '/people/unlinked', '/integrations/gong/runs'],
    `/answers/${theirs.answerId}`,
    `/conversations/${theirs.conversationId}`,
    `/calls/${theirs.callId}/transcript`,
  ];
  return Promise.all(paths.map(async (path) => [path, (await call(keys.admin, 'GET', path)).text]));
};

test('an admin of another organization gets nothing of it on any route, and changes nothing', async () => {
  const words = await secrets();
  expect(words.length).toBeGreaterThan(15);
  const before = await snapshot();
  const leaks: unknown[] = [];
  for (const operation of operations.filter(({ path }) => !OPEN.test(path))) {
    const { status, text } = await send(keys.stranger, operation);
    const what = `${operation.method} ${operation.path} → ${status}`;
    const leaked = words.filter((word) => text.includes(word));
    if (leaked.length > 0) leaks.push([what, leaked]);
    // Another organization's ids name nothing, whatever the request.
    if (operation.path === STOP) expect(text).toBe('{"stopped":false}');
    else if (/\{/.test(operation.path) && status !== 404) leaks.push([what, text.slice(0, 200)]);
    if (status === 500) leaks.push([what, text.slice(0, 200)]);
  }
  expect(leaks).toEqual([]);
  expect(await snapshot()).toEqual(before);
});

test('a plain member meets 403 on exactly the routes of admins, and does not see what others asked', async () => {
  const before = await snapshot();
  const wrong: unknown[] = [];
  for (const operation of operations.filter(({ path }) => !OPEN.test(path))) {
    const isOfAdmins = operation.summary.includes('(admins)');
    const { status, text } = await send(keys.member, operation);
    const what = `${operation.method} ${operation.path} → ${status}`;
    if (isOfAdmins !== (status === 403)) wrong.push([what, text.slice(0, 200)]);
    if (operation.path === STOP) expect(text).toBe('{"stopped":false}');
    else if (/\{(answerId|conversationId|keyId)\}/.test(operation.path) && status !== 404) wrong.push([what]);
  }
  expect(wrong).toEqual([]);
  // A member's own question changes nothing for the admin.
  expect(await snapshot()).toEqual(before);
});

test('a visitor gets nothing on any route', async () => {
  const wrong: unknown[] = [];
  for (const operation of operations.filter(({ path }) => !OPEN.test(path))) {
    const { status } = await send(null, operation);
    if (status !== 401) wrong.push(`${operation.method} ${operation.path} → ${status}`);
  }
  expect(wrong).toEqual([]);
  expect((await call('clq_wrong', 'GET', '/calls')).status).toBe(401);
});

test('a shared answer is read by the members of its organization, and by nobody else', async () => {
  const { answerId } = theirs;
  expect((await call(keys.member, 'GET', `/answers/${answerId}`)).status).toBe(404);
  const shared = await call(keys.admin, 'PUT', `/answers/${answerId}/sharing`, { isShared: true });
  expect(shared.json().url).toMatch(new RegExp(`/answers/${answerId}$`));
  expect((await call(keys.member, 'GET', `/answers/${answerId}`)).json()).toMatchObject({ id: answerId });
  expect((await call(keys.stranger, 'GET', `/answers/${answerId}`)).status).toBe(404);
  // To read is not to change, nor to go on.
  expect((await call(keys.member, 'POST', `/answers/${answerId}/feedback`, { isHelpful: true })).status).toBe(404);
  expect((await call(keys.member, 'GET', `/conversations/${theirs.conversationId}`)).status).toBe(404);
  await call(keys.admin, 'PUT', `/answers/${answerId}/sharing`, { isShared: false });
  expect((await call(keys.member, 'GET', `/answers/${answerId}`)).status).toBe(404);
});
