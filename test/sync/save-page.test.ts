import { afterAll, beforeEach, expect, test } from 'vitest';
import { type CallId, toCallId } from '../../src/call.ts';
import { countCalls } from '../../src/store/calls-reader.ts';
import { saveGongUsers } from '../../src/store/people-store.ts';
import { changeRunState, createSyncRun, startSyncRun } from '../../src/store/sync-runs-store.ts';
import { readDirectory } from '../../src/sync/link-calls.ts';
import { savePage } from '../../src/sync/save-page.ts';
import { RunPutDown } from '../../src/sync/sync-context.ts';
import { aCall, aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

const store = await openTestStore();
const { db } = store;
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(db);
  await saveGongUsers(db, ORG, []);
});

const window = { from: new Date('2026-11-01'), to: NOW };
const page = {
  calls: [aCall({ id: toCallId('1') }), aCall({ id: toCallId('2'), isPrivate: true })],
  unreadable: [toCallId('3')],
};

async function aRun() {
  const wish = { organizationId: ORG, kind: 'history' as const, window, asksAll: false, windows: [window] };
  const run = await createSyncRun(db, wish, NOW);
  await startSyncRun(db, run.id, NOW);
  const save = async () =>
    savePage({ db, run, now: () => NOW, changed: new Set<CallId>() }, page, await readDirectory(db, ORG));
  return { run, save };
}

test('a page is saved while its run goes on, and saving it twice changes nothing', async () => {
  const { save } = await aRun();
  expect(await save()).toMatchObject({ added: 1, leftOut: 1 });
  expect(await save()).toMatchObject({ added: 0, changed: 0, leftOut: 1 });
  expect(await countCalls(db, aScope(), {})).toMatchObject({ calls: 1 });
});

test.each(['paused', 'cancelled'] as const)(
  'of a run that was %s while its page was on the way nothing is written',
  async (state) => {
    const { run, save } = await aRun();
    await changeRunState(db, run.id, ['running'], { state });
    await expect(save()).rejects.toThrow(RunPutDown);
    expect(await countCalls(db, aScope(), {})).toMatchObject({ calls: 0 });
  },
);
