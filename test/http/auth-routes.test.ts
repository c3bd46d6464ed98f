import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { setPassword } from '../../src/access/set-password.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let http: ReturnType<typeof makeHttpApp>;
let organizationId = '';
const ROBIN = { email: 'robin@ours.example', password: 'a good password' };
beforeAll(async () => {
  opened = await openTestServices();
  http = makeHttpApp(opened.services);
  organizationId = (await createOrganization(opened.services, { name: 'Ours', adminEmail: ROBIN.email })).id;
  await setPassword(opened.services, ROBIN);
});
afterAll(() => opened?.close());

const cookieOfRobin = async () => (await signIn(opened.services, ROBIN)).map((one) => one.split(';')[0]).join('; ');

async function send(method: string, path: string, cookie: string, body: unknown = {}) {
  const origin = opened.services.publicUrl();
  const response = await http.request(path, {
    method,
    headers: { cookie, origin, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const OPEN = new Set(['POST /sign-in/email', 'POST /sign-out', 'GET /get-session', 'POST /organization/set-active']);

/** All routes that better-auth has with our plugins, by its own word. */
async function routesOfBetterAuth(): Promise<{ method: string; path: string }[]> {
  const endpoints = Object.values((await opened.services.auth()).api) as unknown as {
    path?: string;
    options?: { method?: string | string[] };
  }[];
  return endpoints.flatMap(({ path, options }) =>
    path === undefined ? [] : [options?.method ?? 'GET'].flat().map((method) => ({ method, path })),
  );
}

test('of better-auth’s routes only the listed ones answer: an admin’s session opens no other', async () => {
  const cookie = await cookieOfRobin();
  const routes = await routesOfBetterAuth();
  expect(routes.length).toBeGreaterThan(40);
  for (const open of OPEN) expect(routes.map(({ method, path }) => `${method} ${path}`)).toContain(open);
  const answered: string[] = [];
  for (const { method, path } of routes.filter((route) => !OPEN.has(`${route.method} ${route.path}`))) {
    const name = path.replace(/:\w+/g, 'x');
    for (const spelt of [name, `${name}/`, `/${name}`, `/.${name}`, name.replace('e', '%65'), name.toUpperCase()]) {
      const { status, text } = await send(method, `/api/auth${spelt}`, cookie, { organizationId });
      if (status !== 404 || JSON.parse(text).error.code !== 'not_found')
        answered.push(`${method} ${spelt} → ${status}`);
    }
  }
  expect(answered).toEqual([]);
  expect((await send('GET', '/api/auth/get-session', cookie)).text).toContain(ROBIN.email);
});

test('the organization cannot be deleted past its rules, and set-up stays closed', async () => {
  const cookie = await cookieOfRobin();
  expect((await send('POST', '/api/auth/organization/delete', cookie, { organizationId })).status).toBe(404);
  expect((await send('GET', '/api/v1/me', cookie)).status).toBe(200);
  expect((await send('GET', '/api/v1/set-up', cookie)).text).toBe('{"isSetUp":true}');
});
