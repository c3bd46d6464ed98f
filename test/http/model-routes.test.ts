import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { organizationModels } from '../../src/store/schema.ts';
import { claimsJson, excerptsOf } from '../support/asking.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { startPlayedEndpoint } from '../support/played-endpoints.ts';
import { openTestServices } from '../support/test-services.ts';

const SAID = 'The price of pallets is ninety euros.';
const KEY = 'a very secret key';

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
let played: Awaited<ReturnType<typeof startPlayedEndpoint>>;
beforeAll(async () => {
  world = await openHttpOrganization([{ id: '1', says: [['tove@acme.example', SAID]] }]);
  played = await startPlayedEndpoint((prompt) => {
    const [first] = excerptsOf(prompt);
    const quote = first?.text.includes('pilot') ? 'Then the pilot starts on the first of June' : SAID;
    return claimsJson([{ text: `${quote.replace(/\.$/, '')}.`, quotes: [[first?.id ?? '', quote]] }]);
  });
});
afterAll(async () => {
  await world?.close();
  await played?.close();
});
afterEach(() => played.play(({ text }, reply) => reply.says(text)));

const ask = async () => (await world.request('POST', '/ask', { question: 'What is the price of pallets?' })).body;
const set = (more: object = {}) =>
  world.request('PUT', '/model', { name: 'played', baseUrl: `${played.url}/v1`, ...more });

test('an admin sets a model: its key is kept sealed and shown to nobody, and answers are worded at once', async () => {
  expect((await world.request('GET', '/model')).body).toEqual({ setBy: null, embeddings: null, casesAsked: 0 });
  expect((await world.request('POST', '/model/try')).body.error.code).toBe('not_configured');
  expect((await ask()).model).toBe(null);
  const { status, text, body } = await set({ apiKey: KEY });
  expect(status).toBe(200);
  expect(body).toMatchObject({ setBy: 'admin', name: 'played', hasKey: true, changedBy: 'robin@ours.example' });
  expect(text + (await world.request('GET', '/model')).text).not.toContain(KEY);
  expect(JSON.stringify(await world.services.db.select().from(organizationModels))).not.toContain(KEY);
  expect(await ask()).toMatchObject({ status: 'answered', model: 'played' });
  expect(played.asked.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect((await world.request('GET', '/me')).body.model).toBe('played');
});

test('a key stays with a change of the model, and goes to no other host', async () => {
  await set({ apiKey: KEY });
  expect((await set({ name: 'other', baseUrl: `${played.url}/other` })).body).toMatchObject({ hasKey: true });
  await ask();
  expect(played.asked.at(-1)).toMatchObject({
    path: '/other/chat/completions',
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect((await set({ baseUrl: played.url.replace('127.0.0.1', 'localhost') })).body).toMatchObject({ hasKey: false });
  expect((await set({ apiKey: KEY })).body).toMatchObject({ hasKey: true });
  expect((await set({ apiKey: null })).body).toMatchObject({ hasKey: false });
});

test('a model that is forgotten words no more', async () => {
  await set();
  expect((await world.request('DELETE', '/model')).status).toBe(200);
  expect((await ask()).model).toBe(null);
  expect((await world.request('DELETE', '/model')).status).toBe(404);
});

test.each([
  ['a private address', { baseUrl: 'https://10.0.0.1/v1' }, 'host_refused'],
  ['the cloud’s own data', { baseUrl: 'http://169.254.169.254/' }, 'host_refused'],
  ['a public host without TLS', { baseUrl: 'http://no-such-host.invalid/v1' }, 'host_refused'],
  ['an address with a password', { baseUrl: 'https://me:secret@models.example/v1' }, 'invalid_input'],
  ['what is no address', { baseUrl: 'ht tp' }, 'invalid_input'],
  ['no name', { name: ' ' }, 'invalid_input'],
])('%s is refused', async (_, wish, code) => {
  expect((await set(wish)).body.error.code).toBe(code);
});

test('a trial measures, and says what the endpoint said and what to look at', async () => {
  await set();
  const works = (await world.request('POST', '/model/try')).body;
  expect(works).toMatchObject({ ok: true, form: 'schema', failure: null, embeddings: null });
  expect(works.firstTextMs).toBeGreaterThan(0);
  played.play((_, reply) => reply.fails(401, 'Incorrect key provided: x.'));
  expect((await world.request('POST', '/model/try')).body).toMatchObject({
    ok: false,
    firstTextMs: null,
    failure: {
      check: 'key',
      status: 401,
      said: 'Incorrect key provided: x.',
      advice: expect.stringContaining('Check the key'),
    },
  });
  const answer = await ask();
  expect(answer).toMatchObject({ model: null, notes: [expect.stringContaining('does not accept the key')] });
  expect(JSON.stringify(answer)).not.toContain('Incorrect key');
});

test('what the operator has set goes first and cannot be changed here', async () => {
  const { services, close } = await openTestServices({ OPENAI_MODEL: 'theirs', OPENAI_BASE_URL: played.url });
  const other = { ...world.services, model: services.model };
  const http = makeHttpApp(other);
  const headers = { authorization: `Bearer ${world.apiKey}`, 'content-type': 'application/json' };
  expect(await (await http.request('/api/v1/model', { headers })).json()).toEqual({
    setBy: 'operator',
    name: 'theirs',
    embeddings: null,
  });
  const body = JSON.stringify({ name: 'ours', baseUrl: null });
  expect((await http.request('/api/v1/model', { method: 'PUT', headers, body })).status).toBe(409);
  await close();
});
