import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { startHttpServer } from '../../src/http/http-server.ts';
import { startMetricsServer } from '../../src/http/metrics-server.ts';
import { claimsJson, excerptsOf, isSearchPrompt } from '../support/asking.ts';
import { NOW } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { openSyncedWorld } from '../support/synced-world.ts';
import { openTestServices } from '../support/test-services.ts';
import { attributesOf, startTraceReceiver } from '../support/trace-receiver.ts';

const TOKEN = 'a token of a scraper';
const QUESTION = 'What did @Brightwater say about the zebrafish price?';
const SECRETS = /zebrafish|brightwater|tove|robin|ours\.example|org_|mem_/i;

/** A metric in Prometheus' text: its samples by label. */
const samples = (text: string, name: string): Record<string, number> =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^${name}(?:\\{(.*?)\\})? (.+)$`, 'gm'))].map(([, labels = '', value]) => [
      labels,
      Number(value),
    ]),
  );

describe('a server whose questions are asked', () => {
  let model: Awaited<ReturnType<typeof startScriptedModel>>;
  let collector: Awaited<ReturnType<typeof startTraceReceiver>>;
  let metrics = '';

  beforeAll(async () => {
    [model, collector] = [await startScriptedModel(), await startTraceReceiver()];
    const quote = 'The zebrafish price is ninety euros.';
    model.set((prompt) => {
      if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
      const id = excerptsOf(prompt)[0]?.id ?? 's1';
      const usage = { prompt_tokens: 700, completion_tokens: 40 };
      return { kind: 'says', text: claimsJson([{ text: 'It is ninety euros.', quotes: [[id, quote]] }]), usage };
    });
    const { services, close } = await openTestServices(
      {
        OPENAI_BASE_URL: model.url,
        OPENAI_MODEL: 'scripted',
        METRICS_TOKEN: TOKEN,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      },
      () => NOW,
    );
    const { id, apiKey } = await createOrganization(services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    });
    const deps = services;
    await saveSpokenCalls(deps.db, [{ id: '1', says: [['tove@brightwater.example', quote]] }], toOrganizationId(id));
    await deps.indexer.index(new AbortController().signal);
    const http = makeHttpApp(deps);
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const caller = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const asked = await http.request('/api/v1/ask', {
      method: 'POST',
      headers: { ...headers, ...caller },
      body: JSON.stringify({ question: QUESTION }),
    });
    expect(await asked.json()).toMatchObject({ status: 'answered', model: 'scripted' });
    await http.request('/api/v1/ask', { method: 'POST', headers, body: JSON.stringify({ question: ' ' }) });
    model.set(() => ({ kind: 'fails', status: 400, message: 'no zebrafish here' }));
    await http.request('/api/v1/ask', { method: 'POST', headers, body: JSON.stringify({ question: QUESTION }) });
    const read = await http.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
    metrics = await read.text();
    expect(read.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    for (const path of ['/metrics', '/api/v1/calls'])
      expect((await http.request(path, { headers: { authorization: 'Bearer another token' } })).status).toBe(401);
    await close();
  });
  afterAll(async () => {
    await model?.close();
    await collector?.close();
  });

  test('counts requests by route and class of status', () => {
    const counts = samples(metrics, 'colloquy_http_request_duration_seconds_count');
    expect(counts).toEqual({
      'method="POST",route="/api/v1/ask",status="2xx"': 2,
      'method="POST",route="/api/v1/ask",status="4xx"': 1,
    });
  });

  test('counts answers, their phases, and what the model was asked, read and wrote', () => {
    expect(samples(metrics, 'colloquy_answers_total')).toEqual({ 'status="answered"': 2, 'status="refused"': 1 });
    expect(samples(metrics, 'colloquy_ask_phase_duration_seconds_count')).toEqual({
      'phase="plan"': 2,
      'phase="evidence"': 2,
      'phase="model"': 1,
      'phase="total"': 2,
    });
    const asked = samples(metrics, 'colloquy_model_request_duration_seconds_count');
    expect(asked['model="scripted",outcome="done"']).toBeGreaterThan(0);
    expect(asked['model="scripted",outcome="model_unavailable"']).toBeGreaterThan(0);
    const tokens = samples(metrics, 'colloquy_model_tokens_total');
    expect(tokens['model="scripted",direction="input"']).toBeGreaterThan(700);
    expect(tokens['model="scripted",direction="output"']).toBeGreaterThanOrEqual(40);
  });

  test('measures store, search and process', () => {
    for (const name of [
      'colloquy_store_size_bytes',
      'colloquy_search_index_size_bytes',
      'process_resident_memory_bytes',
    ])
      expect(samples(metrics, name)['']).toBeGreaterThan(10_000);
    expect(samples(metrics, 'colloquy_calls_to_index')).toEqual({ '': 0 });
    expect(samples(metrics, 'colloquy_sync_runs')).toMatchObject({ 'state="running"': 0, 'state="failed"': 0 });
    expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  test("records a request, the phases of its answer and its model as one trace, part of the caller's", () => {
    const named = (name: string) => collector.spans.filter((span) => span.name === name);
    const [request, failed] = named('POST /api/v1/ask');
    const [ask] = named('ask');
    expect(request).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      kind: 2,
    });
    expect(ask?.parentSpanId).toBe(request?.spanId);
    const parts = collector.spans.filter(({ parentSpanId }) => parentSpanId === ask?.spanId).map(({ name }) => name);
    expect([...new Set(parts)].sort()).toEqual(['ask.draft', 'ask.evidence', 'ask.plan', 'model']);
    expect(attributesOf(ask as NonNullable<typeof ask>)).toMatchObject({ 'colloquy.answer.status': 'answered' });
    expect(attributesOf(failed as NonNullable<typeof failed>)).toMatchObject({ 'http.response.status_code': 400 });
    const models = named('model').map(attributesOf);
    expect(models).toContainEqual(expect.objectContaining({ 'gen_ai.usage.output_tokens': 40 }));
    expect(models).toContainEqual(expect.objectContaining({ 'error.type': 'model_unavailable' }));
  });

  test('every metric of ours is documented, and no other', () => {
    const named = (text: string) => [...new Set(text.match(/\bcolloquy_[a-z_]+(?=`| (?:counter|gauge|histogram)\n)/g))];
    const documented = named(readFileSync('docs/operations.md', 'utf8'));
    expect(documented.sort()).toEqual(named(metrics).sort());
    expect(documented.length).toBeGreaterThan(12);
  });

  test('tells neither of them what was asked, nor of whom', () => {
    expect(metrics).not.toMatch(SECRETS);
    expect(collector.text().replaceAll(/org_\w+/g, '')).not.toMatch(SECRETS);
    expect(collector.spans.length).toBeGreaterThan(5);
  });
});

