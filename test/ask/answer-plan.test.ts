import { expect, test } from 'vitest';
import {
  type AnswerPlan,
  answerPlanSchema,
  fromAnswerPlan,
  keptPlanSchema,
  toAnswerPlan,
} from '../../src/ask/answer-plan.ts';
import { planQuestion } from '../../src/ask/plan-question.ts';
import { BUILT_IN_TRACKERS } from '../../src/built-in-trackers.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const known = {
  mentionables: [{ kind: 'account' as const, id: 'acme', name: 'Acme', domains: ['acme.example'], names: ['acme'] }],
  trackers: BUILT_IN_TRACKERS,
  calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 },
};
const plan = toAnswerPlan(planQuestion('What did we discuss with @Acme about pricing in Q1 and Q3?', known, NOW));

test('a plan is sent as its schema says, with times as text and no more of a tracker than its name', () => {
  expect(answerPlanSchema.strict().parse(plan)).toEqual(plan);
  expect(plan.ranges).toHaveLength(2);
  expect(plan).toMatchObject({ from: '2026-01-01T00:00:00.000Z', trackers: [{ id: 'pricing', name: 'Pricing' }] });
  expect(Object.keys(plan.trackers[0] ?? {})).toEqual(['id', 'name']);
});

test('a plan that is sent back is the plan that it was', () => {
  expect(toAnswerPlan(fromAnswerPlan(plan, BUILT_IN_TRACKERS))).toEqual(plan);
});

test('an edit of its dates alone counts, and a tracker that is gone is said to be', () => {
  const edited: AnswerPlan = { ...plan, from: '2026-11-01T00:00:00.000Z', to: null, when: null };
  const asked = fromAnswerPlan(edited, []);
  expect(asked.ranges).toEqual([{ from: new Date('2026-11-01T00:00:00Z'), to: null, label: '' }]);
  expect(asked).toMatchObject({ trackers: [], warnings: ['There is no tracker Pricing any more.'] });
});

test('a plan of the first version is read with what it lacks, and rubbish is not', () => {
  const { type: _, census, ranges, runs, meaning, added, inherited, ...first } = plan;
  expect(keptPlanSchema.parse(first)).toMatchObject({ ...first, type: 'said', ranges: [], inherited: [] });
  for (const row of [null, 'plan', { ...plan, accounts: 'Acme' }, { ...plan, from: 'someday' }])
    expect(keptPlanSchema.safeParse(row).success).toBe(false);
});
