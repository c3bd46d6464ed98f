import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';
import { AS_OF } from './count-questions.ts';
import { NEAR_IN_MEANING, NOWHERE_NEAR, WRITTEN_OTHERWISE } from './missing-words.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;

beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF), { EMBEDDINGS: 'on' });
});
afterAll(() => demo.close());

describe('a word that nobody said ends an answer only where nothing said is near', () => {
  test.each(NEAR_IN_MEANING)('$question', async ({ question, unsaid, quotes }) => {
    const { status, citations, parts } = await demo.ask(question);
    expect(status).toBe('partial');
    expect(JSON.stringify(parts)).toContain(`“${unsaid}”`);
    expect(citations.map(({ quote }) => quote).join(' ')).toContain(quotes);
  });

  test.each(NOWHERE_NEAR)('%s: nothing is', async (question) => {
    expect((await demo.ask(question)).status).toBe('not_found');
  });
});

describe('a word said with a hyphen, as one or apart is not unsaid', () => {
  test.each(WRITTEN_OTHERWISE)('%s', async (question) => {
    const { status, parts } = await demo.ask(question);
    expect(status).not.toBe('not_found');
    expect(JSON.stringify(parts)).not.toMatch(/did not say|[Nn]obody said/);
  });
});