test('a sync counts its requests to Gong and is a span', async () => {
  const collector = await startTraceReceiver();
  const world = await openSyncedWorld(NOW, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, METRICS_TOKEN: TOKEN });
  await (await world.begin(3)).importAll();
  const http = makeHttpApp(world.services);
  const metrics = await (await http.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })).text();
  await world.endWorlds();
  await world.close();
  await collector.close();
  expect(samples(metrics, 'colloquy_gong_requests_total')['class="history",outcome="ok"']).toBeGreaterThan(0);
  expect(samples(metrics, 'colloquy_gong_wait_seconds_count')['class="history"']).toBeGreaterThan(0);
  expect(samples(metrics, 'colloquy_sync_runs')['state="done"']).toBeGreaterThan(0);
  expect(samples(metrics, 'colloquy_gong_day_requests_left')['']).toBeLessThan(9000);
  expect(collector.spans.map((span) => [span.name, attributesOf(span)['colloquy.run.kind']])).toContainEqual([
    'sync.run',
    'history',
  ]);
});

test('without a token only programs on this machine read the metrics, and nobody behind a proxy', async () => {
  const { services, config, close } = await openTestServices();
  for (const [publicUrl, status] of [
    [null, 200],
    ['https://calls.ours.example', 401],
  ] as const) {
    const server = await startHttpServer({ ...services, config: { ...config, publicUrl } }, config);
    expect((await fetch(`http://127.0.0.1:${server.port}/metrics`)).status).toBe(status);
    await server.close();
  }
  const worker = await startMetricsServer(services, { port: 0, host: '127.0.0.1' });
  expect(await (await fetch(`http://127.0.0.1:${worker.port}/metrics`)).text()).toMatch(/^colloquy_calls_to_index 0$/m);
  expect((await fetch(`http://127.0.0.1:${worker.port}/api/v1/calls`)).status).toBe(404);
  await worker.close();
  expect((await makeHttpApp(services).request('/metrics')).status).toBe(401);
  await close();
});

test('OpenTelemetry is not even loaded where no endpoint is set', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({
      resolve(name, context, next) {
        const found = next(name, context);
        seen.push(found.url);
        return found;
      },
    });
    await import('./src/wire.ts');
    console.log(JSON.stringify([seen.length, seen.filter((url) => /@opentelemetry.(sdk|exporter|otlp)/.test(url))]));`;
  const [loaded, traces] = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script]).toString());
  expect(loaded).toBeGreaterThan(100);
  expect(traces).toEqual([]);
});
