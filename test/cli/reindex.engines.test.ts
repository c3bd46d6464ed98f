import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { openServices, type Services } from '../../src/wire.ts';
import { layStore } from '../support/lay-store.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const CALLS = 600;
const folder = makeFolder();
const env = { DATA_DIR: folder.path, LOG_LEVEL: 'info', EMBEDDINGS: 'off' };
let organizationId: string;

const opened = async <Result>(use: (services: Services) => Promise<Result>): Promise<Result> => {
  const services = await openServices(readConfig(env), silent);
  try {
    return await use(services);
  } finally {
    await services.close();
  }
};

beforeAll(async () => {
  layStore(folder.path);
  await opened(async (services) => {
    const ours = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example', domains: [] });
    organizationId = ours.id;
    const calls = Array.from({ length: CALLS }, (_, at) => ({
      id: String(5000 + at),
      says: Array.from({ length: 6 }, (_, n): [string, string] => [
        n % 2 ? 'robin@ours.example' : 'tove@acme.example',
        `Sentence ${n} of call ${at} is about the price of item ${at * 100 + n}.`,
      ]),
    }));
    await saveSpokenCalls(services.db, calls, toOrganizationId(organizationId));
    await services.indexer.index(new AbortController().signal);
  });
});
afterAll(() => {
  killAll();
  folder.remove();
});

const found = () =>
  opened(async (services) => {
    const viewer = await readMember(services, organizationId);
    return (await searchSegments(services, viewer, { query: 'sentence', groupBy: 'call', limit: 1 })).total;
  });

/** How many calls the index held, as a process said again and again, at its beginning too. */
const steps = (text: string) => [...text.matchAll(/reindex: (\d+) of/g)].map(([, calls]) => Number(calls));
const GOES_ON = 'goes on with the index that was begun';

test('a reindex that is killed again and again goes on at its next step each time, and search was never gone', async () => {
  let reached = 0;
  for (const most of [1, 3, 3]) {
    const { child, finished, text } = startColloquy(['reindex'], env);
    await new Promise<void>((resolve) => {
      child.stderr.on('data', () => steps(text.err).length >= most && resolve());
      finished.then(() => resolve());
    });
    child.kill('SIGKILL');
    expect((await finished).exit).not.toBe(0);
    expect(text.err.includes(GOES_ON)).toBe(reached > 0);
    expect(steps(text.err)[0]).toBeGreaterThanOrEqual(reached);
    reached = steps(text.err).at(-1) ?? 0;
    expect(await found()).toBe(CALLS);
  }
  expect(reached).toBeGreaterThanOrEqual(CALLS / 2);
  const again = await runColloquy(['reindex'], env);
  expect([again.exit, again.err]).toEqual([0, expect.stringContaining(GOES_ON)]);
  expect(steps(again.err)[0] ?? CALLS).toBeGreaterThanOrEqual(reached);
  expect(await found()).toBe(CALLS);
  expect((await runColloquy(['reindex', '--drop-old'], env)).err).toContain('dropped: 1');
  expect(await found()).toBe(CALLS);
});
