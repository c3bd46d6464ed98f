import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { indexCalls } from '../../src/search/index-calls.ts';
import type { SearchEngine, SegmentIndex } from '../../src/search/segment-index.ts';
import { cutSegments } from '../../src/segment.ts';
import { removeCalls, saveCalls } from '../../src/store/calls-store.ts';
import { saveTranscripts } from '../../src/store/transcripts-store.ts';
import { aCall, aScope, makeOrganization, NOW, ORG, turns } from '../support/builders.ts';
import { openTestStore } from '../support/stores.ts';
import { makeFolder } from '../support/test-services.ts';

const now = () => NOW;

/** The engine with some operations of its index replaced. */
const altered = (engine: SearchEngine, deeds: (index: SegmentIndex) => Partial<SegmentIndex>): SearchEngine => ({
  ...engine,
  open: (name) => ({ ...engine.open(name), ...deeds(engine.open(name)) }),
});
const signal = new AbortController().signal;

test('a crash between the store and the index heals at the next pass, whichever side it fell on', async () => {
  const folder = makeFolder();
  const store = await openTestStore();
  const engine = openEmbeddedEngine(join(folder.path, 'search'));
  await makeOrganization(store.db);
  const find = () => engine.live.count({ scope: aScope(), words: ['price'] });
  for (const id of ['1', '2']) {
    await saveCalls(store.db, ORG, [{ call: aCall({ id: toCallId(id) }), parties: [], accountIds: [] }], NOW);
    const spoken = turns(['1', 'The price.'], ['2', 'Which price?']);
    await saveTranscripts(store.db, ORG, new Map([[toCallId(id), spoken]]), cutSegments);
  }
  const dies = (when: 'before' | 'after') =>
    altered(engine, (index) => ({
      put: async (calls) => {
        if (when === 'after') await index.put(calls);
        throw new Error('killed');
      },
    }));
  await expect(indexCalls({ db: store.db, now, engine: dies('before') }, signal)).rejects.toThrow('killed');
  expect(await find()).toEqual({ segments: 0, calls: 0 });
  await expect(indexCalls({ db: store.db, now, engine: dies('after') }, signal)).rejects.toThrow('killed');
  expect(await indexCalls({ db: store.db, now, engine }, signal)).toBe(2);
  expect(await find()).toEqual({ segments: 4, calls: 2 });

  await removeCalls(store.db, ORG, [toCallId('1')], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
  const cannotRemove = altered(engine, () => ({
    removeCalls: async () => {
      throw new Error('killed');
    },
  }));
  await expect(indexCalls({ db: store.db, now, engine: cannotRemove }, signal)).rejects.toThrow('killed');
  await indexCalls({ db: store.db, now, engine }, signal);
  expect(await find()).toEqual({ segments: 2, calls: 1 });
  await engine.close();
  await store.close();
  folder.remove();
});

test('a call that is removed while it is being indexed does not stay in search', async () => {
  const folder = makeFolder();
  const store = await openTestStore();
  const engine = openEmbeddedEngine(join(folder.path, 'search'));
  await makeOrganization(store.db);
  const id = toCallId('1');
  await saveCalls(store.db, ORG, [{ call: aCall({ id }), parties: [], accountIds: [] }], NOW);
  await saveTranscripts(store.db, ORG, new Map([[id, turns(['1', 'The price.'])]]), cutSegments);
  const slow = altered(engine, (index) => ({
    put: async (calls) => {
      await removeCalls(store.db, ORG, [id], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
      await indexCalls({ db: store.db, now, engine }, signal);
      await index.put(calls);
    },
  }));
  await indexCalls({ db: store.db, now, engine: slow }, signal);
  expect(await engine.live.count({ scope: aScope(), words: ['price'] })).toEqual({ segments: 0, calls: 0 });
  await engine.close();
  await store.close();
  folder.remove();
});
