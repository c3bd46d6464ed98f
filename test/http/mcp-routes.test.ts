import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { readMember } from '../../src/access/read-member.ts';
import { revokeApiKey } from '../../src/access/revoke-api-key.ts';
import { setPassword } from '../../src/access/set-password.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { serveMcpRequest } from '../../src/mcp/serve-request.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
beforeAll(async () => {
  world = await openHttpOrganization([
    { id: '1', title: 'Pallets', says: [['dana@acme.example', 'The pallets cost too much.']] },
  ]);
});
afterAll(() => world?.close());

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };

async function post(headers: Record<string, string>, body: unknown = LIST, http = world.http) {
  const response = await http.request('/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${world.apiKey}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('a key opens the endpoint, and nothing else does', async () => {
  expect(await post({})).toMatchObject({ status: 200, text: expect.stringContaining('search_moments') });
  for (const authorization of ['Bearer clq_wrong', 'Basic abc']) {
    const refused = await post({ authorization });
    expect(refused).toMatchObject({ status: 401, text: expect.stringContaining('unauthenticated') });
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
  }
});

test('a signed-in browser opens nothing: its cookie is not looked at', async () => {
  await setPassword(world.services, { email: 'robin@ours.example', password: 'a long password' });
  const cookies = await signIn(world.services, { email: 'robin@ours.example', password: 'a long password' });
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  const headers = { cookie, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const response = await world.http.request('/mcp', { method: 'POST', headers, body: JSON.stringify(LIST) });
  expect(response.status).toBe(401);
});

test('a key that is revoked is closed with the next call', async () => {
  const viewer = await readMember(world.services, world.organizationId);
  const { id, key } = await createApiKey(world.services, viewer, 'short-lived');
  expect((await post({ authorization: `Bearer ${key}` })).status).toBe(200);
  await revokeApiKey(world.services, viewer, id);
  expect((await post({ authorization: `Bearer ${key}` })).status).toBe(401);
});

test('another page’s request is refused by its origin, and another name by its host', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { host: 'rebound.example', origin: 'http://rebound.example' },
    { host: 'rebound.example' },
  ])
    expect([headers, (await post(headers)).status]).toEqual([headers, 403]);
  const own = new URL(world.services.publicUrl());
  for (const headers of [{ origin: own.origin, host: own.host }, { host: own.host }, { host: '[::1]:8080' }])
    expect([headers, (await post(headers)).status]).toEqual([headers, 200]);
});

test('what is no message of the protocol is refused without a trace of what went wrong inside', async () => {
  for (const body of ['not json', '[]', '{"jsonrpc":"2.0"}', '"x"', `{"a":"${'\\u0000'}"}`, '['.repeat(200)]) {
    const { status, text } = await post({}, body);
    expect([body.slice(0, 20), status]).toEqual([body.slice(0, 20), 400]);
    expect(text).not.toMatch(/\.ts\b|node_modules/);
  }
  for (const method of ['GET', 'DELETE']) {
    const headers = { authorization: `Bearer ${world.apiKey}`, accept: 'text/event-stream' };
    expect((await world.http.request('/mcp', { method, headers })).status).toBe(405);
  }
});

const call = (name: string, input: object, id = 1) => ({
  ...{ jsonrpc: '2.0', id, method: 'tools/call' },
  params: { name, arguments: input },
});

test('whatever an agent asks for, what went wrong in the store is not told', async () => {
  const { services, organizationId } = world;
  const viewer = await readMember(services, organizationId);
  const logged: unknown[] = [];
  const db = new Proxy(services.db, {
    get() {
      throw new Error('Failed query: select "calls"."id" from "calls"\nparams: org_secret');
    },
  });
  const broken = { ...services, db, log: { ...services.log, error: (fields: unknown) => logged.push(fields) } };
  const ref = { type: 'ref/prompt', name: 'prepare_meeting' };
  const asked = [
    call('list_calls', {}),
    { ...LIST, method: 'resources/list' },
    { ...LIST, method: 'resources/read', params: { uri: 'colloquy://calls/1' } },
    { ...LIST, method: 'completion/complete', params: { ref, argument: { name: 'account', value: 'ac' } } },
  ];
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  for (const body of asked) {
    const request = new Request('http://127.0.0.1/mcp', { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await (await serveMcpRequest(broken as typeof services, viewer, request, body)).text();
    expect(text).toContain('Something went wrong here.');
    expect(text).not.toMatch(/select|org_secret/);
  }
  expect(logged.length).toBe(asked.length);
});

test('an address of a resource that can be none is refused as wrong input, and is no failure of ours', async () => {
  for (const uri of [`colloquy://calls/${'1'.repeat(120)}`, `colloquy://accounts/${'x'.repeat(300)}`]) {
    const { text } = await post({}, { ...LIST, method: 'resources/read', params: { uri } });
    expect(text).toContain('-32602');
    expect(text).not.toContain('Something went wrong');
  }
});

test('tools that come in one batch take turns like those that come apart', async () => {
  let [atOnce, most] = [0, 0];
  const { limits } = world.services;
  const run = limits.run;
  limits.run = (kind, viewer, work) =>
    run(kind, viewer, async () => {
      most = Math.max(most, ++atOnce);
      return work().finally(() => {
        atOnce -= 1;
      });
    });
  const batch = Array.from({ length: 30 }, (_, id) => call('get_transcript', { callId: '1' }, id));
  const { status, text } = await post({}, batch).finally(() => {
    limits.run = run;
  });
  expect(status).toBe(200);
  expect(text.match(/The pallets cost too much/g)?.length).toBeGreaterThanOrEqual(30);
  expect(most).toBe(6);
});
