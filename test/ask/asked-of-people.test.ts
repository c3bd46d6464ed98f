import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';
import { ASKED_OF_PEOPLE, NEVER_ASKED_OF } from './asked-of-people.ts';
import { AS_OF } from './count-questions.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;

beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
});
afterAll(() => demo.close());

describe('what somebody replied to a question about a thing is what they said about it', () => {
  test.each(ASKED_OF_PEOPLE)('$question', async ({ question, quotes }) => {
    const { status, citations } = await demo.ask(question);
    expect(status).not.toBe('not_found');
    expect(citations.map(({ quote }) => quote).join(' ')).toContain(quotes);
  });

  test.each(NEVER_ASKED_OF)('%s: they were never asked', async (question) => {
    expect((await demo.ask(question)).status).toBe('not_found');
  });
});
