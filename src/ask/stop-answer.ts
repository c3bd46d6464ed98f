import type { Viewer } from '../viewer.ts';
import type { RunningAnswers } from './running-answers.ts';

/** Ends the viewer's answer with the claims proved so far. Returns whether the answer was being made here. */
export const stopAnswer = (
  { runningAnswers }: { runningAnswers: RunningAnswers },
  viewer: Viewer,
  answerId: string,
): boolean => runningAnswers.stop(viewer, answerId);
