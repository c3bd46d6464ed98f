import { afterAll, beforeEach, expect, test } from 'vitest';
import { showModel } from '../../src/ask/show-model.ts';
import { measuredEmbedder } from '../../src/search/measured-embedder.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { readEmbeddingModel } from '../../src/store/embedding-models-store.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { openTestStore } from '../support/stores.ts';
import { openTestServices, silent } from '../support/test-services.ts';

const model = await startScriptedModel();
const store = await openTestStore();
const { db } = store;
afterAll(async () => {
  await store.close();
  await model.close();
});
beforeEach(() => {
  model.embedded.length = 0;
  model.setEmbedding(true);
});

const probe = {
  texts: ['The fee went up.', 'A lesson in spring.', 'We had lunch.'],
  questions: ['Who cannot afford it?', 'Is it expensive?', 'What does it cost?'].map((question) => ({
    question,
    among: [0, 1, 2],
    answers: [0],
  })),
};
const open = (name: string) =>
  measuredEmbedder(openAiEmbedder({ baseUrl: model.url, apiKey: null, name, maxRetries: 0 }), {
    db,
    readProbe: () => probe,
    now: () => NOW,
    log: silent,
  });

test('a model is measured once for a store, by what it finds and not by its name', async () => {
  const embedder = open('some-model');
  expect(embedder.weight()).toBe(1);
  await embedder.measure();
  expect(embedder.weight()).toBe(2);
  expect(await readEmbeddingModel(db, 'some-model')).toMatchObject({ byMeaning: 1, weight: 2, measuredAt: NOW });
  const asked = model.embedded.length;
  const later = open('some-model');
  await later.measure();
  expect(later.weight()).toBe(2);
  expect(model.embedded.length).toBe(asked);
  await open('another-model').measure();
  expect(model.embedded.length).toBe(2 * asked);
});

test('an endpoint that is away leaves the model unmeasured, and it is measured when it is back', async () => {
  const embedder = open('third-model');
  model.setEmbedding(false);
  await embedder.measure();
  expect(embedder.weight()).toBe(1);
  expect(await readEmbeddingModel(db, 'third-model')).toBeNull();
  model.setEmbedding(true);
  await embedder.measure();
  expect(embedder.weight()).toBe(2);
});

test('a server that stops while it measures keeps nothing and says nothing', async () => {
  const embedder = open('fourth-model');
  const measuring = embedder.measure();
  await embedder.close();
  await measuring;
  expect(await readEmbeddingModel(db, 'fourth-model')).toBeNull();
});

test("doctor and the model's settings show what was measured on the demo's questions", async () => {
  const opened = await openTestServices({
    EMBEDDINGS: 'on',
    OPENAI_BASE_URL: model.url,
    OPENAI_EMBEDDING_MODEL: 'scripted',
  });
  const { services } = opened;
  await makeOrganization(services.db);
  const told = async () => (await examine(services)).find(({ what }) => what === 'model of embeddings')?.text;
  expect(await told()).toBe('scripted is not measured yet: it counts as much as words');
  const shown = async () => (await showModel(services, aViewer())).embeddings;
  expect(await shown()).toEqual({ name: 'scripted', strength: null });
  await services.embedder?.measure();
  expect(await told()).toMatch(
    /^scripted finds 0\.\d\d of the demo's answers, words 0\.\d\d .*counts as much as words$/,
  );
  expect((await shown())?.strength).toMatchObject({ weight: 1 });
  await opened.close();
});
