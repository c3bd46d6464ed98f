import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { startScriptedModel } from '../support/scripted-model.ts';

let server: Awaited<ReturnType<typeof startScriptedModel>>;
beforeAll(async () => {
  server = await startScriptedModel();
});
afterAll(() => server.close());

const say = async (signal = new AbortController().signal) => {
  const model = openAiModel({ baseUrl: server.url, apiKey: null, name: 'scripted', idleTimeoutMs: 300, maxRetries: 0 });
  let text = '';
  for await (const piece of model.stream({ system: 'rules', user: 'question', evidenceIds: ['s1'] }, signal))
    text += piece;
  return text;
};

test('hands over the words as they come', async () => {
  server.set(() => ({ kind: 'says', text: 'one two three' }));
  expect(await say()).toBe('one two three');
});

test('silence, a rate limit and a refusal are told apart', async () => {
  server.set(() => ({ kind: 'hangs' }));
  await expect(say()).rejects.toMatchObject({
    code: 'model_unavailable',
    message: expect.stringContaining('said nothing'),
  });
  server.set(() => ({ kind: 'fails', status: 429 }));
  await expect(say()).rejects.toMatchObject({
    code: 'model_unavailable',
    message: expect.stringContaining('rate limit'),
  });
  server.set(() => ({ kind: 'refuses' }));
  await expect(say()).rejects.toMatchObject({ code: 'model_unreadable' });
});

test('a reader who leaves ends the stream as their own abort', async () => {
  server.set(() => ({ kind: 'hangs' }));
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('left')), 50);
  await expect(say(stop.signal)).rejects.toThrow('left');
});
