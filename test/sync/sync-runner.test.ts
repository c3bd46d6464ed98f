import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toOrganizationId } from '../../src/call.ts';
import { sleep } from '../../src/sleep.ts';
import { makeSyncRunner } from '../../src/sync/sync-runner.ts';
import { openSyncedWorld } from '../support/synced-world.ts';

let opened: Awaited<ReturnType<typeof openSyncedWorld>>;
beforeAll(async () => {
  opened = await openSyncedWorld(new Date('2026-11-21T12:00:00Z'));
});
afterAll(() => opened.close());

test('new calls are asked for while search takes up what waits for it, however long that takes', async () => {
  const { services } = opened;
  const takenUp = Promise.withResolvers<number>();
  let isBusy = false;
  const indexer: typeof services.indexer = {
    ...services.indexer,
    index(signal, organizationId) {
      if (organizationId) return services.indexer.index(signal, organizationId);
      isBusy = true;
      return takenUp.promise;
    },
  };
  const { syncIntervalMinutes } = services.config;
  const runner = makeSyncRunner({ ...services, syncIntervalMinutes, indexer, sleep });
  runner.startJobs();
  await vi.waitFor(() => expect(isBusy).toBe(true), 30_000);
  const world = await opened.begin(2);
  await runner.takeUp(toOrganizationId(world.id));
  await vi.waitFor(async () => expect(await world.searchable()).toEqual(['Call 0']), 30_000);
  takenUp.resolve(0);
  await runner.stop();
  await opened.endWorlds();
});
