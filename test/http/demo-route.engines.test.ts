import { afterAll, beforeAll, expect, test } from 'vitest';
import { showSetUpUrl } from '../../src/access/show-set-up-url.ts';
import { BUILT_IN_TRACKERS } from '../../src/built-in-trackers.ts';
import { addInventedOrganization } from '../../src/demo/run-demo.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import type { Viewer } from '../../src/viewer.ts';
import { callAsBrowser, SET_UP_WISH } from '../support/call-as-browser.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let http: ReturnType<typeof makeHttpApp>;
beforeAll(async () => {
  opened = await openTestServices();
  const addDemo = (viewer: Viewer) => addInventedOrganization(opened.services, viewer, new AbortController().signal);
  http = makeHttpApp({ ...opened.services, addDemo });
});
afterAll(() => opened?.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callAsBrowser(http, [method, path], body, headers);
const codeOf = async (): Promise<string> =>
  new URL((await showSetUpUrl(opened.services)) ?? 'http://none').searchParams.get('code') ?? '';

test('the demo is an organization of its own, to change to, whose calls stay when its Gong is gone', async () => {
  await call('POST', '/api/v1/set-up', { ...SET_UP_WISH, code: await codeOf() });
  const { email, password } = { email: SET_UP_WISH.adminEmail, password: SET_UP_WISH.password };
  const { cookie } = await call('POST', '/api/auth/sign-in/email', { email, password });
  const { status, body } = await call('POST', '/api/v1/demo', {}, { cookie });
  expect(status).toBe(201);
  const { organizationId } = body;
  expect((await call('GET', '/api/v1/calls', undefined, { cookie })).body.calls).toEqual([]);
  await call('POST', '/api/auth/organization/set-active', { organizationId }, { cookie });
  const me = (await call('GET', '/api/v1/me', undefined, { cookie })).body;
  expect(me).toMatchObject({ role: 'admin', organization: { id: organizationId } });
  expect(me.organizations).toHaveLength(2);
  const { records } = (await call('GET', '/api/v1/audit', undefined, { cookie })).body;
  expect(new Set(records.map(({ actor }: { actor: { email: string } }) => actor.email))).toEqual(new Set([email]));
  expect(records.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['organization.created', 'accounts.imported', 'gong.connected', 'gong.disconnected']),
  );
  const { calls, total } = (await call('GET', '/api/v1/calls?query=price', undefined, { cookie })).body;
  expect(total).toBeGreaterThan(3);
  expect((await call('GET', '/api/v1/integrations/gong', undefined, { cookie })).body.state).toBe('not_connected');
  // A second request gives the same organization.
  const again = await call('POST', '/api/v1/demo', {}, { cookie });
  expect(again.body).toEqual({ organizationId });
  expect((await call('GET', '/api/v1/calls?query=price', undefined, { cookie })).body.total).toBe(total);
  // The demo's competitors pass the checks of any tracker: each term once, and past calls counted.
  const competitors = async () => {
    const { trackers } = (await call('GET', '/api/v1/trackers', undefined, { cookie })).body;
    return trackers.find(({ id }: { id: string }) => id === 'competitors');
  };
  const { terms } = await competitors();
  expect(terms.length).toBe(new Set(terms).size);
  expect(terms.length).toBeGreaterThan(BUILT_IN_TRACKERS.find(({ id }) => id === 'competitors')?.terms.length ?? 0);
  await expect.poll(async () => (await competitors()).isCounted, { timeout: 30_000 }).toBe(true);
  const { kinds } = (await call('GET', `/api/v1/calls/${calls[0].id}/media`, undefined, { cookie })).body;
  expect(kinds).toContain('audio');
});
