import { createHash, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { takeWebhook } from '../../src/sync/take-webhook.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const CALL = '5000000000000000000';
const DAY = 86_400_000;
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let server: HttpServer;
let base = '';
let org: { id: string; apiKey: string };
let hook = '';

beforeAll(async () => {
  opened = await openTestServices();
  simulator = await startGongSimulator(smallWorld(3), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
  });
  org = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  server = await startHttpServer(opened.services, { port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${server.port}`;
  opened.services.listensOn(base);
  const connect = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url };
  await asAdmin(
    opened.services,
    org.id,
    connectWithKey,
    { ...connect, turnsSyncOn: true },
    new AbortController().signal,
  );
  opened.services.startJobs();
});
afterAll(async () => {
  await server?.close();
  await opened?.close();
  await simulator?.close();
});

const api = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${org.apiKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};
/** Has the simulator send a webhook; answers the status our server gave. */
const fire = async (wish: object): Promise<number> => {
  const response = await fetch(`${simulator.url}/simulator/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: hook, callId: CALL, ...wish }),
  });
  return ((await response.json()) as { status: number }).status;
};

test('without a key there is no webhook, and what is no key is refused', async () => {
  hook = `${base}/api/v1/webhooks/gong/${org.id}`;
  expect(await fire({})).toBe(404);
  expect((await api('PUT', '/integrations/gong/webhook', { publicKey: 'nonsense' })).status).toBe(400);
  const publicKey = await (await fetch(`${simulator.url}/simulator/webhooks/public-key`)).text();
  const { body } = await api('PUT', '/integrations/gong/webhook', { publicKey });
  expect(body).toEqual({ url: hook, isOn: true });
});

test.each(['expired', 'long_lived', 'wrong_hash', 'wrong_url', 'wrong_key'])(
  'a delivery that is %s is refused',
  async (flaw) => {
    expect(await fire({ flaw })).toBe(401);
  },
);

test('one without a signature is refused', async () => {
  const response = await fetch(hook, {
    method: 'POST',
    body: JSON.stringify({ callData: { metaData: { id: CALL } } }),
  });
  expect(response.status).toBe(401);
  expect(((await response.json()) as { error: { message: string } }).error.message).toContain('no signature');
});

test('a good one fetches its call by id within seconds, once', async () => {
  const status = async () => (await api('GET', `/calls/${CALL}/status`)).body;
  expect(await fire({})).toBe(202);
  expect(await fire({ replay: true })).toBe(401);
  await expect.poll(async () => (await status()).state, { timeout: 20_000 }).toBe('indexed');
});

test('a delivery is remembered for longer than its signature can be good', async () => {
  const { now } = opened.services;
  const url = `${base}/api/v1/webhooks/gong/${org.id}`;
  const body = JSON.stringify({ callData: { metaData: { id: CALL } }, isTest: true });
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  expect((await api('PUT', '/integrations/gong/webhook', { publicKey })).status).toBe(200);
  const claims = { webhook_url: url, body_sha256: createHash('sha256').update(body).digest('hex') };
  const signed = new SignJWT(claims).setProtectedHeader({ alg: 'RS256' });
  const authorization = await signed.setExpirationTime(new Date(now().getTime() + 29 * DAY)).sign(keys.privateKey);
  const takenAfter = (days: number, written = authorization) =>
    takeWebhook({ ...opened.services, now: () => new Date(now().getTime() + days * DAY) }, toOrganizationId(org.id), {
      url,
      body,
      authorization: written,
    });
  await takenAfter(0);
  // The last sign of a signature has bits that mean nothing; decoders pass over blanks and what fills up.
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twin = authorization.slice(0, -1) + signs[signs.indexOf(authorization.at(-1) ?? '') ^ 1];
  for (const written of [twin, `${authorization}==`, `${authorization.slice(0, -9)} ${authorization.slice(-9)}`])
    await expect(takenAfter(1, written)).rejects.toThrow(/taken before/);
  for (const days of [3, 28]) await expect(takenAfter(days)).rejects.toThrow(/taken before/);
  await expect(takenAfter(30)).rejects.toThrow(/too old/);
});

test('what Gong tells of a long call is taken, and what is far too long is refused in words', async () => {
  const post = (bytes: number) =>
    fetch(hook, { method: 'POST', headers: { authorization: 'x.y.z' }, body: 'x'.repeat(bytes) });
  expect((await post(1024 * 1024)).status).toBe(401);
  const tooLarge = await post(9 * 1024 * 1024);
  expect(tooLarge.status).toBe(413);
});
