import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeFolder, silent } from '../support/running-app.ts';
import { smallWorld } from '../support/small-world.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const CALLS = 60;
const SENTENCES = 30;
const SEEDS = [11, 23, 37, 41, 59, 73];
const folder = makeFolder();
const data = smallWorld(CALLS, SENTENCES);
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;

beforeAll(async () => {
  simulator = await startGongSimulator(data, { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 });
});
afterAll(async () => {
  killAll();
  await simulator.close();
  folder.remove();
});

// Each seed kills one server at three moments; what it was doing then differs from run to run, what it must end with does not.
test.each(SEEDS)(
  'seed %i: killed at any moment of a sync and started again, nothing is lost or doubled',
  async (seed) => {
    const env = { DATA_DIR: join(folder.path, `data-${seed}`), PORT: '0', LOG_LEVEL: 'silent' };
    const made = JSON.parse(
      (
        await runColloquy(
          ['organization', 'create', 'Ours', '--admin', 'robin@ours.example', '--domains', 'ours.example'],
          env,
        )
      ).out,
    );
    const key = ['--access-key', 'k', '--access-key-secret', 's', '--base-url', simulator.url];
    await runColloquy(['gong', 'connect', '--organization', made.id, ...key], env);

    let random = seed;
    const nextMs = () => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return 20 + (random % 1500);
    };
    for (let kill = 0; kill < 3; kill += 1) {
      const server = startColloquy(['serve'], env);
      const url = await server.listening;
      if (kill === 0) {
        const headers = { authorization: `Bearer ${made.apiKey}`, 'content-type': 'application/json' };
        const body = JSON.stringify({ from: '2026-01-01', to: '2026-11-22' });
        expect((await fetch(`${url}/api/v1/integrations/gong/sync`, { method: 'POST', headers, body })).status).toBe(
          202,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, nextMs()));
      server.child.kill('SIGKILL');
      await server.finished;
    }

    const app = await openApp(readConfig(env), silent);
    try {
      await app.syncRunner.finishOpen(new AbortController().signal);
      const viewer = await app.viewer(made.id);
      const found = await app.search(viewer, { query: 'sentence', groupBy: 'call', limit: 100 });
      expect(found.total).toBe(CALLS);
      expect((await app.search(viewer, { query: 'sentence' })).total).toBe(CALLS * SENTENCES);
      const one = await app.search(viewer, { query: '"price of item 1207"' });
      expect(one.hits.map((hit) => hit.text)).toEqual(['Sentence 7 of call 12 is about the price of item 1207.']);
    } finally {
      await app.close();
    }
  },
);
