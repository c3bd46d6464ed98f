import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { removeCalls } from '../../src/store/calls-store.ts';
import { rebuildIndex } from '../../src/upkeep/rebuild-index.ts';
import { openServices, type Services } from '../../src/wire.ts';
import { makeOrganization, NOW, ORG } from '../support/builders.ts';
import { layStore } from '../support/lay-store.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { type SpokenCall, saveSpokenCalls } from '../support/spoken-calls.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { findVectorFaults } from '../support/vector-faults.ts';

const { signal } = new AbortController();
let model: Awaited<ReturnType<typeof startScriptedModel>>;
let folder: ReturnType<typeof makeFolder>;
let services: Services;

const open = (embeddings: 'on' | 'off') => {
  const endpoint = { OPENAI_BASE_URL: model.url, OPENAI_EMBEDDING_MODEL: 'scripted' };
  const settings = { DATA_DIR: folder.path, PORT: '0', EMBEDDINGS: embeddings };
  return openServices(readConfig({ ...settings, ...(embeddings === 'on' && endpoint) }), silent, { now: () => NOW });
};
const restart = async (embeddings: 'on' | 'off') => {
  await services.close();
  services = await open(embeddings);
};
const spoken = (id: number, about = 'fees'): SpokenCall => ({
  id: String(id),
  title: `Review ${id}`,
  says: Array.from({ length: 30 }, (_, turn) => [
    turn % 2 ? 'tove@acme.example' : 'robin@ours.example',
    `In review ${id} the ${about} of turn ${turn} were spoken of at some length.`,
  ]),
});
const save = (...calls: SpokenCall[]) => saveSpokenCalls(services.db, calls);
const index = () => services.indexer.index(signal);
const embedderNamed = (name: string) => openAiEmbedder({ baseUrl: model.url, apiKey: null, name });
const embedBy = (name: string, most = Number.POSITIVE_INFINITY) => {
  let looks = 0;
  const { db, indexer } = services;
  // Four calls between two looks.
  const isEnough = () => looks++ >= most / 4;
  return embedCalls({ db, indexer, embedder: embedderNamed(name) }, ORG, signal, { isEnough });
};
const faults = (name = 'scripted') =>
  findVectorFaults({ db: services.db, engine: services.engine, embedder: embedderNamed(name) }, ORG);

beforeAll(async () => {
  model = await startScriptedModel();
});
beforeEach(async () => {
  folder = makeFolder();
  layStore(folder.path);
  services = await open('on');
  await makeOrganization(services.db);
  await save(...Array.from({ length: 12 }, (_, at) => spoken(at + 1)));
  await index();
});
afterEach(async () => {
  await services.close();
  folder.remove();
});
afterAll(() => model.close());

test('a model that changes in the middle, and once more back again, leaves one vector of the last for each stretch', async () => {
  expect(await embedBy('scripted', 8)).toBe(8);
  expect(await embedBy('other', 4)).toBe(4);
  expect(await faults()).not.toEqual([]);
  expect(await embedBy('other')).toBe(8);
  expect(await faults('other')).toEqual([]);
  expect(await embedBy('scripted')).toBe(12);
  expect(await faults()).toEqual([]);
});

test('switched off and on again, what changed meanwhile gets vectors, what left has none, and the rest keeps its own', async () => {
  await embedBy('scripted', 8);
  await restart('off');
  await save(spoken(13), spoken(2, 'lessons'));
  await removeCalls(services.db, ORG, [toCallId('3')], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
  await index();
  expect(services.embedder).toBeNull();
  await restart('on');
  const before = model.embedded.length;
  await services.syncRunner.finishEmbedding(ORG, signal, () => {});
  const embedded = new Set(model.embedded.slice(before).map((text) => /^Review (\d+)/.exec(text)?.[1]));
  // All had the same time: of these the ids decide who is newest.
  expect([...embedded].map(Number).toSorted((a, b) => a - b)).toEqual([1, 2, 10, 11, 12, 13]);
  expect(await faults()).toEqual([]);
});

test('an index made anew while calls are embedded has every vector once', async () => {
  const { db, engine, log } = services;
  const rebuilding = rebuildIndex({ db, engine, now: () => NOW, log }, signal, () => {});
  const embedding = embedBy('scripted');
  await Promise.all([rebuilding, embedding, save(spoken(14))]);
  await embedBy('scripted');
  await index();
  expect(await faults()).toEqual([]);
});
