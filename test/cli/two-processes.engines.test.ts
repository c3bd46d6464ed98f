import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeOrganization } from '../../src/access/change-organization.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { startSync } from '../../src/sync/start-sync.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';
import { connectByOAuth } from '../support/connect-by-oauth.ts';
import { findPostgres, freePort, type RunningServer } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const way = await findPostgres();

describe.skipIf(!way)('two processes on one Postgres', () => {
  const folder = makeFolder();
  let server: RunningServer | null = null;
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let services: Awaited<ReturnType<typeof openServices>>;
  let organizationId: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    server = (await way?.start()) ?? null;
    const port = await freePort();
    // Gong's real limits and a real clock.
    simulator = await startGongSimulator(smallWorld(420), { port, accessKey: 'k', accessKeySecret: 's' });
    env = {
      DATABASE_URL: server?.url ?? '',
      SECRET_KEY: 'a'.repeat(32),
      DATA_DIR: join(folder.path, 'data'),
      GONG_CLIENT_ID: 'simulator-client',
      GONG_CLIENT_SECRET: 'simulator-client-secret',
      GONG_APP_URL: simulator.url,
      LOG_LEVEL: 'silent',
      EMBEDDINGS: 'off',
    };
    expect(await runColloquy(['migrate'], env)).toMatchObject({ exit: 0 });
    services = await openServices(readConfig(env), silent);
    const ours = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example' });
    organizationId = ours.id;
    expect((await connectByOAuth(makeHttpApp(services), ours.apiKey)).landing).toBe('302 /integrations/gong');
    await asAdmin(services, organizationId, changeOrganization, { dataSyncEnabled: true });
  });
  afterAll(async () => {
    killAll();
    await services?.close();
    await simulator?.close();
    await server?.stop();
    folder.remove();
  });

  /** The most requests within any second. */
  const highest = () => {
    const moments = simulator.requests.map(({ atMs }) => atMs);
    return Math.max(...moments.map((moment) => moments.filter((one) => one >= moment && one < moment + 1000).length));
  };
  const ask = async () => {
    const child = spawn(process.execPath, ['test/cli/asking-process.ts', organizationId, '8', '3'], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (piece) => {
      out += piece;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    return JSON.parse(out) as string[];
  };

  test('never exceed the limit together, and never spend a refresh token twice', async () => {
    // Access tokens expire again and again while both processes are at work: each time both want to renew.
    const timer = setInterval(() => simulator.revokeTokens({ refresh: false }), 4000);
    const causes = await Promise.all([ask(), ask()]);
    clearInterval(timer);
    expect(new Set(causes.flat())).toEqual(new Set(['not_visible']));
    expect(causes.flat()).toHaveLength(16);
    expect(highest()).toBeLessThanOrEqual(3);
    expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(simulator.tokens.refused).toBe(0);
    expect(simulator.tokens.refreshed).toBeGreaterThanOrEqual(2);
  });

  test('share the work of an import, one of them at a time, and the other takes over when it is killed', async () => {
    const workers = [startColloquy(['work'], env), startColloquy(['work'], env)];
    const run = await asAdmin(services, organizationId, startSync, { from: new Date('2024-01-01') });
    const now = () => services.syncRunner.run(run.organizationId, run.id);
    const until = async (isSo: (run: Awaited<ReturnType<typeof now>>) => boolean) => {
      while (!isSo(await now())) await sleep(50);
    };
    await until(({ asked }) => asked > 0);
    workers[0]?.child.kill('SIGKILL');
    await until(({ state }) => state === 'done');
    const { added, unchanged, ...counts } = await now();
    expect(counts).toMatchObject({ asked: 420, pending: 0, failed: 0 });
    // Calls saved but not yet counted by the killed process are unchanged to the other.
    expect(added + unchanged).toBe(420);
    const calls = (await examine(services, organizationId)).find(({ what }) => what.endsWith('calls'));
    expect(calls?.text).toBe('420 indexed');
    expect(highest()).toBeLessThanOrEqual(3);
    expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    workers[1]?.child.kill('SIGTERM');
    expect(await workers[1]?.finished).toMatchObject({ exit: 0, out: 'Colloquy works on syncs\n' });
  });

  test('`work` needs a Postgres', async () => {
    expect(await runColloquy(['work'], { DATA_DIR: folder.path })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('needs DATABASE_URL'),
    });
  });
});
