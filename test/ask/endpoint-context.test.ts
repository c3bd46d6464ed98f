import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAiModel } from '../../src/ask/openai-model.ts';

let list: string | null = null;
let asked = 0;
const server = createServer((request, response) => {
  asked += request.url === '/v1/models' ? 1 : 0;
  response.statusCode = list === null ? 404 : 200;
  response.setHeader('content-type', 'application/json');
  response.end(list ?? '{}');
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

const port = () => (server.address() as AddressInfo).port;
const model = (contextTokens: number | null = null, at = port()) =>
  openAiModel({ baseUrl: `http://127.0.0.1:${at}/v1`, apiKey: null, name: 'm', contextTokens });
const tokensOf = (models: unknown) => {
  list = typeof models === 'string' ? models : JSON.stringify({ data: models });
  return model().fetchContextTokens();
};

test('a context that nobody set is what the endpoint says of the model', async () => {
  expect(
    await tokensOf([
      { id: 'other', max_model_len: 1111 },
      { id: 'm', max_model_len: 16_384 },
    ]),
  ).toBe(16_384);
  expect(await tokensOf([{ id: 'm', context_length: 200_000 }])).toBe(200_000);
  expect(await tokensOf([{ id: 'served.gguf', meta: { n_ctx: 4096, n_ctx_train: 99_000 } }])).toBe(4096);
});

test('it is 32,000 tokens where the endpoint says nothing, or nonsense', async () => {
  expect(await tokensOf([{ id: 'm' }, null])).toBe(32_000);
  expect(await tokensOf([{ id: 'm', context_length: -5, max_model_len: '8k' }])).toBe(32_000);
  expect(await tokensOf('no JSON')).toBe(32_000);
  list = null;
  expect(await model().fetchContextTokens()).toBe(32_000);
  expect(await model(null, 1).fetchContextTokens()).toBe(32_000);
});

test('an endpoint is asked once, and not where a number was set', async () => {
  list = JSON.stringify({ data: [{ id: 'm', context_length: 50_000 }] });
  asked = 0;
  const unset = model();
  expect([await unset.fetchContextTokens(), await unset.fetchContextTokens()]).toEqual([50_000, 50_000]);
  expect(await model(9000).fetchContextTokens()).toBe(9000);
  expect(asked).toBe(1);
});
