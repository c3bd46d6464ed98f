import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { tryModel } from '../../src/ask/try-model.ts';
import { claimsJson } from '../support/asking.ts';
import { type Script, startScriptedModel } from '../support/scripted-model.ts';

let server: Awaited<ReturnType<typeof startScriptedModel>>;
beforeAll(async () => {
  server = await startScriptedModel();
});
afterAll(() => server.close());

const trial = (script: Script) => {
  server.set(() => script);
  const model = openAiModel({ baseUrl: server.url, apiKey: null, name: 'scripted', idleTimeoutMs: 500, maxRetries: 0 });
  return tryModel(model, new AbortController().signal);
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
