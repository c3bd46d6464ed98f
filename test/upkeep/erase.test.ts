import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimsJson, excerptsOf, isSearchPrompt } from '../support/asking.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

/** Names that text in JSON writes otherwise, and names shorter than most words. */
const SPEAKERS = [
  ['bo@acme.example', 'Bo "Bobby" Lindmark', 'The discount is too small.'],
  ['al@acme.example', 'Al', 'The manual is badly translated.'],
  ['wei@acme.example', '王伟', 'The training was cancelled twice.'],
  ['back@acme.example', 'Back\\slash Øde', 'The export loses its columns.'],
] as const;
const WARRANTY = 'The warranty is far too short for our plants.';
const callOf = (id: string, address: string, words: string): SpokenCall => ({
  id,
  says: [
    [address, words],
    ['robin@ours.example', 'We will see.'],
  ],
});

let model: Awaited<ReturnType<typeof startScriptedModel>>;
let world: Awaited<ReturnType<typeof openHttpOrganization>>;
/** Called while the model writes its claims, which take a while. */
let whileWriting: () => void = () => {};

beforeAll(async () => {
  model = await startScriptedModel();
  world = await openHttpOrganization([]);
  await world.request('PUT', '/model', { name: 'scripted', baseUrl: model.url });
});
beforeEach(async () => {
  whileWriting = () => {};
  model.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
    whileWriting();
    const [excerpt] = excerptsOf(prompt);
    const claims = excerpt ? [{ text: excerpt.text, quotes: [[excerpt.id, excerpt.text]] as [string, string][] }] : [];
    return { kind: 'says', text: claimsJson(claims), pieces: 30, slowMs: 30 };
  });
});
afterAll(async () => {
  await world?.close();
  await model?.close();
});

test.each(SPEAKERS)('%s, named %s, takes along what quotes and names them', async (address, name, words) => {
  const id = String(100 + SPEAKERS.findIndex(([one]) => one === address));
  await world.save([callOf(id, address, words)]);
  const { people } = (await world.request('GET', `/people?q=${encodeURIComponent(address)}`)).body;
  expect((await world.request('PATCH', `/people/${people[0].id}`, { name })).status).toBe(200);
  const topic = words.split(' ')[1];
  const answer = (await world.request('POST', '/ask', { question: `What was said about the ${topic}?` })).body;
  expect(answer.citations).toMatchObject([{ quote: words }]);
  expect((await world.request('POST', '/erasures', { person: address })).body.answers).toBeGreaterThan(0);
  expect((await world.request('GET', `/answers/${answer.id}`)).status).toBe(404);
  // Nor by the events of its making.
  expect((await world.request('GET', `/answers/${answer.id}/events`)).status).toBe(404);
});

test('an answer that only names a call goes with the call', async () => {
  await world.save([{ id: '301', title: 'Talk without a transcript', says: [] }]);
  const asked = await world.request('POST', '/ask', { question: 'What calls did we have?' });
  expect(asked.text).toContain('Talk without a transcript');
  expect((await world.request('POST', '/erasures', { callId: '301' })).status).toBe(200);
  expect((await world.request('GET', `/answers/${asked.body.id}`)).status).toBe(404);
});

test.each([
  ['a speaker', '201', { person: 'cy@acme.example' }],
  ['a call', '202', { callId: '202' }],
])('an answer in the making while %s is erased is not kept, and says so', async (_, id, what) => {
  await world.save([callOf(id, 'cy@acme.example', WARRANTY)]);
  const writing = new Promise<void>((resolve) => {
    whileWriting = resolve;
  });
  const asking = world.request('POST', '/ask', { question: 'What did they say about the warranty?' });
  await writing;
  expect((await world.request('POST', '/erasures', what)).status).toBe(200);
  const refused = await asking;
  expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
  expect(refused.text).not.toContain('warranty');
  const { conversations } = (await world.request('GET', '/conversations')).body;
  for (const { id: conversationId } of conversations)
    expect((await world.request('GET', `/conversations/${conversationId}`)).text).not.toContain(WARRANTY);
});
