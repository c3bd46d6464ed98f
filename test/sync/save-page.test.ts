import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type CallId, toCallId } from '../../src/call.ts';
import { readDirectory } from '../../src/directory/link-calls.ts';
import { countLedger, findInLedger } from '../../src/store/call-ledger-reader.ts';
import { countCalls } from '../../src/store/calls-reader.ts';
import { saveGongUsers } from '../../src/store/gong-users-store.ts';
import { changeRunState, createSyncRun, startSyncRun } from '../../src/store/sync-runs-store.ts';
import { savePage } from '../../src/sync/save-page.ts';
import { RunPutDown } from '../../src/sync/sync-context.ts';
import { aCall, aParty, aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';
import { silent } from '../support/test-services.ts';

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
  const save = async (told = page) =>
    savePage({ db, run, now: () => NOW, changed: new Set<CallId>(), log: silent }, told, await readDirectory(db, ORG));
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

test('a call that the store does not take is set aside with its reason, and the others of its page are saved', async () => {
  const { save } = await aRun();
  // Longer than what an index of the store holds, and too random to be made shorter.
  const endless = aParty({ email: `${randomBytes(20_000).toString('base64url')}@endless.example` });
  const calls = Array.from({ length: 30 }, (_, n) =>
    aCall({ id: toCallId(String(100 + n)), parties: n === 7 ? [endless] : [aParty()] }),
  );
  expect(await save({ calls, unreadable: [] })).toMatchObject({ added: 29, failed: 1 });
  expect(await findInLedger(db, aScope(), { callId: toCallId('107') })).toMatchObject([
    { state: 'seen', reason: 'not_stored', tries: 1, nextTryAt: new Date(NOW.getTime() + 3_600_000) },
  ]);
  expect(await countLedger(db, ORG)).toMatchObject({ details: 29, seen: 1 });
  const mended = calls.map((call) => ({ ...call, parties: [aParty()] }));
  expect(await save({ calls: mended, unreadable: [] })).toMatchObject({ added: 1, failed: 0 });
});

test('a store that is away sets no call aside', async () => {
  const { run } = await aRun();
  const away = { ...db, transaction: () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })) };
  const context = {
    db: Object.assign(Object.create(db), away),
    run,
    now: () => NOW,
    changed: new Set<CallId>(),
    log: silent,
  };
  await expect(savePage(context, page, await readDirectory(db, ORG))).rejects.toThrow('gone');
  expect(await countLedger(db, ORG)).toMatchObject({ seen: 0 });
});

test('a host without a dot, or no host at all, is nobody’s company and stops nothing', async () => {
  const { save } = await aRun();
  const hosts = [
    'intranet',
    'localhost',
    '-',
    '..',
    'a..b',
    '10.0.0.1',
    '[::1]',
    'xn--',
    'x'.repeat(300),
    'co.uk',
    'a_b.example',
  ];
  const parties = hosts.map((host, n) => aParty({ email: `room${n}@${host}` }));
  const calls = [aCall({ id: toCallId('1'), parties }), aCall({ id: toCallId('2'), parties: [aParty()] })];
  expect(await save({ calls, unreadable: [] })).toMatchObject({ added: 2, failed: 0 });
  // As every later sync does.
  expect(await save({ calls, unreadable: [] })).toMatchObject({ added: 0, changed: 0, failed: 0 });
});
