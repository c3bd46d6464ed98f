import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';
import { findElasticsearch, findPostgres, type RunningServer } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const CALLS = 400;
const SENTENCES = 6;
const ways = [await findPostgres(), await findElasticsearch()];

describe.skipIf(ways.includes(null))('two servers and two workers on one Postgres and one Elasticsearch', () => {
  const folder = makeFolder();
  const servers: RunningServer[] = [];
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let env: Record<string, string>;
  let ours: { id: string; apiKey: string };

  beforeAll(async () => {
    for (const way of ways) if (way) servers.push(await way.start());
    const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 };
    simulator = await startGongSimulator(smallWorld(CALLS, SENTENCES), options);
    env = {
      DATABASE_URL: servers[0]?.url ?? '',
      ELASTICSEARCH_URL: servers[1]?.url ?? '',
      SECRET_KEY: 'a'.repeat(32),
      DATA_DIR: folder.path,
      LOG_LEVEL: 'warn',
      EMBEDDINGS: 'off',
      PORT: '0',
      JOBS: 'off',
    };
    expect(await runColloquy(['migrate'], env)).toMatchObject({ exit: 0 });
    const services = await openServices(readConfig(env), silent);
    ours = await createOrganization(services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    });
    const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null, turnsSyncOn: true };
    const limits = { perSecond: 20, perDay: 10_000 };
    await asAdmin(services, ours.id, connectWithKey, { ...key, limits }, new AbortController().signal);
    await services.close();
  });
  afterAll(async () => {
    killAll();
    await simulator?.close();
    for (const server of servers) await server.stop();
    folder.remove();
  });

  const call = async (url: string, method: string, path: string, body?: unknown) => {
    // On a busy machine a server may close a kept connection while the next request is on its way.
    const headers = {
      authorization: `Bearer ${ours.apiKey}`,
      'content-type': 'application/json',
      connection: 'close',
    };
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

  test('import once, find the same, and reindex under them without a gap', async () => {
    const started = [startColloquy(['serve'], env), startColloquy(['serve'], env)];
    const workers = [startColloquy(['work'], env), startColloquy(['work'], env)];
    const urls = await Promise.all(started.map(({ listening }) => listening));
    const [one = '', two = ''] = urls;
    expect(
      (await call(one, 'POST', '/integrations/gong/import', { from: '2024-01-01', to: '2026-11-23' })).status,
    ).toBeLessThan(300);
    const totals = async (url: string) => {
      const flat = await call(url, 'POST', '/search', { query: 'sentence', limit: 1 });
      const grouped = await call(url, 'POST', '/search', { query: 'sentence', limit: 1, groupBy: 'call' });
      return { status: flat.status, segments: flat.body.total, calls: grouped.body.total };
    };
    const all = { status: 200, segments: CALLS * SENTENCES, calls: CALLS };
    await expect.poll(() => totals(two), { timeout: 90_000, interval: 500 }).toEqual(all);
    expect(await totals(one)).toEqual(all);

    let isDone = false;
    const seen: unknown[] = [];
    const searching = Promise.all(
      urls.map(async (url) => {
        while (!isDone) seen.push(await totals(url));
      }),
    );
    const reindexed = await Promise.all([runColloquy(['reindex'], env), runColloquy(['reindex'], env)]);
    isDone = true;
    await searching;
    expect(reindexed.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.filter((totals) => JSON.stringify(totals) !== JSON.stringify(all))).toEqual([]);
    for (const url of urls) expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true });

    for (const { child } of [...started, ...workers]) child.kill('SIGTERM');
    for (const { finished } of [...started, ...workers]) expect((await finished).exit).toBe(0);
  });
});
