import { hasTopic, type QuestionPlan } from './plan-question.ts';

/** What a follow-up may take over from the question before. */
export const INHERITABLE = ['accounts', 'people', 'dates', 'topic'] as const;
export type Inherited = (typeof INHERITABLE)[number];

/**
 * A follow-up takes over the accounts, dates and topic that it leaves open, unless it says otherwise ("all customers", "ever"); with the topic also
 * whose words count and what kind of answer is wanted. What was taken over is listed in `inherited`.
 */
export function takeOver(plan: QuestionPlan, before: QuestionPlan): QuestionPlan {
  const taken: QuestionPlan = { ...plan, inherited: [] };
  const namesNobody = plan.mentions.length === 0 && plan.accounts.length === 0 && plan.people.length === 0;
  if (namesNobody && !plan.isOfAll) {
    if (before.accounts.length > 0) take(taken, 'accounts', { accounts: before.accounts });
    if (before.people.length > 0) take(taken, 'people', { people: before.people });
  }
  const namesTime = plan.ranges.length > 0 || plan.callWords !== null;
  if (!namesTime && !plan.isAnyTime && before.ranges.length > 0)
    take(taken, 'dates', { ranges: before.ranges, from: before.from, to: before.to, when: before.when });
  const { terms, trackers, phrases, meaning } = before;
  if (!hasTopic(plan) && hasTopic(before)) {
    take(taken, 'topic', { terms, trackers, phrases, meaning, side: plan.side ?? before.side });
    if (plan.typeCue === null) Object.assign(taken, { type: before.type, census: before.census });
  }
  return taken;
}

function take(plan: QuestionPlan, what: Inherited, values: Partial<QuestionPlan>): void {
  Object.assign(plan, values);
  plan.inherited.push(what);
}
