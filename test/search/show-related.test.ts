import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import type { Embedder } from '../../src/search/embedder.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { showRelated } from '../../src/search/show-related.ts';
import { aViewer, makeOrganization } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { embedAll, indexAll, saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestStore } from '../support/stores.ts';
import { makeFolder } from '../support/test-services.ts';

const folder = makeFolder();
const store = await openTestStore();
const engine = openEmbeddedEngine(folder.path);
const { db } = store;
let model: Awaited<ReturnType<typeof startScriptedModel>>;
let embedder: Embedder;

const FEES = 'We find that the fees for the pallets went up far too much for a plant of our size this year.';
const IN_OTHER_WORDS =
  'Nobody at headquarters can afford such an expensive thing, and so the board said no to it again.';
const IN_ITS_WORDS =
  'The pallets of our plant are stored in the yard, where they have been for the whole of this year.';

beforeAll(async () => {
  model = await startScriptedModel();
  embedder = openAiEmbedder({ baseUrl: model.url, apiKey: null, name: 'scripted', maxRetries: 0 });
  await makeOrganization(db);
  await saveSpokenCalls(db, [
    {
      id: '1',
      says: [
        ['tove@acme.example', FEES],
        ['robin@ours.example', 'How many pallets?'],
        ['tove@acme.example', 'Eleven.'],
      ],
    },
    { id: '2', says: [['lee@beacon.example', IN_OTHER_WORDS]] },
    { id: '3', says: [['lee@beacon.example', IN_ITS_WORDS]] },
    {
      id: '4',
      says: [['lee@beacon.example', 'The lessons for new foremen went well, and everybody will come back in spring.']],
    },
    {
      id: '5',
      says: Array.from({ length: 5 }, (_, n): [string, string] => [
        n % 2 ? 'robin@ours.example' : 'lee@beacon.example',
        `Our pallets cost ${n} more.`,
      ]),
    },
  ]);
  await indexAll(db, engine);
  await embedAll(db, engine, embedder);
});
afterAll(async () => {
  await engine.close();
  await store.close();
  await model.close();
  folder.remove();
});

const related = async (callId: string, atMs: number, by: Embedder | null = embedder) =>
  (await showRelated({ db, index: engine.live, embedder: by }, aViewer(), { callId: toCallId(callId), atMs })).map(
    ({ call, text }) => [call.id, text],
  );

test('what other calls say alike is found in its words and in others, and nothing of the call itself', async () => {
  const found = await related('1', 0);
  expect(found).toContainEqual(['2', IN_OTHER_WORDS]);
  expect(found).toContainEqual(['3', IN_ITS_WORDS]);
  expect(found.filter(([callId]) => callId === '1')).toEqual([]);
});

test('no call shows more than two moments', async () => {
  const found = await related('1', 0);
  expect(found.filter(([callId]) => callId === '5')).toHaveLength(2);
});

test('a short turn is about what was said before it', async () => {
  const found = await related('1', Number.MAX_SAFE_INTEGER);
  expect(found.map(([callId]) => callId)).toContain('3');
});

test('without a model of meaning, or while it is away, words alone find them', async () => {
  const byWords = await related('1', 0, null);
  expect(byWords).toContainEqual(['3', IN_ITS_WORDS]);
  expect(byWords).not.toContainEqual(['2', IN_OTHER_WORDS]);
  model.setEmbedding(false);
  expect(await related('1', 0)).toEqual(byWords);
  model.setEmbedding(true);
});

test('a call that the viewer may not read, or a call without words, has no related moments', async () => {
  await saveSpokenCalls(db, [{ id: '6', says: [] }]);
  await expect(related('none', 0)).rejects.toMatchObject({ code: 'not_found' });
  await expect(related('6', 0)).rejects.toMatchObject({ code: 'not_found' });
  const stranger = { ...aViewer(), organizationId: 'org_other' as ReturnType<typeof aViewer>['organizationId'] };
  await expect(
    showRelated({ db, index: engine.live, embedder }, stranger, { callId: toCallId('1'), atMs: 0 }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a private call is among nobody else’s related moments', async () => {
  await saveSpokenCalls(db, [{ id: '7', isPrivate: true, says: [['lee@beacon.example', FEES]] }]);
  await indexAll(db, engine);
  expect((await related('1', 0)).filter(([callId]) => callId === '7')).toEqual([]);
});
