import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptInvitation } from '../../src/access/accept-invitation.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { inviteMember } from '../../src/access/invite-member.ts';
import { makePasswordLinkFor } from '../../src/access/make-password-link.ts';
import { readMember } from '../../src/access/read-member.ts';
import { removeMember } from '../../src/access/remove-member.ts';
import { runDataCommand } from '../../src/cli/run-data-command.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let http: ReturnType<typeof makeHttpApp>;
const ours = { id: '', key: '' };
const others = { id: '', key: '' };
beforeAll(async () => {
  opened = await openTestServices();
  http = makeHttpApp(opened.services);
  const first = await createOrganization(opened.services, { name: 'Ours', adminEmail: 'robin@ours.example' });
  const second = await createOrganization(opened.services, { name: 'Others', adminEmail: 'kim@others.example' });
  Object.assign(ours, { id: first.id, key: first.apiKey });
  Object.assign(others, { id: second.id, key: second.apiKey });
});
afterAll(() => opened?.close());

type Who = { key?: string; cookie?: string };
async function call(method: string, path: string, body?: unknown, { key, cookie }: Who = {}) {
  const response = await http.request(path, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(cookie && { cookie, origin: opened.services.publicUrl() }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const newCookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : null, cookie: newCookie };
}

const tokenOf = ({ url }: { url: string }) => new URL(url).hash.slice(1);

const signIn = (email: string, password: string) => call('POST', '/api/auth/sign-in/email', { email, password });

/** A new member of an organization, by invitation. */
async function join(organizationId: string, email: string, role: 'admin' | 'member' = 'member'): Promise<string> {
  const { services } = opened;
  const { id } = await inviteMember(services, await readMember(services, organizationId), { email, role });
  const member = await acceptInvitation(services, null, { invitationId: id, password: 'a good password' });
  return member.memberId;
}

test('whoever changes their password is signed out everywhere else, and goes on in this browser', async () => {
  await join(ours.id, 'mira@ours.example');
  const [here, elsewhere] = [
    await signIn('mira@ours.example', 'a good password'),
    await signIn('mira@ours.example', 'a good password'),
  ];
  const change = (currentPassword: string, newPassword: string) =>
    call('PUT', '/api/v1/me/password', { currentPassword, newPassword }, { cookie: here.cookie });
  expect(await change('not her password', 'another good one')).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('current password') } },
  });
  const changed = await change('a good password', 'another good one');
  expect(changed.status).toBe(204);
  for (const { cookie } of [here, elsewhere])
    expect((await call('GET', '/api/v1/me', undefined, { cookie })).status).toBe(401);
  expect((await call('GET', '/api/v1/me', undefined, { cookie: changed.cookie })).body.email).toBe('mira@ours.example');
  expect((await signIn('mira@ours.example', 'a good password')).status).toBe(401);
  expect((await signIn('mira@ours.example', 'another good one')).status).toBe(200);
  const { records } = (await call('GET', '/api/v1/audit', undefined, { key: ours.key })).body;
  expect(records[0]).toMatchObject({ action: 'member.password_set', actor: { email: 'mira@ours.example' } });
});

test.each([
  'password1',
  'PASSWORD1',
  'iloveyou',
  'qwertyuiop',
  '11111111',
  'olga@ours.example',
  'seven77',
  'x'.repeat(201),
])('%j is no password: not by invitation, change or link', async (password) => {
  const { services } = opened;
  const admin = await readMember(services, ours.id);
  const { id } = await inviteMember(services, admin, { email: 'olga@ours.example', role: 'member' });
  const accepted = await call('POST', `/api/v1/invitations/${id}/accept`, { name: 'Olga', password });
  expect(accepted).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  const token = tokenOf(await makePasswordLinkFor(services, 'robin@ours.example'));
  if (password !== 'olga@ours.example')
    expect((await call('POST', '/api/v1/password-links', { token, password })).status).toBe(400);
});

