import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';
import { layStore } from '../support/lay-store.ts';
import { seeded } from '../support/seeded.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { startColloquy } from './colloquy.ts';

/** Three of Gong's pages, and three batches of transcripts. */
const CALLS = 220;
const SENTENCES = 3;
const RANGE = ['--from', '2024-01-01', '--to', '2026-11-22'];

/** What the process says when it has planned, saved a page, saved transcripts that are not in search yet, read all. */
const POINTS: [what: RegExp, times: number][] = [
  [/sync: /g, 1],
  [/sync: \d{3} of/g, 1],
  [/transcripts saved/g, 1],
  [/sync: \d{3} of/g, 2],
  [/transcripts saved/g, 2],
  [/window read/g, 1],
];
/** Longer than from one point to the next. */
const LONGEST_AFTER_MS = 400;

/** What a killed process had left undone. */
export type LeftUndone = { isUnfinished: boolean; isSavedAndNotIndexed: boolean; calls: string };
export type SyncKills = Awaited<ReturnType<typeof prepareSyncKills>>;

/** A folder connected to a Gong of 220 calls, whose import may be killed. */
export async function prepareSyncKills() {
  const folder = makeFolder();
  const template = join(folder.path, 'template');
  const signal = new AbortController().signal;
  const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 };
  const simulator = await startGongSimulator(smallWorld(CALLS, SENTENCES), options);
  layStore(template);
  const services = await openServices(readConfig({ DATA_DIR: template, EMBEDDINGS: 'off' }), silent);
  const ours = { name: 'Ours', adminEmail: 'robin@ours.example', domains: ['ours.example'] };
  const { id: organizationId } = await createOrganization(services, ours);
  const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null };
  const limits = { perSecond: 8, perDay: 10_000 };
  await asAdmin(services, organizationId, connectWithKey, { ...key, turnsSyncOn: true, limits }, signal);
  // The queue's tables, which each process would make.
  await (await services.store.openJobs(silent)).stop();
  await services.close();

  return {
    /**
     * Kills one import and finishes it. Seeds take turns at the points, each first at the very moment and then, in the
     * next round, a while later. @throws Error with what was lost or doubled.
     */
    async kill(seed: number): Promise<LeftUndone> {
      const path = join(folder.path, `data-${seed}`);
      cpSync(template, path, { recursive: true });
      const env = { DATA_DIR: path, LOG_LEVEL: 'debug', EMBEDDINGS: 'off' };
      const process = startColloquy(['sync', '--organization', organizationId, ...RANGE, '--wait'], env);
      await momentOf(seed, process);
      process.child.kill('SIGKILL');
      await process.finished;

      const services = await openServices(readConfig(env), silent);
      try {
        const shown = async () =>
          (await examine(services, organizationId)).find(({ what }) => what.endsWith('calls'))?.text ?? '';
        const calls = await shown();
        await services.syncRunner.finishOpen(signal);
        const viewer = await readMember(services, organizationId);
        const search = (query: string, by: { groupBy?: 'call' } = {}) =>
          searchSegments(services, viewer, { query, ...by, limit: 1 });
        const { total } = await search('sentence', { groupBy: 'call' });
        must(total === CALLS, `${total} of ${CALLS} calls are found`);
        const segments = (await search('sentence')).total;
        must(segments === CALLS * SENTENCES, `${segments} of ${CALLS * SENTENCES} segments are found`);
        const texts = (await search('"price of item 1202"')).hits.map(({ text }) => text).join();
        must(texts === 'Sentence 2 of call 12 is about the price of item 1202.', `of call 12: ${texts}`);
        const after = await shown();
        must(after === `${CALLS} indexed`, after);
        return {
          isUnfinished: !calls.startsWith(`${CALLS} indexed`),
          isSavedAndNotIndexed: /\d+ linked/.test(calls),
          calls,
        };
      } finally {
        await services.close();
        rmSync(path, { recursive: true });
      }
    },
    async close() {
      await simulator.close();
      folder.remove();
    },
  };
}

async function momentOf(seed: number, { child, text, finished }: ReturnType<typeof startColloquy>): Promise<void> {
  const [what, times] = POINTS[seed % POINTS.length] ?? [/sync: /g, 1];
  await new Promise<void>((resolve) => {
    child.stderr.on('data', () => {
      if ((text.err.match(what) ?? []).length >= times) resolve();
    });
    finished.then(() => resolve());
  });
  if (Math.floor(seed / POINTS.length) % 2 === 1) await sleep(LONGEST_AFTER_MS * seeded(seed)());
}

function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
