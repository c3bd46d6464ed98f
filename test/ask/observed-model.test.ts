import { expect, test } from 'vitest';
import type { Model } from '../../src/ask/model.ts';
import { ModelError } from '../../src/ask/model-error.ts';
import { observedModel } from '../../src/ask/observed-model.ts';
import { makeLog } from '../../src/log.ts';
import { makeMetrics } from '../../src/metrics.ts';
import { NO_TRACING, type Tracing } from '../../src/tracing.ts';

/** A log's lines after a failure whose endpoint said this. */
async function logged(said: string): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const model: Model = {
    name: 'm',
    fetchContextTokens: async () => 8192,
    prices: null,
    // biome-ignore lint/correctness/useYield: it fails before its first word.
    async *stream() {
      throw new ModelError('model_unavailable', 'The key may not use this model.', {
        check: 'access',
        status: 403,
        said,
      });
    },
  };
  const log = makeLog('info', { write: (line: string) => void lines.push(line) });
  const observed = observedModel(model, { metrics: { modelAsked() {} }, log });
  const prompt = {
    system: '',
    user: 'Question: What is the zebrafish price?\nExcerpts:',
    schema: { name: '', schema: {} },
  };
  const read = async () => {
    for await (const _ of observed.stream(prompt, new AbortController().signal));
  };
  await expect(read()).rejects.toThrow('may not use');
  return lines.map((line) => JSON.parse(line));
}

test('a model that an admin named is counted and traced as "own", whatever its name', async () => {
  const metrics = makeMetrics();
  const traced: unknown[] = [];
  const tracing: Tracing = {
    ...NO_TRACING,
    open: (span) => {
      traced.push(span.facts);
      return NO_TRACING.open(span);
    },
  };
  for (const isOwn of [false, true])
    for (const name of ['gpt', 'jane@acme.example']) {
      const model: Model = {
        ...{ name, fetchContextTokens: async () => 8192, prices: null },
        async *stream() {
          yield { kind: 'end', finish: 'stop', usage: { inputTokens: 1, outputTokens: 1 } };
        },
      };
      const observed = observedModel(model, { metrics, log: makeLog('silent'), tracing, isOwn });
      const prompt = { system: '', user: '', schema: { name: '', schema: {} } };
      for await (const _ of observed.stream(prompt, new AbortController().signal));
    }
  const shown = await metrics.text({
    ...{ syncRuns: null, callsToIndex: null, callsToRemove: null, transcriptsDue: null, gong: null },
    ...{ storeBytes: null, indexBytes: null },
  });
  const labels = [...shown.matchAll(/model_tokens_total\{model="([^"]*)",direction="input"\} (\d)/g)];
  expect(labels.map(([, name, count]) => [name, count])).toEqual([
    ['gpt', '1'],
    ['jane@acme.example', '1'],
    ['own', '2'],
  ]);
  expect(traced.slice(2)).toEqual(Array(2).fill({ 'gen_ai.request.model': 'own' }));
});

test('a failure is logged with what to check and what the endpoint said', async () => {
  expect(await logged('Project `p` has no access.')).toMatchObject([
    { msg: 'the model failed', model: 'm', check: 'access', status: 403, said: 'Project `p` has no access.' },
  ]);
});

test('what repeats the question is not logged', async () => {
  const [line] = await logged('no zebrafish here');
  expect(line).toMatchObject({ check: 'access', advice: expect.stringContaining('key') });
  expect(JSON.stringify(line)).not.toContain('zebrafish');
});
