import { deleteConversation } from '../store/answers-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer, AnswerEvent } from './answer.ts';
import type { AnswerPlan } from './answer-plan.ts';
import { type AskDeps, askQuestion } from './ask-question.ts';

type Measured = { question: string; asOf?: string | undefined; plan?: AnswerPlan | undefined };

/** Asks as anybody's question is asked, and leaves no conversation behind. */
export const askForMeasure =
  (deps: AskDeps, viewer: Viewer, signal: AbortSignal) =>
  async ({ question, asOf, plan }: Measured, emit: (event: AnswerEvent) => void): Promise<Answer> => {
    const request = {
      question,
      ...(asOf !== undefined && { asOf: new Date(asOf) }),
      ...(plan && { plan, addsWords: true }),
    };
    const answer = await askQuestion(deps, viewer, request, emit, signal);
    await deleteConversation(deps.db, viewer, answer.conversationId);
    return answer;
  };
