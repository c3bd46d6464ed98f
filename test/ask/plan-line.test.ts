import { expect, test } from 'vitest';
import { planLine } from '../../src/ask/plan-line.ts';
import { planQuestion } from '../../src/ask/plan-question.ts';
import { BUILT_IN_TRACKERS } from '../../src/built-in-trackers.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const calendar = { timeZone: 'UTC', fiscalYearStartMonth: 1 };
const lineOf = (question: string, isTimed = true) => {
  const mentionables = [{ kind: 'account' as const, id: 'a', name: 'Acme', domains: [], names: [] }];
  const plan = planQuestion(question, { mentionables, trackers: BUILT_IN_TRACKERS, calendar }, NOW);
  return planLine(plan, { now: NOW, timeZone: 'UTC', isTimed });
};

test('a plan is said in a line: the kind of answer, the topic, who, when and whose words', () => {
  expect(lineOf('What concerns did @Acme raise about pricing in October?')).toBe(
    "concerns that were raised; on pricing and concerns; calls with Acme; calls 1 October 2026 to 31 October 2026; only the customers' words",
  );
  expect(lineOf('What changed for the rollout?')).toBe('what changed, then and now');
});

test('a line that is to stay the same from day to day says no time', () => {
  expect(lineOf('Summarize calls with @Acme of the last 90 days', false)).toBe('a summary over calls; calls with Acme');
});
