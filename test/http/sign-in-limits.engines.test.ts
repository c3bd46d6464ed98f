import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { makePasswordTries } from '../../src/access/password-tries.ts';
import { setPassword } from '../../src/access/set-password.ts';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import type { Log } from '../../src/log.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let server: HttpServer;
let lines: Record<string, unknown>[] = [];

async function open(settings: Record<string, string>): Promise<void> {
  opened = await openTestServices(settings);
  const { services } = opened;
  for (const name of ['robin', 'mira']) {
    const email = `${name}@ours.example`;
    await createOrganization(services, { name, adminEmail: email });
    await setPassword(services, { email, password: 'a good password' });
  }
  const log = { ...services.log, warn: (line: Record<string, unknown>) => void lines.push(line) } as unknown as Log;
  const passwordTries = makePasswordTries({ ...services, log });
  server = await startHttpServer({ ...services, passwordTries }, { port: 0, host: '127.0.0.1' });
}
beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await server?.close();
  await opened?.close();
});

async function tryIn(name: string, password: string, forwardedFor?: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${server.port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(forwardedFor && { 'x-forwarded-for': forwardedFor }) },
    body: JSON.stringify({ email: `${name}@ours.example`, password }),
  });
}
const statusOf = async (...args: Parameters<typeof tryIn>) => (await tryIn(...args)).status;
/** Each from another address. */
const client = (number: number) => `198.51.100.${number}`;

test('one address has ten wrong passwords a minute, whoever they are for, and its own word does not make it another', async () => {
  await open({});
  const all = await Promise.all(
    Array.from({ length: 14 }, (_, n) => statusOf(`none${n}`, 'wrong password', client(n))),
  );
  expect(all.filter((status) => status === 429)).toHaveLength(4);
  const refused = await tryIn('mira', 'a good password');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({
    error: { code: 'rate_limited', message: expect.stringContaining('Wait') },
  });
  expect(lines).toContainEqual({ address: '127.0.0.1', userId: null });
});

test('one account has ten wrong passwords, from however many addresses; behind trusted proxies others come in', async () => {
  await open({ TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' });
  // What a client writes itself stands first, and is not believed.
  for (let n = 1; n <= 10; n += 1)
    expect(await statusOf('robin', 'wrong password', `${client(99)}, ${client(n)}, 10.0.0.7`)).toBe(401);
  expect(await statusOf('robin', 'a good password', client(50))).toBe(429);
  expect(await statusOf('mira', 'a good password', client(99))).toBe(200);
  const failed = lines.filter(({ userId }) => userId !== null).map(({ address }) => address);
  expect(failed).toEqual(expect.arrayContaining([client(1), client(10), client(50)]));
  expect(failed).not.toContain(client(99));
  expect(JSON.stringify(lines)).not.toMatch(/password|ours\.example/);
});

test('the right password is no try: a whole office signs in from one address', async () => {
  await open({});
  for (let n = 0; n < 15; n += 1) expect(await statusOf(n % 2 ? 'mira' : 'robin', 'a good password')).toBe(200);
});

test('all addresses of one IPv6 network count together, and a request without a proper password counts too', async () => {
  await open({ TRUSTED_PROXIES: '127.0.0.1' });
  for (let n = 1; n <= 10; n += 1) expect(await statusOf(`none${n}`, 'wrong password', `2001:db8:0:1::${n}`)).toBe(401);
  expect(await statusOf('mira', 'a good password', '2001:db8:0:1:ffff::1')).toBe(429);
  expect(await statusOf('mira', 'a good password', '2001:db8:0:2::1')).toBe(200);
  for (let n = 1; n <= 10; n += 1) await statusOf('robin', n % 2 ? 'wrong password' : '', client(n));
  expect(await statusOf('robin', 'a good password', client(20))).toBe(429);
});

test('a try is counted however it is written, or not taken at all', async () => {
  await open({ TRUSTED_PROXIES: '127.0.0.1' });
  const tries: Record<string, (password: string) => BodyInit> = {
    'application/x-www-form-urlencoded': (password) => new URLSearchParams({ email: 'robin@ours.example', password }),
    'application/x-www-form-urlencoded; x=application/json': (password) =>
      new URLSearchParams({ email: 'robin@ours.example', password }).toString(),
    'text/plain': (password) => JSON.stringify({ email: 'robin@ours.example', password }),
    'application/vnd.x+json': (password) => JSON.stringify({ email: 'robin@ours.example', password }),
    'application/jsonp': (password) => JSON.stringify({ email: 'robin@ours.example', password }),
    'application/json; charset=utf-8': (password) =>
      `\ufeff${JSON.stringify({ email: 'robin@ours.example', password })}`,
    'APPLICATION/JSON': (password) => JSON.stringify({ EMAIL: 'x', email: 'MIRA@ours.example', password }),
  };
  for (const [at, [type, write]] of Object.entries(tries).entries()) {
    const isTaken = /^application\/json(;|$)/i.test(type);
    const send = async (password: string) => {
      const body = write(password);
      const url = `http://127.0.0.1:${server.port}/api/auth/sign-in/email`;
      const headers = { 'content-type': type, 'x-forwarded-for': client(at) };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push(await send('wrong password'));
    expect([type, statuses[0], statuses.at(-1)]).toEqual(isTaken ? [type, 401, 429] : [type, 415, 415]);
    expect([type, await send('a good password')]).not.toEqual([type, 200]);
  }
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const url = `http://127.0.0.1:${server.port}/api/auth/organization/set-active`;
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: 'organizationId=x' });
    expect([type, response.status]).toEqual([type, 415]);
  }
});
