import { beginConversation, deleteConversation } from '../store/conversations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer, AnswerEvent } from './answer.ts';
import { type AskDeps, askQuestion } from './ask-question.ts';
import type { EvaluatedQuestion } from './evaluated-question.ts';

type Measured = Pick<EvaluatedQuestion, 'question' | 'asOf' | 'accountIds' | 'plan'>;

/** Asks as anybody's question is asked, and leaves no conversation behind, whatever becomes of it. */
export const askForMeasure =
  (deps: AskDeps, viewer: Viewer, signal: AbortSignal) =>
  async ({ question, asOf, accountIds, plan }: Measured, emit: (event: AnswerEvent) => void): Promise<Answer> => {
    signal.throwIfAborted();
    const conversationId = await beginConversation(deps.db, viewer, question, deps.now());
    const request = {
      question,
      conversationId,
      ...(accountIds && { accountIds }),
      ...(asOf !== undefined && { asOf: new Date(asOf) }),
      ...(plan && { plan, addsWords: true }),
    };
    try {
      return await askQuestion(deps, viewer, request, emit, signal);
    } finally {
      await deleteConversation(deps.db, viewer, conversationId);
    }
  };
