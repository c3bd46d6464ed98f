import type { Viewer } from '../viewer.ts';
import { type AskDeps, askQuestion } from './ask-question.ts';
import type { AskRequest } from './ask-request.ts';
import type { RunningAnswers } from './running-answers.ts';

/** Starts an answer and returns its id for following and stopping. The answer goes on when its reader leaves. */
export const startAnswer = (
  services: AskDeps & { runningAnswers: RunningAnswers },
  viewer: Viewer,
  request: AskRequest,
): string =>
  services.runningAnswers.start(viewer, (answerId, emit, signal) =>
    askQuestion(services, viewer, { ...request, answerId }, emit, signal),
  );
