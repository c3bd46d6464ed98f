import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const CALLS = 600;
const folder = makeFolder();
const template = join(folder.path, 'template');
const signal = new AbortController().signal;
let organizationId: string;

beforeAll(async () => {
  const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 };
  const simulator = await startGongSimulator(smallWorld(CALLS, 12), options);
  const services = await openServices(readConfig({ DATA_DIR: template }), silent);
  const { id } = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example', domains: [] });
  organizationId = id;
  const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null };
  const limits = { perSecond: 500, perDay: 10_000 };
  await asAdmin(services, organizationId, connectWithKey, { ...key, turnsSyncOn: true, limits }, signal);
  await asAdmin(services, organizationId, finishSync, { from: new Date('2020-01-01') });
  await services.close();
  await simulator.close();
});
afterAll(() => {
  killAll();
  folder.remove();
});

const found = async (env: Record<string, string>) => {
  const { out } = await runColloquy(
    ['search', 'sentence', '--organization', organizationId, '--json', '--by-call'],
    env,
  );
  return JSON.parse(out).total;
};

test.each([1, 3, 5])(
  'a reindex that is killed after %i of its steps goes on at the next, and search was never gone',
  async (steps) => {
    const env = { DATA_DIR: join(folder.path, `data-${steps}`), LOG_LEVEL: 'info' };
    cpSync(template, env.DATA_DIR, { recursive: true });
    const { child, finished, text } = startColloquy(['reindex'], env);
    await new Promise<void>((resolve) => {
      child.stderr.on('data', () => (text.err.match(/reindex: \d+ of/g)?.length ?? 0) >= steps && resolve());
      finished.then(() => resolve());
    });
    child.kill('SIGKILL');
    expect((await finished).exit).not.toBe(0);
    expect(await found(env)).toBe(CALLS);
    const again = await runColloquy(['reindex'], env);
    expect(again.exit).toBe(0);
    expect(again.err).toContain('goes on with the index that was begun');
    const first = Number(/reindex: (\d+) of/.exec(again.err)?.[1] ?? CALLS);
    expect(first).toBeGreaterThanOrEqual(100);
    expect(await found(env)).toBe(CALLS);
    expect((await runColloquy(['reindex', '--drop-old'], env)).err).toContain('dropped: 1');
    expect(await found(env)).toBe(CALLS);
  },
);