test('an admin’s link sets a password once, ends sessions, and is itself no word of the record', async () => {
  const memberId = await join(ours.id, 'noa@ours.example');
  const { cookie } = await signIn('noa@ours.example', 'a good password');
  const path = `/api/v1/members/${memberId}/password-link`;
  const made = await call('POST', path, undefined, { key: ours.key });
  expect(made).toMatchObject({ status: 201, body: { url: expect.stringMatching(/\/new-password#[\w-]{43}$/) } });
  const token = tokenOf(made.body);
  // Making the link changes nothing yet.
  expect((await call('GET', '/api/v1/me', undefined, { cookie })).status).toBe(200);
  const use = (password: string) => call('POST', '/api/v1/password-links', { token, password });
  const done = await Promise.all([use('chosen by noa'), use('chosen by eve')]);
  expect(done.map(({ status }) => status).toSorted()).toEqual([204, 404]);
  expect((await call('GET', '/api/v1/me', undefined, { cookie })).status).toBe(401);
  expect((await use('chosen again')).status).toBe(404);
  const chosen = done[0].status === 204 ? 'chosen by noa' : 'chosen by eve';
  expect((await signIn('noa@ours.example', chosen)).status).toBe(200);
  const { records } = (await call('GET', '/api/v1/audit', undefined, { key: ours.key })).body;
  expect(JSON.stringify(records)).not.toContain(token);
  expect(records.map(({ action }: { action: string }) => action)).toContain('member.password_link_made');
});

test('a link leads into no organization that its maker does not administer', async () => {
  const memberId = await join(ours.id, 'both@ours.example');
  const path = `/api/v1/members/${memberId}/password-link`;
  expect((await call('POST', path, undefined, { key: others.key })).status).toBe(404);
  const early = await call('POST', path, undefined, { key: ours.key });
  const { services } = opened;
  const admin = await readMember(services, others.id);
  const { id } = await inviteMember(services, admin, { email: 'both@ours.example', role: 'admin' });
  const { userId } = await readMember(services, ours.id, 'both@ours.example');
  await acceptInvitation(services, { userId }, { invitationId: id });
  const token = tokenOf(early.body);
  expect((await call('POST', '/api/v1/password-links', { token, password: 'taken over by ours' })).status).toBe(404);
  expect((await call('POST', path, undefined, { key: ours.key })).status).toBe(409);
  // Whoever runs the server may.
  const byOperator = await makePasswordLinkFor(services, 'both@ours.example');
  const used = await call('POST', '/api/v1/password-links', { token: tokenOf(byOperator), password: 'chosen anew' });
  expect(used.status).toBe(204);
});

test('with an admin go their invitations and links, whether removed or a plain member again', async () => {
  const { services } = opened;
  for (const ends of ['removed', 'demoted'] as const) {
    const memberId = await join(ours.id, `${ends}@ours.example`, 'admin');
    const admin = await readMember(services, ours.id, `${ends}@ours.example`);
    const plain = await join(ours.id, `plain-${ends}@ours.example`);
    const { cookie } = await signIn(admin.email, 'a good password');
    const invited = await call(
      'POST',
      '/api/v1/invitations',
      { email: `own-${ends}@else.example`, role: 'admin' },
      { cookie },
    );
    const link = await call('POST', `/api/v1/members/${plain}/password-link`, undefined, { cookie });
    const token = tokenOf(link.body);
    if (ends === 'removed') await removeMember(services, await readMember(services, ours.id), memberId);
    else await call('PATCH', `/api/v1/members/${memberId}`, { role: 'member' }, { key: ours.key });
    expect((await call('GET', `/api/v1/invitations/${invited.body.id}`)).status).toBe(404);
    const wish = { name: 'Back', password: 'a good password' };
    expect((await call('POST', `/api/v1/invitations/${invited.body.id}/accept`, wish)).status).toBe(404);
    expect((await call('POST', '/api/v1/password-links', { token, password: 'a way back' })).status).toBe(404);
  }
});

test('the command prints a link that works, and says who is no member', async () => {
  const run = async (...args: string[]) => {
    const said = { out: '', err: '' };
    const io = {
      out: (line: string) => {
        said.out += line;
      },
      err: (line: string) => {
        said.err += line;
      },
      signal: new AbortController().signal,
    };
    return { exit: await runDataCommand(opened.services, ['password', 'link', ...args], io, '.'), ...said };
  };
  const { exit, out } = await run('robin@ours.example');
  expect(exit).toBe(0);
  const token = tokenOf({ url: out });
  expect((await call('POST', '/api/v1/password-links', { token, password: 'chosen by robin' })).status).toBe(204);
  expect((await signIn('robin@ours.example', 'chosen by robin')).status).toBe(200);
  expect(await run('nobody@ours.example')).toMatchObject({ exit: 1, err: expect.stringContaining('no organization') });
});
