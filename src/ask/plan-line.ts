import type { QuestionType } from '../language/question-type.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { listWords, rangeWords } from './write-text.ts';

const WANTS: Record<QuestionType, string> = {
  said: 'what was said',
  concerns: 'concerns that were raised',
  list: 'every mention',
  count: 'a count',
  compare: 'a comparison',
  summarize: 'a summary over calls',
  when: 'when it is or was',
  who: 'who it is or was',
  changed: 'what changed, then and now',
  figure: 'a figure that was named',
};

type Options = { now: Date; timeZone: string; isTimed?: boolean };

/** A plan in a line for a model: the kind of answer, who, when and whose words. Without `isTimed` it says no time. */
export function planLine(plan: QuestionPlan, { now, timeZone, isTimed = true }: Options): string {
  const names = [...plan.accounts, ...plan.people, ...plan.speakers].map(({ name }) => name);
  const when = isTimed ? rangeWords(plan, now, timeZone) : '';
  const topics = plan.trackers.map(({ name }) => name.toLowerCase());
  return [
    WANTS[plan.type],
    ...(topics.length > 0 ? [`on ${listWords(topics)}`] : []),
    ...(names.length > 0 ? [`calls with ${listWords([...new Set(names)])}`] : []),
    ...(when ? [`calls ${when}`] : []),
    ...(plan.side === 'customer' ? ["only the customers' words"] : plan.side === 'us' ? ['only our own words'] : []),
  ].join('; ');
}
