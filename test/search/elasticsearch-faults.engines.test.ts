import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toCallId } from '../../src/call.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openElasticsearchEngine } from '../../src/search/elasticsearch-engine.ts';
import { findSearchProblem } from '../../src/search/live-index.ts';
import type { SearchEngine } from '../../src/search/segment-index.ts';
import { removeCalls } from '../../src/store/calls-store.ts';
import type { Store } from '../../src/store/db.ts';
import { aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { type Fault, startFaultyProxy } from '../support/faulty-proxy.ts';
import { findElasticsearch, type RunningServer } from '../support/servers.ts';
import { indexAll, saveSpokenCalls } from '../support/spoken-calls.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';
import { openTestServices } from '../support/test-services.ts';

const way = await findElasticsearch();
const alias = `test-${process.pid}-faults`;
const says: [string, string][] = Array.from({ length: 30 }, (_, n) => [
  'tove@acme.example',
  `The price of item ${n}, twice.`,
]);
const spoken = (from: number, to: number, text = says) =>
  Array.from({ length: to - from }, (_, n) => ({
    id: String(from + n),
    says: text.map((one, at): [string, string] => [at % 2 ? 'robin@ours.example' : one[0], one[1]]),
  }));

describe.skipIf(!way)('Elasticsearch that fails', () => {
  let server: RunningServer | null = null;
  let proxy: Awaited<ReturnType<typeof startFaultyProxy>>;
  let store: Store;
  let engine: SearchEngine;
  let direct: Client;
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
    proxy = await startFaultyProxy(server?.url ?? '');
    store = await openTestStore();
    engine = openElasticsearchEngine({ url: proxy.url, alias, slowestMs: 2500 });
    direct = new Client({ node: server?.url ?? '' });
  });
  afterAll(async () => {
    await engine?.close();
    await direct?.close();
    await store?.close();
    await proxy?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    proxy.set({ kind: 'none' });
    await emptyStore(store);
    await makeOrganization(store.db);
    await saveSpokenCalls(store.db, spoken(0, 10));
    await indexAll(store.db, engine);
  });
  const count = () => engine.live.count({ scope: aScope(), words: ['price'], wordsIn: 'text' });
  const problem = () => findSearchProblem({ db: store.db, engine });

  const faults: [string, Fault][] = [
    ['is away', { kind: 'away' }],
    ['is slow', { kind: 'slow', ms: 4000 }],
    ['loses its answers to a bulk half way', { kind: 'half', of: /_bulk/ }],
    ['loses its answers to a refresh half way', { kind: 'half', of: /_refresh/ }],
    ['rejects every second document of a bulk', { kind: 'rejects' }],
  ];
  test.each(faults)(
    'when it %s, what is written waits in the store, and is there once afterwards',
    async (_, fault) => {
      proxy.set(fault);
      await saveSpokenCalls(store.db, spoken(10, 40));
      await saveSpokenCalls(store.db, spoken(0, 1, says.slice(0, 4)));
      await removeCalls(store.db, ORG, [toCallId('5')], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
      await expect(indexAll(store.db, engine)).rejects.toMatchObject({ code: 'index_unavailable' });
      await expect(indexAll(store.db, engine)).rejects.toMatchObject({ code: 'index_unavailable' });
      if (fault.kind === 'away' || fault.kind === 'slow') {
        await expect(count()).rejects.toMatchObject({
          code: 'index_unavailable',
          message: expect.stringMatching(/Elasticsearch/),
        });
        expect(await problem()).toMatch(/Elasticsearch cannot be used right now/);
      }
      proxy.set({ kind: 'none' });
      await indexAll(store.db, engine);
      // 39 calls: the changed call has four segments now, the rest thirty each.
      expect(await count()).toEqual({ segments: 38 * 30 + 4, calls: 39 });
      expect(await problem()).toBeNull();
    },
  );

  test('when it is red it says so', async () => {
    proxy.set({ kind: 'red' });
    expect(await problem()).toMatch(/is red/);
  });

  test('when it takes no writes, reads go on, /readyz says it, and afterwards all is there', async () => {
    await direct.indices.putSettings({ index: alias, settings: { 'index.blocks.write': true } });
    await saveSpokenCalls(store.db, spoken(10, 12));
    await expect(indexAll(store.db, engine)).rejects.toMatchObject({ code: 'index_unavailable' });
    expect(await count()).toEqual({ segments: 300, calls: 10 });
    expect(await problem()).toMatch(/takes no writes/);
    await direct.indices.putSettings({ index: alias, settings: { 'index.blocks.write': null } });
    await indexAll(store.db, engine);
    expect(await count()).toEqual({ segments: 360, calls: 12 });
    expect(await problem()).toBeNull();
  });

  test('an index that somebody deleted is not made anew by a write', async () => {
    const name = await engine.liveName();
    await direct.indices.delete({ index: `${alias}-${name}` });
    await saveSpokenCalls(store.db, spoken(10, 12));
    await expect(indexAll(store.db, engine)).rejects.toMatchObject({ code: 'index_unavailable' });
    await expect(engine.open(name ?? '').put([])).resolves.toBeUndefined();
    for (const index of [`${alias}-${name}`, `${alias}-${name}.write`])
      expect(await direct.indices.exists({ index })).toBe(false);
    expect(await problem()).toMatch(/colloquy reindex/);
  });

  test('over HTTP a search that cannot be done is 503 with the reason, and /readyz says no', async () => {
    const opened = await openTestServices({ ELASTICSEARCH_URL: proxy.url });
    const { apiKey } = await createOrganization(opened.services, { name: 'Ours', adminEmail: 'robin@ours.example' });
    const http = makeHttpApp(opened.services);
    const post = (path: string, body: unknown) =>
      http.request(`/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await http.request('/readyz')).status).toBe(200);
    // Longer than any reader waits.
    proxy.set({ kind: 'slow', ms: 8000 });
    expect((await post('/search', { query: 'price' })).status).toBe(503);
    expect((await http.request('/readyz')).status).toBe(503);
    proxy.set({ kind: 'away' });
    for (const answer of [
      await post('/search', { query: 'price' }),
      await post('/ask', { question: 'What about the price?' }),
    ]) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({
        error: { code: 'index_unavailable', message: expect.stringMatching(/Elasticsearch/) },
      });
    }
    const ready = await http.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false }]);
    proxy.set({ kind: 'none' });
    await opened.close();
  });
});
