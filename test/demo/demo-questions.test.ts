import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type AnswersScore, evaluateAnswers } from '../../src/ask/evaluate-answers.ts';
import { openAskingDemo } from '../support/asking-demo.ts';

// The gate of the rules about English (docs/language.md). Floors lie just below the present scores.
let score: AnswersScore;

beforeAll(async () => {
  const { services, viewer, close } = await openAskingDemo(new Date('2026-11-22T12:00:00Z'));
  const set = readFileSync('src/demo/questions.jsonl', 'utf8');
  ({ score } = await evaluateAnswers(services, viewer, { set, other: null }, new AbortController().signal));
  await close();
});

test('what answers the questions about the invented calls is found, and most of it cited', () => {
  expect(score.questions).toBe(48);
  expect(score.evidenceRecall).toBeGreaterThanOrEqual(0.91);
  expect(score.citationRecall).toBeGreaterThanOrEqual(0.73);
  expect(score.citationPrecision).toBeGreaterThanOrEqual(0.36);
  expect(score.accountsRight).toBe(1);
});

test('of seven questions that nothing answers four are refused, of the others not one in ten', () => {
  expect(score.refusedUnanswerable).toBeGreaterThanOrEqual(4 / 7);
  expect(score.refusedAnswerable).toBeLessThanOrEqual(0.1);
});
