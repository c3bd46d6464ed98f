import { wordsOf } from '../language/words.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { specificTerms } from './plan-question.ts';
import { listWords } from './write-text.ts';

const MOST_NAMES = 2;
const MOST_TOPICS = 2;

/**
 * A conversation's name in a list: whom its first question is about and on what, as "Acme · pricing · last quarter". A
 * question that these do not tell, as one for a number, names itself.
 */
export function conversationTitle(plan: QuestionPlan, question: string): string {
  const names = [...plan.accounts, ...plan.people].map(({ name }) => name).slice(0, MOST_NAMES);
  const specific = new Set(specificTerms(plan));
  const rows = plan.runs.filter((run) => wordsOf(run).some((word) => specific.has(word)));
  const topics = [...plan.trackers.map(({ name }) => name.toLowerCase()), ...plan.phrases, ...rows];
  const isTold = plan.about === 'calls' && plan.measure === null && plan.negation === null;
  if (!isTold || names.length === 0 || topics.length === 0) return question;
  return [listWords(names), topics.slice(0, MOST_TOPICS).join(', '), plan.when ?? ''].filter(Boolean).join(' · ');
}
