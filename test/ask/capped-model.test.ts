import { afterAll, beforeAll, expect, test } from 'vitest';
import { cappedModel } from '../../src/ask/capped-model.ts';
import type { ModelPiece } from '../../src/ask/model.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { startScriptedModel } from '../support/scripted-model.ts';

let server: Awaited<ReturnType<typeof startScriptedModel>>;
beforeAll(async () => {
  server = await startScriptedModel();
});
afterAll(() => server.close());

const schema = { name: 'answer', schema: { type: 'object' } };
async function read(caps: Parameters<typeof cappedModel>[1], user = 'question', signal = new AbortController().signal) {
  const model = openAiModel({ baseUrl: server.url, apiKey: null, name: 'scripted', contextTokens: 8192 });
  const pieces: ModelPiece[] = [];
  for await (const piece of cappedModel(model, caps).stream({ system: 'rules', user, schema }, signal))
    pieces.push(piece);
  const text = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('');
  return { text, end: pieces.at(-1) };
}

test('a model that never stops is stopped at a number of characters', async () => {
  server.set(() => ({ kind: 'repeats', text: 'and so on ' }));
  const { text, end } = await read({ characters: 1005 });
  expect(text).toBe('and so on '.repeat(101).slice(0, 1005));
  expect(end).toEqual({ kind: 'end', finish: 'length', usage: null });
});

test('a model that takes for ever is stopped at a number of seconds, with what it said', async () => {
  server.set(() => ({ kind: 'hangs' }));
  expect(await read({ seconds: 0.2 })).toEqual({ text: '', end: { kind: 'end', finish: 'length', usage: null } });
});

test('an answer within its limits ends as the model ends it', async () => {
  const usage = { prompt_tokens: 2, completion_tokens: 3 };
  server.set(() => ({ kind: 'says', text: 'all of it', finish: 'content_filter', usage }));
  const end = { kind: 'end', finish: 'content_filter', usage: { inputTokens: 2, outputTokens: 3 } };
  expect(await read({})).toMatchObject({ text: 'all of it', end });
});

test('a reader who leaves is not told that the answer was too long', async () => {
  server.set(() => ({ kind: 'hangs' }));
  const stop = new AbortController();
  const reading = read({}, 'question', stop.signal);
  stop.abort(new Error('left'));
  await expect(reading).rejects.toThrow('left');
});

test('the model is told how many tokens it may write: what the prompt leaves, but some in any case', async () => {
  server.set(() => ({ kind: 'says', text: 'ok' }));
  await read({});
  await read({}, 'x'.repeat(12_000));
  await read({}, 'x'.repeat(30_000));
  expect(server.limits.slice(-3)).toEqual([6000, 8192 - 4002, 1500]);
});
