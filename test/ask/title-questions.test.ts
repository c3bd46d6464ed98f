import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDateWords } from '../../src/language/date-words.ts';
import { openAskingDemo } from '../support/asking-demo.ts';
import { AS_OF } from './count-questions.ts';
import { TITLE_QUESTIONS } from './title-questions.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;

beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
});
afterAll(() => demo.close());

// A day without a year is read by the dates' rules; where they do not read it, its questions wait for them.
const readsDays =
  findDateWords('agree on 30 Oct', new Date(AS_OF), { timeZone: 'UTC', fiscalYearStartMonth: 1 }) !== null;
const asked = TITLE_QUESTIONS.filter(({ question }) => readsDays || !/\bon \d/.test(question));

test.each(asked)('$question: asked of one call', async ({ question, callTitle }) => {
  const titles = new Set<string>();
  const answer = await demo.ask(question, {}, (event) => {
    if (event.type === 'evidence') for (const piece of event.evidence) titles.add(piece.callTitle);
  });
  expect([answer.searched.inScope, ...titles]).toEqual([1, callTitle]);
});
