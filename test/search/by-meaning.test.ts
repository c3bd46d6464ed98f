import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { withMeaning } from '../../src/search/embedder.ts';
import { nearMoments } from '../../src/search/find-moments.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { countEmbedded } from '../../src/store/call-vectors-store.ts';
import { readCalls } from '../../src/store/calls-reader.ts';
import { removeCalls } from '../../src/store/calls-store.ts';
import { callVectors } from '../../src/store/schema.ts';
import { rebuildIndex } from '../../src/upkeep/rebuild-index.ts';
import { aScope, aViewer, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { embedAll, indexAll, type SpokenCall, saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestStore } from '../support/stores.ts';
import { makeFolder, silent } from '../support/test-services.ts';

const folder = makeFolder();
const store = await openTestStore();
const engine = openEmbeddedEngine(folder.path);
let model: Awaited<ReturnType<typeof startScriptedModel>>;
const { db } = store;
const embedderNamed = (name: string) => openAiEmbedder({ baseUrl: model.url, apiKey: null, name, maxRetries: 0 });
let embedder: ReturnType<typeof embedderNamed>;

const near = async (text: string, by = embedder) => {
  const { query } = await withMeaning({ embedder: by }, { scope: aScope(), words: text.split(' ') }, text);
  return (await nearMoments(engine.live, query)).map(({ callId }) => callId);
};
const search = (query: string) =>
  searchSegments({ db, index: engine.live, embedder, now: () => NOW }, aViewer(), { query });
const embedded = (by = embedder) => countEmbedded(db, { organizationId: ORG, model: by.name });

beforeAll(async () => {
  model = await startScriptedModel();
  embedder = embedderNamed('scripted');
  await makeOrganization(db);
  await saveSpokenCalls(db, [
    { id: '1', says: [['tove@acme.example', 'This year the fees are too high for a plant of our size.']] },
    { id: '2', says: [['tove@acme.example', 'The lessons for new foremen went very well in spring.']] },
  ]);
  await indexAll(db, engine);
});
afterAll(async () => {
  await engine.close();
  await store.close();
  await model.close();
  folder.remove();
});

test('calls are searchable by words before they have vectors, and by meaning once they do', async () => {
  expect(model.embedded).toEqual([]);
  expect(await near('expensive')).toEqual([]);
  expect(await embedded()).toEqual({ calls: 2, embedded: 0 });
  expect(await embedAll(db, engine, embedder)).toBe(2);
  expect(await embedded()).toEqual({ calls: 2, embedded: 2 });
  expect((await near('expensive'))[0]).toBe('1');
  expect((await near('teaching foremen'))[0]).toBe('2');
  expect(await embedAll(db, engine, embedder)).toBe(0);
});

test('words that must stand somewhere are never looked for by meaning', async () => {
  const exact = { scope: aScope(), words: ['expensive'], phrases: ['expensive'] };
  expect((await withMeaning({ embedder }, exact, 'expensive')).query).toEqual(exact);
});

test('a search shows what means its words after what holds them, and counts words alone', async () => {
  const found = async (query: string) => {
    const { hits, near, total } = await search(query);
    return { hits: hits.map(({ call }) => call.id), near: near.map(({ call }) => call.id), total };
  };
  expect(await found('expensive')).toEqual({ hits: [], near: ['1'], total: 0 });
  expect(await found('teaching foremen')).toEqual({ hits: ['2'], near: [], total: 1 });
  expect(await found('"expensive"')).toEqual({ hits: [], near: [], total: 0 });
  expect(await found('expensive side:us')).toEqual({ hits: [], near: [], total: 0 });
});

test('an endpoint that is away leaves words to search with and its calls waiting', async () => {
  await saveSpokenCalls(db, [
    { id: '3', says: [['tove@acme.example', 'The server was unavailable all of Monday morning.']] },
  ]);
  await indexAll(db, engine);
  model.setEmbedding(false);
  const { query, warning } = await withMeaning({ embedder }, { scope: aScope(), words: ['outage'] }, 'outage');
  expect(query).not.toHaveProperty('meaning');
  expect(warning).toMatch(/by words alone.*OPENAI_EMBEDDING_MODEL/);
  await expect(embedAll(db, engine, embedder)).rejects.toMatchObject({ code: 'model_unavailable' });
  model.setEmbedding(true);
  expect(await embedAll(db, engine, embedder)).toBe(1);
  expect((await near('outage'))[0]).toBe('3');
});

test('a call is in search while only its vectors are on their way there', async () => {
  await saveSpokenCalls(db, [{ id: '4', says: [['tove@acme.example', 'Then we spoke about nothing in particular.']] }]);
  const isSearchable = async () =>
    (await readCalls(db, aScope(), { ids: [toCallId('4')] }, { limit: 1 })).map((call) => call.isSearchable);
  expect(await isSearchable()).toEqual([false]);
  await indexAll(db, engine);
  const noIndex = { index: async () => 0 };
  await embedCalls({ db, embedder, indexer: noIndex }, ORG, new AbortController().signal);
  expect(await isSearchable()).toEqual([true]);
  expect(await indexAll(db, engine)).toBe(1);
});

test('words said anew have no vectors of the old ones', async () => {
  await saveSpokenCalls(db, [{ id: '1', says: [['tove@acme.example', 'The garden looks lovely in autumn.']] }]);
  await indexAll(db, engine);
  expect(await embedded()).toEqual({ calls: 4, embedded: 3 });
  expect(await near('expensive')).not.toContain('1');
  expect(await embedAll(db, engine, embedder)).toBe(1);
  expect(await near('expensive')).toContain('1');
});

test('a call with another title has no vectors of the old one, and one without keeps its own', async () => {
  const says: SpokenCall['says'] = [['tove@acme.example', 'The lessons for new foremen went very well in spring.']];
  await saveSpokenCalls(db, [{ id: '2', title: 'Expensive fees', says }]);
  await indexAll(db, engine);
  expect(await embedded()).toEqual({ calls: 4, embedded: 3 });
  expect(await near('teaching foremen')).not.toContain('2');
  expect(await db.$count(callVectors)).toBe(3);
  expect(await embedAll(db, engine, embedder)).toBe(1);
  expect(model.embedded.at(-1)).toMatch(/^Expensive fees\. The lessons/);
  await saveSpokenCalls(db, [{ id: '2', title: 'Expensive fees', durationSeconds: 61, says }]);
  expect(await embedded()).toEqual({ calls: 4, embedded: 4 });
});

test('a call that changes while it is embedded comes again', async () => {
  const changing = {
    ...embedder,
    async embedTexts(texts: readonly string[]) {
      const vectors = await embedder.embedTexts(texts);
      if (texts.some((text) => text.includes('winter')))
        await saveSpokenCalls(db, [{ id: '5', says: [['tove@acme.example', 'The fees went up.']] }]);
      return vectors;
    },
  };
  await saveSpokenCalls(db, [{ id: '5', says: [['tove@acme.example', 'Lessons start in winter.']] }]);
  expect(await embedAll(db, engine, changing)).toBe(1);
  expect((await near('expensive'))[0]).toBe('5');
});

test('vectors come along into an index made anew, and stay while meaning is switched off', async () => {
  await rebuildIndex({ db, engine, now: () => NOW, log: silent }, new AbortController().signal, () => {});
  expect((await near('expensive'))[0]).toBe('5');
  const before = model.embedded.length;
  expect(await embedAll(db, engine, embedder)).toBe(0);
  expect(model.embedded.length).toBe(before);
});

test('another model finds a call once the call has its vectors, and replaces those of the one before', async () => {
  const other = embedderNamed('other');
  expect(await near('expensive', other)).toEqual([]);
  expect(await embedAll(db, engine, other)).toBe(5);
  expect((await near('expensive', other))[0]).toBe('5');
  expect(await near('expensive')).toEqual([]);
  expect(await embedded()).toEqual({ calls: 5, embedded: 0 });
});

test('a removed call takes its vectors along', async () => {
  await removeCalls(db, ORG, [toCallId('5')], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
  await indexAll(db, engine);
  expect(await db.$count(callVectors)).toBe(4);
  expect(await near('expensive', embedderNamed('other'))).not.toContain('5');
});

test('texts longer than the model reads are embedded by their beginning, and how long that is gets learned once', async () => {
  model.setLongestText(1000);
  const patient = embedderNamed('scripted');
  const before = model.embedded.length;
  const vectors = await patient.embedTexts(['a price, '.repeat(300), 'training']);
  expect(vectors).toHaveLength(2);
  expect(model.embedded.slice(before).map((text) => text.length)).toEqual([expect.any(Number), 8]);
  expect(model.embedded.at(-2)?.length).toBeLessThanOrEqual(1000);
  expect(model.embedded.at(-2)?.length).toBeGreaterThan(700);
  model.setLongestText(10);
  await expect(patient.embedTexts(['a price, '.repeat(300)])).rejects.toMatchObject({ code: 'model_unavailable' });
  model.setLongestText(Number.POSITIVE_INFINITY);
});
