import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withMeaning } from '../../src/search/embedder.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { aScope } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';

let model: Awaited<ReturnType<typeof startScriptedModel>>;
beforeAll(async () => {
  model = await startScriptedModel();
});
afterEach(() => {
  model.setEmbedding(true);
  model.setRefusedTexts(() => null);
});
afterAll(() => model.close());

let nowMs = 0;
const open = (maxRetries = 0) =>
  openAiEmbedder({
    ...{ baseUrl: model.url, apiKey: null, name: 'scripted' },
    ...{ maxRetries, atOnceMs: 150, nowMs: () => nowMs },
  });
const requestsOf = async (work: () => Promise<unknown>) => {
  const before = model.embeddingRequests();
  await work();
  return model.embeddingRequests() - before;
};

test.each([400, 500] as const)(
  'a text that is refused with %i is left out, and all others get vectors',
  async (status) => {
    model.setRefusedTexts((text) => (/poison/.test(text) ? status : null));
    const texts = Array.from({ length: 100 }, (_, n) => (n === 37 ? 'poison' : `The fee of year ${n}`));
    const vectors = await open().embedTexts(texts);
    expect(vectors.flatMap((vector, n) => (vector ? [] : [n]))).toEqual([37]);
    expect(vectors).toHaveLength(100);
  },
);

test('an endpoint that refuses every text is away, and no text is at fault', async () => {
  model.setRefusedTexts(() => 400);
  const failure = expect.objectContaining({ code: 'model_unavailable' });
  await expect(open().embedTexts(['The fees went up', 'Lessons start'])).rejects.toEqual(failure);
});

test('a text without a direction of its own is left out', async () => {
  model.setVector((text) => (text === '.' ? [0, 0, 0, 0, 0] : null));
  const [fees, dot] = await open().embedTexts(['The fees went up', '.']);
  model.setVector(() => null);
  expect([fees?.length, dot]).toEqual([5, null]);
});

test('vectors of several lengths in one answer are no vectors of a model', async () => {
  model.setVector((text) => (/fees/.test(text) ? [1, 0, 0] : null));
  const failure = expect.objectContaining({ code: 'model_unavailable' });
  await expect(open().embedTexts(['The fees went up', 'Lessons start'])).rejects.toEqual(failure);
  model.setVector(() => null);
});

test('a question waits for an endpoint that hangs once and shortly, and what follows does not wait', async () => {
  const embedder = open();
  model.setEmbedding('hangs');
  const ask = (by = embedder) => withMeaning({ embedder: by }, { scope: aScope(), words: ['outage'] }, 'outage');
  const asked = await requestsOf(async () => {
    const { query, warning } = await ask();
    expect(query).not.toHaveProperty('meaning');
    expect(warning).toMatch(/by words alone.*no answer within 0.15 s/);
  });
  expect(asked).toBe(1);
  const again = async () => {
    expect((await ask()).warning).toMatch(/no answer/);
    await expect(embedder.embedAtOnce(['one sentence', 'another'])).rejects.toMatchObject({
      code: 'model_unavailable',
    });
  };
  expect(await requestsOf(again)).toBe(0);
  // Whatever retries the settings give to work in the background.
  expect(await requestsOf(() => ask(open(2)))).toBe(1);
  model.setEmbedding(true);
  await embedder.embedTexts(['The fees went up']);
  expect((await ask()).query).not.toHaveProperty('meaning');
  nowMs += 30_000;
  expect((await ask()).query).toHaveProperty('meaning');
});

test('many sentences that take too long leave fewer their vectors', async () => {
  const embedder = open();
  model.setEmbedding('hangs');
  await expect(embedder.embedAtOnce(['one', 'two', 'three'])).rejects.toMatchObject({ code: 'model_unavailable' });
  model.setEmbedding(true);
  expect(await embedder.embedAtOnce(['expensive'])).toHaveLength(1);
  expect(await requestsOf(() => embedder.embedAtOnce(['one', 'two']).catch(() => {}))).toBe(0);
  nowMs += 30_000;
  model.setEmbedding('hangs');
  const sentences = Array.from({ length: 64 }, (_, n) => `sentence ${n}`);
  await expect(embedder.embedAtOnce(sentences)).rejects.toMatchObject({ code: 'model_unavailable' });
  model.setEmbedding(true);
  expect(await embedder.embedAtOnce(sentences.slice(0, 15))).toHaveLength(15);
  expect(await requestsOf(() => embedder.embedAtOnce(sentences.slice(0, 16)).catch(() => {}))).toBe(0);
});
