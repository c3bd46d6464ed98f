import { afterEach, beforeEach, expect, test } from 'vitest';
import { showOrganizations } from '../../src/access/show-organizations.ts';
import { showSetUpUrl } from '../../src/access/show-set-up-url.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { organizations, users } from '../../src/store/schema.ts';
import { callAsBrowser, SET_UP_WISH } from '../support/call-as-browser.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let http: ReturnType<typeof makeHttpApp>;
beforeEach(async () => {
  opened = await openTestServices();
  http = makeHttpApp(opened.services);
});
afterEach(() => opened?.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callAsBrowser(http, [method, path], body, headers);
const codeOf = async (): Promise<string> =>
  new URL((await showSetUpUrl(opened.services)) ?? 'http://none').searchParams.get('code') ?? '';

test('whoever has the code that the server prints makes the first organization, once', async () => {
  expect((await call('GET', '/api/v1/set-up')).body).toEqual({ isSetUp: false });
  const code = await codeOf();
  expect(code.length).toBeGreaterThan(10);
  expect((await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, code })).status).toBe(201);
  expect((await call('GET', '/api/v1/set-up')).body).toEqual({ isSetUp: true });
  expect(await showSetUpUrl(opened.services)).toBeNull();
  const { email, password } = { email: SET_UP_WISH.adminEmail, password: SET_UP_WISH.password };
  const { cookie } = await call('POST', '/api/auth/sign-in/email', { email, password });
  expect((await call('GET', '/api/v1/me', undefined, { cookie })).body).toMatchObject({
    name: 'Robin Berg',
    role: 'admin',
    organization: { name: 'Ours', domains: ['ours.example'], timeZone: 'Europe/Berlin' },
    organizations: [{ name: 'Ours' }],
  });
  // Whoever has the code runs the server.
  expect((await call('GET', '/api/v1/audit', undefined, { cookie })).body.records).toMatchObject([
    { action: 'organization.created', actor: { memberId: null, email: null }, details: { admin: email } },
  ]);
  const again = await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, adminEmail: 'eve@else.example', code });
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
});

test('the code is random, stays the same until it is used, and dies with its use', async () => {
  const code = await codeOf();
  expect(await codeOf()).toBe(code);
  const other = await openTestServices({ SECRET_KEY: 'x'.repeat(32) });
  const same = await openTestServices({ SECRET_KEY: 'x'.repeat(32) });
  const codes = await Promise.all([other, same].map(({ services }) => showSetUpUrl(services)));
  expect(new Set(codes).size).toBe(2);
  await Promise.all([other.close(), same.close()]);
  // What fails uses nothing up.
  expect((await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, name: ' ', code })).status).toBe(400);
  expect((await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, code })).status).toBe(201);
  // Not even a server that lost its organization takes it again.
  const { db } = opened.services;
  await db.delete(organizations);
  expect((await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, adminEmail: 'eve@else.example', code })).status).toBe(
    403,
  );
});

test('four at once with the code make one organization, with one admin', async () => {
  const code = await codeOf();
  const wishes = ['a', 'b', 'c', 'd'].map((name) => ({
    ...SET_UP_WISH,
    name,
    adminEmail: `${name}@ours.example`,
    code,
  }));
  const done = await Promise.all(wishes.map((wish) => call('POST', '/api/v1/set-up', wish)));
  expect(done.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  expect(await showOrganizations(opened.services)).toHaveLength(1);
  expect(await opened.services.db.select().from(users)).toHaveLength(1);
});

test('without the code nobody comes in, and what is wrong is said', async () => {
  const code = await codeOf();
  for (const wrong of ['', 'x', 'é'.repeat(16), code.slice(1), `${code}x`, `${code}${' '.repeat(60)}x`])
    expect((await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, code: wrong })).status, wrong).toBe(403);
  const short = await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, password: 'short', code });
  expect(short).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('8 characters') } } });
  expect((await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, domains: ['no domain'], code })).status).toBe(400);
  expect((await call('GET', '/api/v1/set-up')).body).toEqual({ isSetUp: false });
});
