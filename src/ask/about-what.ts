import { readAnswerEdit } from '../language/answer-edits.ts';
import { isAskingWord } from '../language/asking-words.ts';
import { withoutJudgements } from '../language/judging-words.ts';
import { isForColloquy, isOutsideCalls } from '../language/off-topic.ts';
import { onlyThanks } from '../language/politeness.ts';
import { contentWords } from '../language/stop-words.ts';
import { wordsOf } from '../language/words.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { AskRequest } from './ask-request.ts';
import { hasTopic } from './plan-question.ts';

/**
 * What a question is about, once everything is taken over from the question before. A question that names a call, an
 * account, a person or a time, or that a request narrows, is about calls: these tell what they are about.
 */
export function aboutWhat(
  plan: QuestionPlan,
  question: string,
  { accountIds = [], from, to }: Pick<AskRequest, 'accountIds' | 'from' | 'to'>,
): QuestionPlan['about'] {
  if (plan.about === 'thanks' || (onlyThanks(question) && plan.mentions.length === 0)) return 'thanks';
  if (plan.edit || plan.inherited.includes('topic') || plan.phrases.length > 0) return 'calls';
  const isOfSomebody =
    plan.mentions.length + plan.accounts.length + plan.people.length + accountIds.length > 0 || plan.callWords !== null;
  if (isOfSomebody) return 'calls';
  if (isForColloquy(question)) return 'colloquy';
  if (isOutsideCalls(question)) return 'outside';
  if (plan.ranges.length === 0 && isOfAnswer(plan.meaning)) return 'no_answer';
  if (plan.acts.length > 0) return 'calls';
  const judged = withoutJudgements(plan.meaning);
  const isCounted = plan.typeCue === 'count';
  if (judged !== plan.meaning && !isCounted && !contentWords(judged).some((word) => !isAskingWord(word)))
    return 'judgement';
  const isOfSomeTime = plan.ranges.length > 0 || Boolean(from ?? to);
  return isOfSomeTime || hasTopic(plan) || isCounted || plan.type === 'list' ? 'calls' : 'nothing';
}

/** A wish for another form. A single noun ("csv") may as well be a topic. */
function isOfAnswer(text: string): boolean {
  const edit = readAnswerEdit(text);
  if (edit?.kind !== 'wording') return edit?.kind === 'why' || edit?.kind === 'those';
  return wordsOf(text).length > 1 || (edit.wish !== 'table' && edit.wish !== 'bullets');
}
