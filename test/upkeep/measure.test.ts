import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { makeMetrics } from '../../src/metrics.ts';
import { cutSegments } from '../../src/segment.ts';
import { removeCalls, saveCalls } from '../../src/store/calls-store.ts';
import type { Store } from '../../src/store/db.ts';
import { saveGongConnection } from '../../src/store/gong-connections-store.ts';
import { openGongQuota } from '../../src/store/gong-quota-store.ts';
import { makeSecrets } from '../../src/store/secrets.ts';
import { changeRunState, createSyncRun } from '../../src/store/sync-runs-store.ts';
import { saveMissingTranscripts, saveTranscripts } from '../../src/store/transcripts-store.ts';
import { measure } from '../../src/upkeep/measure.ts';
import { aCall, makeOrganization, NOW, ORG, turns } from '../support/builders.ts';
import { openTestStore } from '../support/stores.ts';
import { silent } from '../support/test-services.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store?.close());

const engine = { sizeBytes: async () => 4096 };
const after = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

test('says how the whole store stands', async () => {
  const { db } = store;
  await makeOrganization(db);
  const [waiting, asked, spoken, gone] = ['1', '2', '3', '4'].map(toCallId) as [never, never, never, never];
  await saveCalls(
    db,
    ORG,
    [waiting, asked, spoken, gone].map((id) => ({ call: aCall({ id }), parties: [], accountIds: [] })),
    NOW,
  );
  await saveMissingTranscripts(db, ORG, [{ callId: asked, reason: 'transcript_not_ready', nextTryAt: after(1) }]);
  await saveTranscripts(db, ORG, new Map([[spoken, turns(['1', 'Hello.'])]]), cutSegments);
  await removeCalls(db, ORG, [gone], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
  const run = { organizationId: ORG, kind: 'live' as const, asksAll: false, windows: [] };
  const ended = async (finishedAt: Date) => {
    const { id } = await createSyncRun(db, { ...run, window: { from: NOW, to: after(1) } }, NOW);
    await changeRunState(db, id, ['queued'], { state: 'done', finishedAt });
  };
  await ended(after(-1));
  await ended(after(-30));
  await createSyncRun(db, { ...run, window: { from: NOW, to: after(1) } }, NOW);
  const limits = { perSecond: 3, perDay: 1000 };
  const connection = { organizationId: ORG, baseUrl: 'https://gong.example', scopes: null, connectedBy: null };
  await saveGongConnection(
    db,
    makeSecrets('x'.repeat(32)),
    { ...connection, connectedAt: NOW, limits },
    { kind: 'access_key', accessKey: 'k', accessKeySecret: 's' },
  );
  await openGongQuota(db, ORG, limits, () => NOW).take('fresh');

  expect(await measure({ db, engine, now: () => NOW, log: silent }, 30_000)).toEqual({
    syncRuns: { queued: 1, running: 0, waiting: 0, paused: 0, done: 1, failed: 0, cancelled: 0 },
    callsToIndex: 3,
    callsToRemove: 1,
    transcriptsDue: 1,
    gong: { leastLeftOfDay: 899, freeSlots: 2 },
    storeBytes: expect.any(Number),
    indexBytes: 4096,
  });
  await openGongQuota(db, ORG, limits, () => NOW).holdUntil(after(1));
  const held = await measure({ db, engine, now: () => NOW, log: silent }, 30_000);
  expect(held.gong).toEqual({ leastLeftOfDay: 899, freeSlots: 0 });
});

test('what fails or takes too long is left out, and the rest is told', async () => {
  const stuck = { sizeBytes: () => new Promise<number>(() => {}) };
  const broken = { sizeBytes: () => Promise.reject(new Error('no index')) };
  for (const [engine, limitMs] of [
    [stuck, 100],
    [broken, 30_000],
  ] as const) {
    const measured = await measure({ db: store.db, engine, now: () => NOW, log: silent }, limitMs);
    expect(measured.indexBytes).toBeNull();
    const text = await makeMetrics().text({ ...measured, callsToRemove: 2 });
    expect(text).not.toMatch(/^colloquy_search_index_size_bytes/m);
    expect(text).toMatch(/^colloquy_calls_to_remove 2$/m);
  }
});

test('what was measured once does not stay when it cannot be measured', async () => {
  const nothing = { callsToIndex: null, callsToRemove: null, transcriptsDue: null, storeBytes: null, indexBytes: null };
  const metrics = makeMetrics();
  const known = await metrics.text({ ...nothing, gong: { leastLeftOfDay: 5, freeSlots: 3 }, syncRuns: { done: 1 } });
  expect(known).toMatch(/^colloquy_gong_day_requests_left 5$[\s\S]*^colloquy_gong_slots_free 3$/m);
  expect(known).toMatch(/^colloquy_sync_runs\{state="done"\} 1$/m);
  const unknown = await metrics.text({ ...nothing, gong: null, syncRuns: null });
  expect(unknown).not.toMatch(/^colloquy_(gong_|sync_runs)/m);
});
