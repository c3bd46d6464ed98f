import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { makeLog } from '../../src/log.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

let opened: Awaited<ReturnType<typeof openHttpOrganization>>;
let http: ReturnType<typeof makeHttpApp>;
let lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  opened = await openHttpOrganization([
    { id: '9042719935518820417', says: [['tove@brightwater.example', 'We pay the price.']] },
  ]);
  const log = makeLog('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  http = makeHttpApp({ ...opened.deps, log });
});
afterAll(() => opened?.close());
beforeEach(() => {
  lines = [];
});

const ask = (path: string, init: RequestInit = {}) =>
  http.request(path, { ...init, headers: { authorization: `Bearer ${opened.apiKey}`, ...init.headers } });

test('a request is one line with its route, and nothing of what it asked or about which call', async () => {
  const response = await ask('/api/v1/calls/9042719935518820417');
  expect(response.status).toBe(200);
  await ask('/api/v1/accounts?query=brightwater');
  await ask('/api/v1/search', {
    method: 'POST',
    body: JSON.stringify({ query: 'secret merger' }),
    headers: { 'content-type': 'application/json' },
  });
  expect(lines).toMatchObject([
    {
      method: 'GET',
      route: '/api/v1/calls/:callId',
      status: 200,
      ms: expect.any(Number),
      organizationId: opened.organizationId,
      memberId: expect.any(String),
      requestId: response.headers.get('x-request-id'),
    },
    { route: '/api/v1/accounts' },
    { method: 'POST', route: '/api/v1/search', status: 200 },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/90427|brightwater|merger|@/);
});

test('a visitor is logged without an organization, and what machines ask every second at debug', async () => {
  await http.request('/api/v1/calls');
  await http.request('/healthz');
  await http.request('/readyz');
  expect(lines.map(({ level, status }) => [level, status])).toEqual([
    [30, 401],
    [20, 200],
    [20, 200],
  ]);
  expect(lines[0]).not.toHaveProperty('organizationId');
});

test("a caller's own request id is taken over, unless it is no id", async () => {
  const named = await ask('/api/v1/calls/1', { headers: { 'x-request-id': 'trace-1' } });
  expect(await named.json()).toMatchObject({ error: { requestId: 'trace-1' } });
  const odd = await ask('/api/v1/calls/1', { headers: { 'x-request-id': 'two words' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^req_/);
  expect(lines.map(({ requestId }) => requestId)).toEqual(['trace-1', odd.headers.get('x-request-id')]);
});
