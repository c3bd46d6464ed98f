import { afterAll, beforeAll, expect, test } from 'vitest';
import { toOrganizationId } from '../../src/call.ts';
import { makeLog } from '../../src/log.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { countEmbedded } from '../../src/store/call-vectors-store.ts';
import { makeVectorGiver } from '../../src/sync/give-vectors.ts';
import { makeOrganization, NOW, ORG } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestStore } from '../support/stores.ts';

const OTHER = toOrganizationId('org_other');
const WAITING = toOrganizationId('org_waiting');
const { signal } = new AbortController();
const store = await openTestStore();
const { db } = store;
const lines: string[] = [];
let model: Awaited<ReturnType<typeof startScriptedModel>>;
let nowMs = NOW.getTime();
let giver: ReturnType<typeof makeVectorGiver>;
const embedded = async (id = ORG) => (await countEmbedded(db, { organizationId: id, model: 'scripted' })).embedded;
const save = (ids: string[], organizationId = ORG) =>
  saveSpokenCalls(
    db,
    ids.map((id) => ({ id, says: [['tove@acme.example', 'The fees went up.']] })),
    organizationId,
  );

beforeAll(async () => {
  model = await startScriptedModel();
  const embedder = openAiEmbedder({ baseUrl: model.url, apiKey: null, name: 'scripted', maxRetries: 0 });
  const slow = {
    ...embedder,
    embedTexts(texts: readonly string[]) {
      nowMs += 20_000;
      return embedder.embedTexts(texts);
    },
  };
  const log = makeLog('warn', { write: (line) => void lines.push(line) });
  const indexer = { index: async () => 0 };
  giver = makeVectorGiver({ db, embedder: slow, indexer, now: () => new Date(nowMs), log });
  for (const id of [ORG, OTHER, WAITING]) await makeOrganization(db, id);
});
afterAll(async () => {
  await store.close();
  await model.close();
});

test('a long history of calls gives its place up after a minute, and the next turns go on until all have vectors', async () => {
  await save(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  const turns: number[] = [];
  while ((await giver.due()).includes(ORG)) {
    await giver.takeTurn(ORG, signal);
    turns.push(await embedded());
  }
  expect(turns).toEqual([4, 8, 9]);
});

test('who waits for vectors hears how far they are, from the first batch on', async () => {
  await save(['30', '31', '32', '33', '34', '35'], WAITING);
  const heard: string[] = [];
  await giver.giveAll(WAITING, signal, ({ embedded, calls }) => heard.push(`${embedded} of ${calls}`));
  expect(heard).toEqual(['0 of 6', '4 of 6', '6 of 6']);
});

test('an endpoint that is away is told of once for each organization, however often others succeed', async () => {
  await save(['10']);
  await save(['20'], OTHER);
  const isAway = new Map([[ORG, true]]);
  for (let round = 0; round < 3; round += 1) {
    for (const id of [ORG, OTHER, WAITING]) {
      model.setEmbedding(!isAway.get(id));
      await giver.takeTurn(id, signal);
    }
    await save([String(21 + round)], OTHER);
  }
  const reasons = lines.map((line) => JSON.parse(line).organization);
  expect(reasons).toEqual([ORG]);
  expect([await embedded(OTHER), await giver.due()]).toEqual([3, [OTHER, ORG]]);
  model.setEmbedding(true);
  await giver.takeTurn(ORG, signal);
  expect(await giver.due()).toEqual([OTHER]);
});
