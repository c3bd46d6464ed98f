import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';
import { AS_OF } from './count-questions.ts';
import { WRITTEN_OTHERWISE } from './missing-words.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;

beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
});
afterAll(() => demo.close());

describe('a word said with a hyphen, as one or apart is not unsaid', () => {
  test.each(WRITTEN_OTHERWISE)('%s', async (question) => {
    const { status, parts } = await demo.ask(question);
    expect(status).not.toBe('not_found');
    expect(JSON.stringify(parts)).not.toMatch(/did not say|[Nn]obody said/);
  });
});
