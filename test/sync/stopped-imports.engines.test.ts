import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Faults, noFaults } from '../../src/gong-simulator/faults.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { startSync } from '../../src/sync/start-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { HOUR, openSyncedWorld } from '../support/synced-world.ts';

// What stops an import in the middle. Faults that pass by themselves: faults.test.ts.

const signal = new AbortController().signal;

let opened: Awaited<ReturnType<typeof openSyncedWorld>>;
beforeAll(async () => {
  opened = await openSyncedWorld(new Date('2026-11-22T12:00:00Z'));
});
afterAll(() => opened.close());
afterEach(() => opened.endWorlds());

/** Lasting faults in the middle of an import: the state left behind, and the ledger's word for the missing calls. */
test.each<[name: string, faults: Partial<Faults>, state: string, cause: string, error: RegExp]>([
  ['5xx', { serverErrors: { times: 1000, status: 502 } }, 'waiting', 'waiting', /answered 502/],
  ['cut answers', { truncated: { times: 1000 } }, 'waiting', 'waiting', /broke off/],
  [
    'a Retry-After of hours',
    { tooMany: { times: 1000, retryAfterSeconds: 9000 } },
    'waiting',
    'waiting',
    /asked to wait/,
  ],
  ['a refused key', { wrongHost: 401 }, 'failed', 'sync_failing', /refused the credentials/],
  ['another host', { wrongHost: 403 }, 'failed', 'sync_failing', /does not let this connection in|not as Gong's API/],
  ['a scope withdrawn', { missingScopes: ['api:calls:read:transcript'] }, 'failed', 'sync_failing', /read:transcript/],
])(
  '%s in the middle of an import: what was read stays, the ledger says why the rest is not here, the next run heals',
  async (_, faults, state, cause, error) => {
    const { id, simulator, why, data, searchable, importAll } = await opened.begin(
      80,
      { perSecond: 4, perDay: 10_000 },
      30,
    );
    const started = asAdmin(opened.services, id, finishSync, { from: new Date('2024-01-01') }, { patienceMs: 0 });
    while (simulator.requests.filter(({ path }) => path.endsWith('extensive')).length < 1) await sleep(5);
    Object.assign(simulator.faults, faults);
    const run = await started;
    expect(run).toMatchObject({ state, error: expect.stringMatching(error) });
    expect(run.asked).toBeGreaterThanOrEqual(30);
    const { indexed = 0, ...others } = await opened.ledger(id);
    expect(Object.values(others).reduce((sum, calls) => sum + calls, indexed)).toBe(run.added);
    expect(indexed).toBeLessThan(80);
    // A stored call waits for its transcript, and a missing call is absent: both because the sync stands still.
    for (const call of [data.calls[0], data.calls[79]])
      expect(await why({ callId: call?.metaData.id })).toEqual([cause]);
    Object.assign(simulator.faults, noFaults());
    opened.clock.pass(3 * HOUR);
    await opened.services.syncRunner.finishOpen(signal);
    if (state === 'failed') await asAdmin(opened.services, id, finishSync, { from: new Date('2024-01-01') });
    expect(await opened.ledger(id)).toEqual({ indexed: 80 });
    expect(await why({ callId: data.calls[79]?.metaData.id })).toEqual(['searchable']);
    expect(await importAll()).toMatchObject({ state: 'done', added: 0, changed: 0 });
    expect(await searchable()).toHaveLength(80);
  },
);

test('an import is paused, resumed and cancelled between two pages, and goes on where it was', async () => {
  const { id, simulator, searchable } = await opened.begin(80, { perSecond: 5, perDay: 10_000 }, 30);
  const runner = opened.services.syncRunner;
  const run = await asAdmin(opened.services, id, startSync, { from: new Date('2024-01-01') });
  opened.services.startJobs();
  const until = async (isSo: () => Promise<boolean> | boolean) => {
    while (!(await isSo())) await sleep(20);
  };
  await until(async () => (await runner.run(run.organizationId, run.id)).asked >= 30);
  await runner.pause(run.organizationId, run.id);
  await expect(runner.pause(run.organizationId, run.id)).rejects.toMatchObject({ code: 'conflict' });
  // The page that is being read comes to its end first.
  await until(async () => {
    const before = simulator.requests.length;
    await sleep(1000);
    return simulator.requests.length === before;
  });
  const asked = simulator.requests.length;
  await sleep(1000);
  expect(simulator.requests).toHaveLength(asked);
  expect(await runner.run(run.organizationId, run.id)).toMatchObject({ state: 'paused' });
  await runner.resume(run.organizationId, run.id);
  await until(async () => (await runner.run(run.organizationId, run.id)).state === 'done');
  expect(await runner.run(run.organizationId, run.id)).toMatchObject({ asked: 80, added: 80 });
  expect(await searchable()).toHaveLength(80);
  const other = await asAdmin(opened.services, id, startSync, { from: new Date('2024-01-01') });
  expect(await runner.cancel(other.organizationId, other.id)).toMatchObject({ state: 'cancelled' });
  await expect(runner.resume(other.organizationId, other.id)).rejects.toMatchObject({ code: 'conflict' });
});

test('history stops at its share of the day, and new calls go on', async () => {
  const { importAll, poll, simulator } = await opened.begin(5, { perSecond: 500, perDay: 10 });
  const run = await importAll();
  expect(run).toMatchObject({ state: 'done' });
  while ((await importAll()).state === 'done');
  const spent = simulator.requests.length;
  expect(spent).toBeLessThanOrEqual(8);
  expect(await poll()).toMatchObject({ state: 'done' });
});
