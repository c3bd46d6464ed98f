import { afterAll, beforeAll, expect, test } from 'vitest';
import { examineModel } from '../../src/ask/examine-model.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { tryModel } from '../../src/ask/try-model.ts';
import type { Store } from '../../src/store/db.ts';
import { claimsJson } from '../support/asking.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';
import { type Script, startScriptedModel } from '../support/scripted-model.ts';
import { openTestStore } from '../support/stores.ts';

let server: Awaited<ReturnType<typeof startScriptedModel>>;
let store: Store;
beforeAll(async () => {
  server = await startScriptedModel();
  store = await openTestStore();
  await makeOrganization(store.db);
});
afterAll(async () => {
  await server.close();
  await store?.close();
});

const trial = (script: Script) => {
  server.set(() => script);
  const model = openAiModel({
    baseUrl: server.url,
    apiKey: null,
    name: 'scripted',
    silenceSeconds: 1.5,
    maxRetries: 0,
  });
  return tryModel({ db: store.db, model, embedder: null, now: () => NOW }, aViewer(), new AbortController().signal);
};
const says = (text: string, quote: string): Script => ({
  kind: 'says',
  text: claimsJson([{ text, quotes: [['s1', quote]] }]),
});

test('a model that answers and quotes word for word works', async () => {
  const sentence = 'The pilot starts on the first of June with twelve people.';
  expect(await trial(says(sentence, 'the pilot starts on the first of June with twelve people'))).toMatchObject({
    ok: true,
    text: `It answered “${sentence}”, and its quote was found word for word.`,
  });
});

test.each<[string, Script, RegExp]>([
  ['invents a quote', says('It starts in May.', 'the pilot starts in May'), /was not said in the calls/],
  [
    'claims what its quote does not carry',
    says('It starts on 5 July.', 'We sign on Friday.'),
    /nothing that could be proved/,
  ],
  ['talks past the form', { kind: 'says', text: 'I would rather not.' }, /quote the calls/],
  ['refuses the key', { kind: 'fails', status: 401 }, /Answers quote the calls until it works/],
  ['says nothing for long', { kind: 'hangs' }, /Answers quote the calls until it works/],
])('a model that %s does not, and the reason is said', async (_, script, reason) => {
  const { ok, text } = await trial(script);
  expect(ok).toBe(false);
  expect(text).toMatch(reason);
});

test('whoever runs the server is told by doctor whether the model answers, and what to do if it does not', async () => {
  const model = openAiModel({ baseUrl: server.url, apiKey: null, name: 'scripted', maxRetries: 0 });
  const examine = () => examineModel({ db: store.db, model }, undefined, new AbortController().signal);
  const sentence = 'Then the pilot starts on the first of June with twelve people.';
  server.set(() => says(sentence, sentence));
  expect(await examine()).toMatchObject([
    { what: 'model', isWell: true, text: expect.stringMatching(/^scripted answers/) },
  ]);
  server.set(() => ({ kind: 'fails', status: 404, code: 'model_not_found', message: 'No scripted here.' }));
  const [finding] = await examine();
  expect(finding).toMatchObject({ isWell: false });
  expect(finding?.text).toMatch(/No scripted here\. Check the name of the model/);
  expect(await examineModel({ db: store.db, model: null }, undefined, new AbortController().signal)).toEqual([]);
});
