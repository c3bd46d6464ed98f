import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openTestApp } from '../support/running-app.ts';

let opened: Awaited<ReturnType<typeof openTestApp>>;
let http: ReturnType<typeof makeHttpApp>;
let key = '';
let organizationId = '';
beforeAll(async () => {
  opened = await openTestApp();
  const made = await opened.app.createOrganization({
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  key = made.apiKey;
  organizationId = made.id;
  http = makeHttpApp(opened.app.http());
});
afterAll(async () => {
  await opened?.close();
});

async function call(method: string, path: string, body?: unknown, withKey: string | null = key) {
  const response = await http.request(`/api/v1${path}`, {
    method,
    headers: {
      ...(withKey && { authorization: `Bearer ${withKey}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: response.status === 204 ? null : await response.json() };
}

/** Someone who took an invitation up, with a key of theirs. */
async function join(email: string): Promise<{ id: string; key: string }> {
  const { body } = await call('POST', '/invitations', { email });
  await call('POST', `/invitations/${body.id}/accept`, { name: 'Mira', password: 'a good password' }, null);
  const viewer = await opened.app.viewer(organizationId, email);
  return { id: viewer.memberId, key: (await opened.app.createApiKey(viewer, 'hers')).key };
}

test('open invitations are listed with their links, and one that is taken back opens nothing', async () => {
  const { body } = await call('POST', '/invitations', { email: 'lee@ours.example', role: 'admin' });
  const listed = (await call('GET', '/invitations')).body.invitations;
  expect(listed).toMatchObject([{ email: 'lee@ours.example', role: 'admin', url: expect.stringContaining(body.id) }]);
  expect((await call('DELETE', `/invitations/${body.id}`)).status).toBe(204);
  expect((await call('GET', '/invitations')).body.invitations).toEqual([]);
  expect((await call('GET', `/invitations/${body.id}`, undefined, null)).status).toBe(404);
  expect((await call('DELETE', `/invitations/${body.id}`)).status).toBe(404);
});

test('a member becomes an admin and one no more; the last admin stays', async () => {
  const mira = await join('mira@ours.example');
  expect((await call('GET', '/members', undefined, mira.key)).status).toBe(403);
  expect((await call('PATCH', `/members/${mira.id}`, { role: 'admin' })).status).toBe(204);
  expect((await call('GET', '/members', undefined, mira.key)).status).toBe(200);
  await call('PATCH', `/members/${mira.id}`, { role: 'member' });
  const { members } = (await call('GET', '/members')).body;
  const robin = members.find(({ email }: { email: string }) => email === 'robin@ours.example');
  for (const attempt of [
    await call('PATCH', `/members/${robin.id}`, { role: 'member' }),
    await call('DELETE', `/members/${robin.id}`),
  ])
    expect(attempt).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('needs an admin') } },
    });
  expect((await call('PATCH', '/members/mem_none', { role: 'admin' })).status).toBe(404);
});

test('who is removed comes in no more, and what they asked is gone', async () => {
  const noa = await join('noa@ours.example');
  const { body: answer } = await call('POST', '/ask', { question: 'What about price?' }, noa.key);
  await call('PUT', `/answers/${answer.id}/sharing`, { isShared: true }, noa.key);
  expect((await call('GET', `/answers/${answer.id}`)).status).toBe(200);
  expect((await call('DELETE', `/members/${noa.id}`)).status).toBe(204);
  expect((await call('GET', '/me', undefined, noa.key)).status).toBe(401);
  expect((await call('GET', `/answers/${answer.id}`)).status).toBe(404);
});
