import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { setPassword } from '../../src/access/set-password.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import { isOwnOrigin } from '../../src/http/same-origin.ts';
import { openTestServices } from '../support/test-services.ts';

let opened: Awaited<ReturnType<typeof openTestServices>>;
let server: HttpServer;
let cookie = '';
let apiKey = '';
beforeAll(async () => {
  opened = await openTestServices();
  const { services } = opened;
  const robin = { email: 'robin@ours.example', password: 'a good password' };
  apiKey = (await createOrganization(services, { name: 'Ours', adminEmail: robin.email })).apiKey;
  await setPassword(services, robin);
  cookie = (await signIn(services, robin)).map((one) => one.split(';')[0]).join('; ');
  server = await startHttpServer(services, { port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server?.close();
  await opened?.close();
});

/** Sends headers as they are, `Host` and `Sec-Fetch-Site` too, as browsers do. */
const send = (method: string, path: string, headers: Record<string, string>, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port: server.port, method, path: `/api${path}`, headers },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const importPeople = (headers: Record<string, string>) =>
  send(
    'POST',
    '/v1/people/import',
    { cookie, 'content-type': 'text/csv', ...headers },
    'email,name\neve@else.example,Eve\n',
  );
const people = async () => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/people`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return (await answer.json()).people.length;
};

test('a page of another port or site writes nothing, whatever it may send along', async () => {
  const host = `127.0.0.1:${server.port}`;
  for (const headers of [
    { host, origin: 'http://127.0.0.1:4444', 'sec-fetch-site': 'same-site' },
    { host, origin: 'http://localhost:4444' },
    { host, 'sec-fetch-site': 'same-site' },
    { host, 'sec-fetch-site': 'cross-site' },
    { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { host, origin: 'null' },
    { host, origin: `http://${host}.evil.example` },
    // A name of another's that was made to lead to this machine.
    { host: `evil.example:${server.port}`, origin: `http://evil.example:${server.port}` },
  ] as Record<string, string>[])
    expect([headers, await importPeople(headers)]).toEqual([headers, 403]);
  expect(await people()).toBe(0);
  const elsewhere = { cookie, host, origin: 'http://localhost:4444', 'content-type': 'application/json' };
  expect(await send('POST', '/auth/sign-out', elsewhere, '{}')).toBe(403);
  expect(await send('PATCH', '/v1/organization', elsewhere, '{"name":"Theirs"}')).toBe(403);
  expect(await send('DELETE', '/v1/answers/x', elsewhere, '')).toBe(403);
});

test('our own page writes, by either name of this machine, and a program with its key from anywhere', async () => {
  for (const name of ['127.0.0.1', 'localhost']) {
    const host = `${name}:${server.port}`;
    expect(await importPeople({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(200);
  }
  const key = { authorization: `Bearer ${apiKey}`, origin: 'https://tools.example', cookie: '' };
  expect(await importPeople({ ...key, 'sec-fetch-site': 'cross-site' })).toBe(200);
  expect(await people()).toBe(1);
});

test('beside a public address with TLS this machine’s names are not trusted', () => {
  const at = (publicUrl: string, origin: string, host = new URL(origin).host) =>
    isOwnOrigin(origin, { host, publicUrl });
  expect(at('https://calls.ours.example', 'https://calls.ours.example')).toBe(true);
  expect(at('https://calls.ours.example/app', 'https://calls.ours.example')).toBe(true);
  expect(at('https://calls.ours.example', 'http://localhost:3000')).toBe(false);
  expect(at('https://calls.ours.example', 'http://calls.ours.example')).toBe(false);
  expect(at('http://calls.ours.example', 'http://localhost:3001')).toBe(true);
  expect(at('http://calls.ours.example', 'http://localhost:3001', 'localhost:3002')).toBe(false);
  expect(at('http://127.0.0.1:3000', 'http://[::1]:3000')).toBe(true);
});
