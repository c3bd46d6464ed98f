import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { hasTopic } from './plan-question.ts';
import { listWords } from './write-text.ts';

/**
 * A named time without a call ("2018", "before May") was not the time of calls, but the subject's: the plan without it,
 * and with its words to search for. The same plan when the time has calls, when nothing else is asked about, or when no
 * call is in scope at all. A time told from the asking ("last week") and one not yet over stay: no call is the answer.
 * A time to come is taken back where somebody is named: "a call with Hanna tomorrow" is to be prepared for.
 */
export async function takeBackTime(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  who: { accountIds: string[]; personIds: string[] },
  now: Date,
): Promise<QuestionPlan> {
  const { namedTime, ranges } = plan;
  const isToCome = ranges.length > 0 && ranges.every(({ from }) => from !== null && from > now);
  if (isToCome && plan.accounts.length + plan.people.length > 0) {
    const warning = `Ignored “${plan.when ?? ''}”: there were no calls then.`;
    return { ...plan, ranges: [], from: null, to: null, when: null, warnings: [...plan.warnings, warning] };
  }
  const isOver = ranges.length > 0 && ranges.every(({ to }) => to !== null && to <= now);
  if (!namedTime || !isOver || plan.isAnyTimeToo || !hasTopic(plan)) return plan;
  const count = async (time: { from?: Date; to?: Date }) => (await countCalls(db, scope, { ...who, ...time })).calls;
  const within = await Promise.all(ranges.map(({ from, to }) => count({ ...(from && { from }), ...(to && { to }) })));
  if (within.some((calls) => calls > 0) || (await count({})) === 0) return plan;
  const names = listWords([...plan.accounts, ...plan.people].map(({ name }) => name));
  return {
    ...plan,
    ranges: [],
    from: null,
    to: null,
    when: null,
    terms: [...new Set([...plan.terms, ...namedTime.terms])],
    meaning: `${plan.meaning} ${namedTime.terms.join(' ')}`,
    subjectTimes: [
      ...plan.subjectTimes,
      {
        label: namedTime.what,
        terms: namedTime.terms,
        isFromNow: false,
        isAhead: false,
        isOfCallsToo: false,
        noCall: `No call${names && ` with ${names}`} was ${namedTime.when}`,
      },
    ],
  };
}
