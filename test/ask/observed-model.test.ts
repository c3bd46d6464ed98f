import { expect, test } from 'vitest';
import type { Model } from '../../src/ask/model.ts';
import { ModelError } from '../../src/ask/model-error.ts';
import { observedModel } from '../../src/ask/observed-model.ts';
import { makeLog } from '../../src/log.ts';

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
