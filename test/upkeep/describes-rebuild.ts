import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { findSearchProblem } from '../../src/search/live-index.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import type { SearchEngine } from '../../src/search/segment-index.ts';
import { removeCalls } from '../../src/store/calls-store.ts';
import type { Store } from '../../src/store/db.ts';
import { listOldIndexes, readSearchIndex } from '../../src/store/search-indexes-store.ts';
import { dropOldIndexes } from '../../src/upkeep/drop-old-indexes.ts';
import { rebuildIndex } from '../../src/upkeep/rebuild-index.ts';
import { aScope, aViewer, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { indexAll, saveSpokenCalls } from '../support/spoken-calls.ts';
import { emptyStore } from '../support/stores.ts';
import { silent } from '../support/test-services.ts';

const CALLS = 120;
const spoken = (from: number, to: number, text = 'The price of it') =>
  Array.from({ length: to - from }, (_, n) => ({
    id: String(from + n),
    startedAt: new Date(NOW.getTime() - (from + n) * 3_600_000),
    says: [
      ['tove@acme.example', `${text}, number ${from + n}.`],
      ['robin@ours.example', 'And what else?'],
    ] as [string, string][],
  }));

/** The promises of a rebuilt index on every engine. */
export function describesRebuild(name: string, open: () => Promise<{ store: Store; engine: SearchEngine }>) {
  describe(`a reindex on ${name}`, () => {
    let store: Store;
    let engine: SearchEngine;
    const signal = new AbortController().signal;
    beforeAll(async () => {
      ({ store, engine } = await open());
    });
    afterAll(async () => {
      await engine?.close();
      await store?.close();
    });
    beforeEach(async () => {
      await emptyStore(store);
      await makeOrganization(store.db);
      await saveSpokenCalls(store.db, spoken(0, CALLS));
      await indexAll(store.db, engine);
    });
    const deps = (now = engine) => ({ db: store.db, engine: now, now: () => NOW, log: silent });
    const rebuild = (now = engine, stop = signal) => rebuildIndex(deps(now), stop, () => {});
    const count = () => engine.live.count({ scope: aScope(), words: ['price'], wordsIn: 'text' });
    const search = () =>
      searchSegments({ db: store.db, index: engine.live, embedder: null, now: () => NOW }, aViewer(), {
        query: 'price',
        groupBy: 'call',
      });

    test('two hundred searches while it runs all succeed, and what is written meanwhile is in it', async () => {
      const before = await engine.liveName();
      let isDone = false;
      const failures: unknown[] = [];
      const totals: number[] = [];
      const searching = (async () => {
        for (let n = 0; n < 200 || !isDone; n += 1) {
          await search().then(
            (result) => totals.push(result.total),
            (error) => failures.push(error),
          );
        }
      })();
      const writing = (async () => {
        for (let at = CALLS; at < CALLS + 60; at += 6) {
          await saveSpokenCalls(store.db, spoken(at, at + 6));
          await saveSpokenCalls(store.db, spoken(at - 100, at - 99, 'A new price for it'));
          await removeCalls(
            store.db,
            ORG,
            [toCallId(String(at - 90))],
            { presence: 'gone', reason: 'deleted_in_gong' },
            NOW,
          );
          await indexAll(store.db, engine);
        }
      })();
      await rebuild();
      await writing;
      isDone = true;
      await searching;
      await indexAll(store.db, engine);
      expect(failures).toEqual([]);
      expect(totals.length).toBeGreaterThanOrEqual(200);
      expect(Math.min(...totals)).toBeGreaterThan(CALLS - 12);
      expect(await count()).toEqual({ segments: CALLS + 50, calls: CALLS + 50 });
      expect(await engine.live.count({ scope: aScope(), words: [], phrases: ['new price'] })).toMatchObject({
        calls: 10,
      });
      expect(await engine.liveName()).not.toBe(before);
      // The former index is kept until told to go.
      expect(await engine.has(before ?? '')).toBe(true);
      expect(await dropOldIndexes({ db: store.db, engine, now: () => NOW })).toBe(1);
      expect([await engine.has(before ?? ''), await listOldIndexes(store.db)]).toEqual([false, []]);
    });

    test('cut off at any of its steps, it goes on with what it has, and the live index is as it was until then', async () => {
      const before = await engine.liveName();
      let steps = 0;
      let puts = 0;
      const diesAt = (step: number): SearchEngine => {
        steps = 0;
        const counted =
          <A extends unknown[], T>(deed: (...args: A) => Promise<T>) =>
          async (...args: A): Promise<T> => {
            steps += 1;
            if (steps === step) throw new Error('killed');
            return deed(...args);
          };
        return {
          ...engine,
          promote: counted(engine.promote),
          open(name) {
            const index = engine.open(name);
            const put = counted(async (...args: Parameters<typeof index.put>) => {
              puts += 1;
              await index.put(...args);
            });
            return { ...index, put, flush: counted(index.flush), listCalls: counted(index.listCalls) };
          },
        };
      };
      for (const step of [1, 2, 4, 3, 2]) {
        await expect(rebuild(diesAt(step))).rejects.toThrow('killed');
        expect(await engine.liveName()).toBe(before);
        expect(await count()).toMatchObject({ calls: CALLS });
      }
      const begun = await readSearchIndex(store.db, 'building');
      await rebuild();
      expect(await engine.liveName()).toBe(begun?.name);
      expect(await count()).toMatchObject({ calls: CALLS });
      // Calls put before a cut are not put again, except for a batch in hand.
      expect(puts).toBeLessThan(2 * (CALLS / 20) + 6);
    });

    test('a cut between the store’s word and the swap heals at the next pass', async () => {
      const killed = { ...engine, promote: async () => Promise.reject(new Error('killed')) };
      await expect(rebuild(killed)).rejects.toThrow('killed');
      await saveSpokenCalls(store.db, spoken(500, 501));
      await indexAll(store.db, engine);
      expect(await engine.liveName()).toBe((await readSearchIndex(store.db, 'live'))?.name);
      expect(await count()).toMatchObject({ calls: CALLS + 1 });
    });

    test('what got lost in the new index, or was left behind in it, is found by comparing', async () => {
      let isFirst = true;
      const forgetful: SearchEngine = {
        ...engine,
        open(name) {
          const index = engine.open(name);
          return {
            ...index,
            async put(calls) {
              const kept = isFirst ? calls.slice(1) : calls;
              const stray = { ...calls[0], callId: toCallId('999') } as (typeof calls)[number];
              await index.put(isFirst ? [...kept, stray] : kept);
              isFirst = false;
            },
          };
        },
      };
      await rebuild(forgetful);
      expect(await count()).toEqual({ segments: CALLS, calls: CALLS });
    });

    test('an index that is missing, or of another engine or version, is said to be, and made anew', async () => {
      expect(await findSearchProblem(deps())).toBeNull();
      await engine.drop((await engine.liveName()) ?? '');
      expect(await findSearchProblem(deps())).toContain('colloquy reindex');
      await expect(search()).rejects.toMatchObject({ code: 'index_unavailable' });
      await expect(indexAll(store.db, engine)).rejects.toMatchObject({ code: 'index_unavailable' });
      await rebuild();
      expect(await findSearchProblem(deps())).toBeNull();
      expect(await count()).toMatchObject({ calls: CALLS });

      const other = engine.kind === 'embedded' ? 'elasticsearch' : 'embedded';
      expect(await findSearchProblem(deps({ ...engine, kind: other }))).toMatch(
        /was made for the .* engine.*colloquy reindex/,
      );
    });
  });
}
