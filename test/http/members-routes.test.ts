import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { setPassword } from '../../src/access/set-password.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let http: ReturnType<typeof makeHttpApp>;
let key = '';
let organizationId = '';
beforeAll(async () => {
  opened = await openTestServices();
  const made = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  key = made.apiKey;
  organizationId = made.id;
  http = makeHttpApp(opened.services);
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

/** A new member by invitation, with an API key. */
async function join(email: string): Promise<{ id: string; key: string }> {
  const { body } = await call('POST', '/invitations', { email });
  await call('POST', `/invitations/${body.id}/accept`, { name: 'Mira', password: 'a good password' }, null);
  const viewer = await readMember(opened.services, organizationId, email);
  return { id: viewer.memberId, key: (await createApiKey(opened.services, viewer, 'hers')).key };
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

test('a plain member sees the organization without its rules, which only admins read', async () => {
  const ola = await join('ola@ours.example');
  const shown = ['id', 'name', 'domains', 'timeZone', 'fiscalYearStartMonth', 'dataSyncEnabled'].toSorted();
  const { body: me } = await call('GET', '/me', undefined, ola.key);
  expect(Object.keys(me.organization).toSorted()).toEqual(shown);
  const changed = await call('PATCH', '/organization', { fiscalYearStartMonth: 2 });
  expect(changed).toMatchObject({ status: 200, body: { id: organizationId, fiscalYearStartMonth: 2 } });
  expect(Object.keys(changed.body).toSorted()).toEqual(shown);
  expect((await call('GET', '/rules', undefined, ola.key)).status).toBe(403);
});

test('the routes of sign-in change no member: what is checked and recorded has no way around it', async () => {
  const ada = await join('ada@ours.example');
  const robin = { email: 'robin@ours.example', password: 'a good password' };
  await setPassword(opened.services, robin);
  const cookie = (await signIn(opened.services, robin)).map((one) => one.split(';')[0]).join('; ');
  const past = async (path: string, body: unknown) => {
    const headers = { cookie, 'content-type': 'application/json', origin: opened.services.publicUrl() };
    const options = { method: 'POST', headers, body: JSON.stringify({ organizationId, ...(body as object) }) };
    return (await http.request(`/api/auth/organization/${path}`, options)).status;
  };
  expect(await past('set-active', {})).toBe(200);
  expect(await past('update-member-role', { memberId: ada.id, role: 'admin' })).toBe(404);
  expect(await past('remove-member', { memberIdOrEmail: ada.id })).toBe(404);
  expect(await past('invite-member', { email: 'eve@else.example', role: 'admin' })).toBe(404);
  const { members } = (await call('GET', '/members')).body;
  expect(members).toContainEqual(expect.objectContaining({ id: ada.id, role: 'member' }));
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
