import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelPiece } from '../../src/ask/model.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { readReply } from '../../src/ask/openai-reply.ts';
import { startScriptedModel } from '../support/scripted-model.ts';

let server: Awaited<ReturnType<typeof startScriptedModel>>;
beforeAll(async () => {
  server = await startScriptedModel();
});
afterAll(() => server.close());

const prompt = {
  system: 'rules',
  user: 'question',
  schema: { name: 'answer', schema: { type: 'object' } },
  mostTokens: 700,
};
const read = async (signal = new AbortController().signal) => {
  const model = openAiModel({
    baseUrl: server.url,
    apiKey: null,
    name: 'scripted',
    silenceSeconds: 2,
    maxRetries: 0,
  });
  const pieces: ModelPiece[] = [];
  for await (const piece of model.stream(prompt, signal)) pieces.push(piece);
  return pieces;
};
const say = async (signal?: AbortSignal) =>
  (await read(signal)).map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');

test('hands over the words as they come, then why they ended and what they used', async () => {
  server.set(() => ({
    kind: 'says',
    text: 'one two three',
    finish: 'length',
    usage: { prompt_tokens: 12, completion_tokens: 3 },
  }));
  expect(await say()).toBe('one two three');
  expect((await read()).at(-1)).toMatchObject({
    kind: 'end',
    finish: 'length',
    usage: { inputTokens: 12, outputTokens: 3 },
  });
});

test('an endpoint without structured output is asked again without it', async () => {
  server.setPlain(true);
  server.set(() => ({ kind: 'says', text: 'plain' }));
  expect(await say()).toBe('plain');
  server.setPlain(false);
});

test('an endpoint that names a limit otherwise, or wants its own temperature, is asked so', async () => {
  server.setRefused({
    max_tokens:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    temperature: "Unsupported value: 'temperature' does not support 0 with this model.",
  });
  server.set(() => ({ kind: 'says', text: 'limited' }));
  expect(await say()).toBe('limited');
  expect(server.limits.at(-1)).toBe(700);
  server.setRefused({});
});

test('a prompt that is too long and a content filter are told apart from other refusals', async () => {
  server.set(() => ({ kind: 'fails', status: 400, message: 'the request exceeds the available context size' }));
  await expect(say()).rejects.toMatchObject({ code: 'model_context_exceeded' });
  server.set(() => ({ kind: 'fails', status: 400, code: 'context_length_exceeded' }));
  await expect(say()).rejects.toMatchObject({ code: 'model_context_exceeded' });
  server.set(() => ({ kind: 'fails', status: 400, code: 'content_filter' }));
  await expect(say()).rejects.toMatchObject({
    code: 'model_unreadable',
    message: expect.stringContaining('content filter'),
  });
  server.set(() => ({ kind: 'fails', status: 400 }));
  await expect(say()).rejects.toMatchObject({ code: 'model_unavailable' });
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

test.each([
  ['comments', ':\n'],
  ['events without words', 'data: {"choices":[{"delta":{}}]}\n\n'],
])('a reply of %s alone is not read without an end', async (_, unit) => {
  let sent = 0;
  const piece = new TextEncoder().encode(unit.repeat(32_000));
  const endless = new ReadableStream({
    pull(controller) {
      sent += piece.length;
      controller.enqueue(piece);
    },
  });
  const read = async () => {
    for await (const _ of readReply(new Response(endless), () => {}));
  };
  await expect(read()).rejects.toMatchObject({ code: 'model_unreadable' });
  expect(sent).toBeLessThan(20 * 1024 * 1024);
});
