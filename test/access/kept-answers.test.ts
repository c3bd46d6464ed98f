import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HERS, openTwoReaders } from './two-readers.ts';

let ours: Awaited<ReturnType<typeof openTwoReaders>>;
let hers: Record<string, string>;

beforeAll(async () => {
  ours = await openTwoReaders();
  ({ hers } = ours);
});
afterAll(() => ours?.close());
beforeEach(() => ours.request('PATCH', '/access', { mode: 'everyone' }));

test.each(['What was said about the price?', 'How many calls mention the price?'])(
  'a shared answer to "%s" is read as far as its reader may read its calls, without its counts',
  async (question) => {
    const { body: given } = await ours.request('POST', '/ask', { question });
    await ours.request('PUT', `/answers/${given.id}/sharing`, { isShared: true });
    const read = (headers = hers) => ours.request('GET', `/answers/${given.id}`, undefined, headers);
    expect((await read()).text).toContain('Zanzibar');
    await ours.request('PATCH', '/access', { mode: 'own' });
    for (const accept of ['application/json', 'text/markdown', 'text/plain']) {
      const { status, text } = await read({ ...hers, accept });
      expect(status).toBe(200);
      expect(text).toContain(HERS);
      expect(text).not.toMatch(/zanzibar|2 calls/i);
    }
    const { body } = await read();
    expect(body).toMatchObject({ status: 'partial', census: null, removed: [], suggestions: [] });
    // Numbers with gaps would count what is hidden.
    expect(body.citations).toMatchObject([{ n: 1, callId: '1' }]);
    expect(body.claims).toMatchObject([{ citations: [1] }]);
    expect(body.text).toMatch(/\[1\]$/);
  },
);

test('one’s own answer shrinks when a call of it may be read no more; what it asked is still gone on from', async () => {
  const { body: given } = await ours.request('POST', '/ask', { question: 'What was said about the price?' }, hers);
  expect(JSON.stringify(given)).toContain('Zanzibar');
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { text } = await ours.request('GET', `/conversations/${given.conversationId}`, undefined, hers);
  expect(text).toContain(HERS);
  expect(text).not.toMatch(/zanzibar/i);
  const replayed = await ours.request('POST', `/answers/${given.id}/replay`, undefined, hers);
  expect(replayed.text).not.toMatch(/zanzibar|"2:/i);
  expect(replayed.body).toMatchObject({ before: replayed.body.same, gone: [] });
  for (const question of ['Shorter, please', 'And since January?']) {
    const next = await ours.request('POST', '/ask', { question, conversationId: given.conversationId }, hers);
    expect(next.text).not.toMatch(/zanzibar/i);
    expect(next.body.plan.terms).toContain('price');
  }
});

test('an answer of hidden calls alone says so, and nothing of them', async () => {
  const { body: given } = await ours.request('POST', '/ask', { question: 'What about "zanzibar pricing"?' });
  await ours.request('PUT', `/answers/${given.id}/sharing`, { isShared: true });
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { body } = await ours.request('GET', `/answers/${given.id}`, undefined, hers);
  expect(body).toMatchObject({ status: 'not_found', claims: [], citations: [] });
  // The question is what its asker wrote, and shared.
  expect(JSON.stringify({ ...body, question: '' })).not.toMatch(/zanzibar/i);
});

test('one’s own counts are seen as long as as much may be read as then, though they name no call', async () => {
  const question = 'How many calls did we have?';
  const ask = async () => (await ours.request('POST', '/ask', { question }, hers)).body;
  const read = async (id: string) => (await ours.request('GET', `/answers/${id}`, undefined, hers)).body;
  const ofAll = await ask();
  expect((await read(ofAll.id)).text).toBe(ofAll.text);
  await ours.request('PATCH', '/access', { mode: 'own' });
  const cut = await read(ofAll.id);
  expect(cut.text).not.toBe(ofAll.text);
  expect(cut).toMatchObject({ claims: [], census: null, searched: { calls: 0, inScope: 0 } });
  const ofHers = await ask();
  expect(ofHers.searched.inScope).toBe(1);
  expect((await read(ofHers.id)).text).toBe(ofHers.text);
  await ours.request('PATCH', '/access', { mode: 'everyone' });
  for (const { id, text } of [ofAll, ofHers]) expect((await read(id)).text).toBe(text);
});

test('who asked while more could be read is told so, where all quotes may still be read', async () => {
  const question = 'What about the "forklift"?';
  const { body: given } = await ours.request('POST', '/ask', { question }, hers);
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { body } = await ours.request('GET', `/answers/${given.id}`, undefined, hers);
  expect(body.text).toContain('less than when you asked');
  expect(body.citations).toMatchObject([{ n: 1, callId: '1' }]);
});
