import { afterEach, beforeEach, expect, test } from 'vitest';
import { addInventedOrganization } from '../../src/demo/run-demo.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openTestApp } from '../support/running-app.ts';

let opened: Awaited<ReturnType<typeof openTestApp>>;
let http: ReturnType<typeof makeHttpApp>;
beforeEach(async () => {
  opened = await openTestApp();
  const addDemo = ({ email }: { email: string }) =>
    addInventedOrganization(opened.app, email, new AbortController().signal);
  http = makeHttpApp({ ...opened.app.http(), addDemo });
});
afterEach(() => opened?.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await http.request(path, {
    method,
    headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1:3000', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { status: response.status, body: await response.json(), cookie };
}

const WISH = {
  name: 'Ours',
  domains: ['ours.example'],
  timeZone: 'Europe/Berlin',
  adminName: 'Robin Berg',
  adminEmail: 'robin@ours.example',
  password: 'a good password',
};
const codeOf = async (): Promise<string> =>
  new URL((await opened.app.setUpUrl()) ?? 'http://none').searchParams.get('code') ?? '';

test('whoever has the code that the server prints makes the first organization, once', async () => {
  expect((await call('GET', '/api/v1/set-up')).body).toEqual({ isSetUp: false });
  const code = await codeOf();
  expect(code.length).toBeGreaterThan(10);
  expect((await call('POST', '/api/v1/set-up', { ...WISH, code })).status).toBe(201);
  expect((await call('GET', '/api/v1/set-up')).body).toEqual({ isSetUp: true });
  expect(await opened.app.setUpUrl()).toBeNull();
  const { email, password } = { email: WISH.adminEmail, password: WISH.password };
  const { cookie } = await call('POST', '/api/auth/sign-in/email', { email, password });
  expect((await call('GET', '/api/v1/me', undefined, { cookie })).body).toMatchObject({
    name: 'Robin Berg',
    role: 'admin',
    organization: { name: 'Ours', domains: ['ours.example'], timeZone: 'Europe/Berlin' },
    organizations: [{ name: 'Ours' }],
  });
  const again = await call('POST', '/api/v1/set-up', { ...WISH, adminEmail: 'eve@else.example', code });
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
});

test('without the code nobody comes in, and what is wrong is said', async () => {
  const code = await codeOf();
  for (const wrong of ['', 'x', 'é'.repeat(16), code.slice(1), `${code}x`, `${code}${' '.repeat(60)}x`])
    expect((await call('POST', '/api/v1/set-up', { ...WISH, code: wrong })).status, wrong).toBe(403);
  const short = await call('POST', '/api/v1/set-up', { ...WISH, password: 'short', code });
  expect(short).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('8 characters') } } });
  expect((await call('POST', '/api/v1/set-up', { ...WISH, domains: ['no domain'], code })).status).toBe(400);
  expect((await call('GET', '/api/v1/set-up')).body).toEqual({ isSetUp: false });
});

test('the demo is an organization of its own, to change to, whose calls stay when its Gong is gone', async () => {
  await call('POST', '/api/v1/set-up', { ...WISH, code: await codeOf() });
  const { email, password } = { email: WISH.adminEmail, password: WISH.password };
  const { cookie } = await call('POST', '/api/auth/sign-in/email', { email, password });
  const { status, body } = await call('POST', '/api/v1/demo', {}, { cookie });
  expect(status).toBe(201);
  const { organizationId } = body;
  expect((await call('GET', '/api/v1/calls', undefined, { cookie })).body.calls).toEqual([]);
  await call('POST', '/api/auth/organization/set-active', { organizationId }, { cookie });
  const me = (await call('GET', '/api/v1/me', undefined, { cookie })).body;
  expect(me).toMatchObject({ role: 'admin', organization: { id: organizationId } });
  expect(me.organizations).toHaveLength(2);
  const { calls, total } = (await call('GET', '/api/v1/calls?query=price', undefined, { cookie })).body;
  expect(total).toBeGreaterThan(3);
  expect((await call('GET', '/api/v1/integrations/gong', undefined, { cookie })).body.state).toBe('not_connected');
  // Asked for again it is the same one.
  const again = await call('POST', '/api/v1/demo', {}, { cookie });
  expect(again.body).toEqual({ organizationId });
  expect((await call('GET', '/api/v1/calls?query=price', undefined, { cookie })).body.total).toBe(total);
  const { kinds } = (await call('GET', `/api/v1/calls/${calls[0].id}/media`, undefined, { cookie })).body;
  expect(kinds).toContain('audio');
});
