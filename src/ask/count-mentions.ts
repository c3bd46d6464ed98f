import type { Given } from '../given.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer } from './answer.ts';
import { type AnswerPlan, answerPlanSchema } from './answer-plan.ts';
import { type AskDeps, askQuestion } from './ask-question.ts';
import type { AskRequest } from './ask-request.ts';

/**
 * Counts where any of the words or phrases was said, in any of their forms: a question whose plan is known, so nothing
 * is left to how it is worded, and no model is asked. Kept like any other answer.
 * @throws AppError as `askQuestion`.
 */
export function countMentions(
  deps: AskDeps,
  viewer: Viewer,
  { words, ...narrowed }: { words: readonly string[] } & Given<Pick<AskRequest, 'accountIds' | 'from' | 'to' | 'side'>>,
  signal: AbortSignal,
): Promise<Answer> {
  const said = words.map((one) => one.replace(/["“”]/g, ' ').replace(/\s+/g, ' ').trim()).filter(Boolean);
  const question = `How often was ${said.map((one) => `"${one}"`).join(' or ')} said?`;
  return askQuestion(deps, viewer, { question, plan: planOf(said), ...narrowed }, () => {}, signal);
}

const planOf = (phrases: string[]): AnswerPlan =>
  answerPlanSchema.parse({
    ...{ type: 'count', census: 'mentions', meaning: phrases.join(' or '), phrases },
    ...{ accounts: [], people: [], trackers: [], terms: [], runs: [], added: [], inherited: [], warnings: [] },
    ...{ from: null, to: null, when: null, ranges: [], side: null },
  } satisfies Record<string, unknown>);
