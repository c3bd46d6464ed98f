import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openPostgresStore } from '../../src/store/db.ts';
import { findPostgres, type RunningServer } from '../support/servers.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { openTestServices } from '../support/test-services.ts';

const way = await findPostgres();

describe.skipIf(way === null)('a server whose Postgres goes away', () => {
  let postgres: RunningServer;
  let proxy: Awaited<ReturnType<typeof startTcpProxy>>;
  let opened: Awaited<ReturnType<typeof openTestServices>>;
  let http: ReturnType<typeof makeHttpApp>;
  let apiKey: string;
  beforeAll(async () => {
    postgres = await (way as NonNullable<typeof way>).start();
    const store = await openPostgresStore(postgres.url);
    await store.migrate();
    await store.close();
    const url = new URL(postgres.url);
    proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    opened = await openTestServices({ DATABASE_URL: url.href, SECRET_KEY: 'a'.repeat(32) });
    const { services } = opened;
    const made = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example' });
    apiKey = made.apiKey;
    const spoken = [{ id: '1', says: [['tove@acme.example', 'The price is fine.']] as [string, string][] }];
    await saveSpokenCalls(services.db, spoken, toOrganizationId(made.id));
    await services.indexer.index(new AbortController().signal);
    http = makeHttpApp(services);
  });
  afterAll(async () => {
    proxy?.set('open');
    await opened?.close();
    await proxy?.close();
    await postgres?.stop();
  });

  const ask = (method: string, path: string, body?: unknown) =>
    http.request(path, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  // Waiting as long as the driver would runs into the limit of time.
  test.each(['away', 'hangs'] as const)(
    'says so while it is %s, and goes on when it is back',
    async (state) => {
      expect((await ask('GET', '/api/v1/calls')).status).toBe(200);
      proxy.set(state);
      for (const answer of await Promise.all([
        ask('GET', '/api/v1/calls'),
        ask('POST', '/api/v1/search', { query: 'price' }),
        ask('POST', '/api/v1/ask', { question: 'What about the price?' }),
      ])) {
        expect(answer.status).toBe(503);
        expect(await answer.json()).toMatchObject({
          error: { code: 'store_unavailable', message: expect.stringMatching(/store does not answer/) },
        });
      }
      const ready = await http.request('/readyz');
      expect([ready.status, await ready.json()]).toEqual([503, { ready: false }]);
      expect((await http.request('/healthz')).status).toBe(200);
      proxy.set('open');
      await expect.poll(async () => (await ask('GET', '/api/v1/calls')).status, { timeout: 10_000 }).toBe(200);
      expect((await http.request('/readyz')).status).toBe(200);
      expect((await ask('POST', '/api/v1/ask', { question: 'What about the price?' })).status).toBe(200);
    },
    40_000,
  );
});
