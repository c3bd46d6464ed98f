import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { killAll, startColloquy } from './colloquy.ts';

const CALLS = 320;
const SENTENCES = 6;
/**
 * Every fourth process is killed with a batch of transcripts in the store and not yet in search, the rest at a moment
 * picked by the seed.
 */
const SEEDS = Array.from({ length: 20 }, (_, at) => 7 + at * 11);
const RANGE = { from: '2024-01-01', to: '2026-11-22' };

const folder = makeFolder();
const data = smallWorld(CALLS, SENTENCES);
const template = join(folder.path, 'template');
const signal = new AbortController().signal;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let organizationId: string;
/** Work left undone by the killed processes, over all seeds. */
const left = { unfinishedRuns: 0, savedAndNotIndexed: 0 };

beforeAll(async () => {
  simulator = await startGongSimulator(data, { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 });
  const services = await openServices(readConfig({ DATA_DIR: template }), silent);
  organizationId = (
    await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example', domains: ['ours.example'] })
  ).id;
  const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null };
  await asAdmin(
    services,
    organizationId,
    connectWithKey,
    { ...key, turnsSyncOn: true, limits: { perSecond: 8, perDay: 10_000 } },
    signal,
  );
  await services.close();
});
afterAll(async () => {
  killAll();
  await simulator?.close();
  folder.remove();
});

test.each(SEEDS)(
  'seed %i: an import that is killed and started again loses nothing and doubles nothing',
  async (seed) => {
    const path = join(folder.path, `data-${seed}`);
    cpSync(template, path, { recursive: true });
    const env = { DATA_DIR: path, LOG_LEVEL: 'debug', EMBEDDINGS: 'off' };
    const child = startColloquy(
      ['sync', '--organization', organizationId, '--from', RANGE.from, '--to', RANGE.to, '--wait'],
      env,
    );
    await momentOf(seed, child);
    child.child.kill('SIGKILL');
    await child.finished;

    const services = await openServices(readConfig(env), silent);
    try {
      const before = await examine(services, organizationId);
      const calls = before.find(({ what }) => what.endsWith('calls'))?.text ?? '';
      if (/\d+ linked/.test(calls)) left.savedAndNotIndexed += 1;
      if (!calls.startsWith(`${CALLS} indexed`)) left.unfinishedRuns += 1;
      await services.syncRunner.finishOpen(signal);
      const viewer = await readMember(services, organizationId);
      expect((await searchSegments(services, viewer, { query: 'sentence', groupBy: 'call', limit: 1 })).total).toBe(
        CALLS,
      );
      expect((await searchSegments(services, viewer, { query: 'sentence', limit: 1 })).total).toBe(CALLS * SENTENCES);
      const one = await searchSegments(services, viewer, { query: '"price of item 1205"' });
      expect(one.hits.map((hit) => hit.text)).toEqual(['Sentence 5 of call 12 is about the price of item 1205.']);
      const after = await examine(services, organizationId);
      expect(after.find(({ what }) => what.endsWith('calls'))?.text).toBe(`${CALLS} indexed`);
    } finally {
      await services.close();
    }
  },
);

test('some of these were killed in the middle, and some between the store and the index', () => {
  expect(left.unfinishedRuns).toBeGreaterThanOrEqual(5);
  expect(left.savedAndNotIndexed).toBeGreaterThanOrEqual(1);
});

/** Resolves at the seed's moment, counted from the first word of the run. */
async function momentOf(seed: number, { child, text, finished }: ReturnType<typeof startColloquy>): Promise<void> {
  const seen = (what: RegExp, times: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if ((text.err.match(what) ?? []).length >= times) resolve();
      };
      child.stderr.on('data', look);
      finished.then(() => resolve());
    });
  const random = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  if (SEEDS.indexOf(seed) % 4 === 3) return seen(/transcripts saved/g, 1 + (random % 2));
  await seen(/sync: /g, 1);
  return sleep(random % 1400);
}
