import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;
beforeAll(async () => {
  demo = await openAskingDemo(new Date('2026-11-26T12:00:00Z'));
});
afterAll(() => demo.close());

test('a misspelt word of asking is no topic', async () => {
  const { status, plan } = await demo.ask('what happend with skarrow in the autumn');
  expect(plan.terms).not.toContain('happen');
  expect(status).toBe('answered');
});

test.each([
  ['what did acme say about price in 2025', 'No call with Acme was in 2025'],
  ['what was said about budget for 2027', 'Nobody said “2027”'],
  ['who mentioned renewal in march', 'No call was in March 2026'],
])('the text of the answer to "%s" says once what was not understood as asked', async (question, warning) => {
  const { text, parts } = await demo.ask(question);
  expect(text.split(warning)).toHaveLength(2);
  expect(parts[0]).toEqual({ kind: 'note', text: expect.stringContaining(warning) });
});
