import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { findVectorsProblem } from '../../src/search/live-index.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { rebuildIndex } from '../../src/sync/rebuild-index.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';
import { makeFolder, silent } from '../support/running-app.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { indexAll, saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestStore } from '../support/stores.ts';

const folder = makeFolder();
const store = await openTestStore();
const engine = openEmbeddedEngine(folder.path);
let model: Awaited<ReturnType<typeof startScriptedModel>>;
let embedder: ReturnType<typeof openAiEmbedder>;
const { db } = store;
const search = (query: string, by: typeof embedder | null = embedder) =>
  searchSegments({ db, index: engine.live, embedder: by, now: () => NOW }, aViewer(), { query });
const callsOf = ({ hits }: Awaited<ReturnType<typeof search>>) => hits.map(({ call }) => call.id);

beforeAll(async () => {
  model = await startScriptedModel();
  embedder = openAiEmbedder({ baseUrl: model.url, apiKey: null, name: 'scripted', maxRetries: 0 });
  await makeOrganization(db);
  await saveSpokenCalls(db, [
    { id: '1', says: [['tove@acme.example', 'This year the fees are too high for a plant of our size.']] },
    { id: '2', says: [['tove@acme.example', 'The lessons for new foremen went very well in spring.']] },
  ]);
});
afterAll(async () => {
  await engine.close();
  await store.close();
  await model.close();
  folder.remove();
});

test('without an embedding model nothing of it runs, and other words find nothing', async () => {
  await indexAll(db, engine);
  expect(callsOf(await search('expensive', null))).toEqual([]);
  expect(model.embedded).toEqual([]);
});

test('an index without vectors is searched by words, and doctor says what to do', async () => {
  expect(callsOf(await search('expensive'))).toEqual([]);
  expect(model.embedded).toEqual([]);
  expect(await findVectorsProblem({ db, embedder })).toMatch(/has no vectors.*colloquy reindex/);
  await rebuildIndex({ db, engine, embedder, now: () => NOW, log: silent }, new AbortController().signal, () => {});
  expect(await findVectorsProblem({ db, embedder })).toBeNull();
  expect(await findVectorsProblem({ db, embedder: null })).toMatch(/vectors of scripted/);
});

test('what is meant is found in other words, and words still find', async () => {
  expect(callsOf(await search('expensive'))[0]).toBe('1');
  expect(callsOf(await search('teaching foremen'))[0]).toBe('2');
  expect(callsOf(await search('"expensive"'))).toEqual([]);
  expect(callsOf(await search('expensive side:us'))).toEqual([]);
});

test('an endpoint that is away leaves words to search with, and new calls wait for it', async () => {
  model.setEmbedding(false);
  const found = await search('foremen');
  expect(callsOf(found)).toEqual(['2']);
  expect(found.plan.warnings.join()).toMatch(/by words alone.*OPENAI_EMBEDDING_MODEL/);
  await saveSpokenCalls(db, [
    { id: '3', says: [['tove@acme.example', 'The server was unavailable all of Monday morning.']] },
  ]);
  await expect(indexAll(db, engine, embedder)).rejects.toMatchObject({ code: 'index_unavailable' });
  model.setEmbedding(true);
  expect(await indexAll(db, engine, embedder)).toBe(1);
  expect(callsOf(await search('outage'))[0]).toBe('3');
});

test('texts longer than the model reads are embedded by their beginning, and how long that is gets learned once', async () => {
  model.setLongestText(1000);
  const patient = openAiEmbedder({ baseUrl: model.url, apiKey: null, name: 'scripted', maxRetries: 0 });
  const before = model.embedded.length;
  const vectors = await patient.embed(['a price, '.repeat(300), 'training']);
  expect(vectors).toHaveLength(2);
  expect(model.embedded.slice(before).map((text) => text.length)).toEqual([expect.any(Number), 8]);
  expect(model.embedded.at(-2)?.length).toBeLessThanOrEqual(1000);
  expect(model.embedded.at(-2)?.length).toBeGreaterThan(700);
  model.setLongestText(10);
  await expect(patient.embed(['a price, '.repeat(300)])).rejects.toMatchObject({ code: 'model_unavailable' });
  model.setLongestText(Number.POSITIVE_INFINITY);
});
