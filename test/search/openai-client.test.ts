import { expect, test, vi } from 'vitest';
import { openAiClient, toAddress } from '../../src/search/openai-client.ts';

const AZURE = 'https://ours.openai.azure.com';
test.each([
  ['https://models.example/v1/', { kind: 'openai', baseUrl: 'https://models.example/v1' }],
  ['https://models.example/v1/chat/completions', { kind: 'openai', baseUrl: 'https://models.example/v1' }],
  ['http://127.0.0.1:11434', { kind: 'openai', baseUrl: 'http://127.0.0.1:11434', isAzure: false }],
  [AZURE, { kind: 'openai', baseUrl: `${AZURE}/openai/v1`, isAzure: true }],
  [`${AZURE}/openai/v1/responses?api-version=preview`, { kind: 'openai', query: { 'api-version': 'preview' } }],
  [`${AZURE}/openai?api-version=2025-01-01`, { kind: 'azure', baseUrl: `${AZURE}/openai`, deployment: null }],
  [
    `${AZURE}/openai/deployments/gpt%204/chat/completions?api-version=2025-01-01`,
    { kind: 'azure', baseUrl: `${AZURE}/openai`, deployment: 'gpt 4', apiVersion: '2025-01-01' },
  ],
  [
    'https://x.services.ai.azure.com/models/chat/completions?api-version=v',
    { kind: 'openai', baseUrl: 'https://x.services.ai.azure.com/models', query: { 'api-version': 'v' } },
  ],
])('the address %s is read as its console means it', (address, read) => {
  expect(toAddress(address)).toMatchObject(read);
});

test.each([
  [null, 'https://api.openai.com/v1/chat/completions', { authorization: 'Bearer k' }],
  [
    `${AZURE}/openai/deployments/gpt?api-version=v`,
    `${AZURE}/openai/deployments/gpt/chat/completions?api-version=v`,
    { 'api-key': 'k' },
  ],
])('what an admin typed (%s) gets nothing of the operator’s environment', async (baseUrl, url, key) => {
  vi.stubEnv('OPENAI_BASE_URL', 'https://operators.example/v1');
  vi.stubEnv('OPENAI_ORG_ID', 'org-of-the-operator');
  vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-gateway: secret\nAuthorization: Bearer of-the-operator');
  const asked: [url: string, headers: Record<string, string>][] = [];
  const fetch: typeof globalThis.fetch = async (to, init) => {
    const sent = [...new Headers(init?.headers)].filter(
      ([name]) => !/^(accept|content-|user-agent|x-stainless-)/.test(name),
    );
    asked.push([String(to), Object.fromEntries(sent)]);
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  };
  const client = await openAiClient({ baseUrl, apiKey: 'k', isTyped: true }, { maxRetries: 0, timeoutMs: 1000, fetch });
  await client.post('/chat/completions', { body: { model: 'gpt' } });
  expect(asked).toEqual([[url, key]]);
  vi.unstubAllEnvs();
});
