import { AppError } from '../errors.ts';
import { readAnswer } from '../store/answers-store.ts';
import type { Viewer } from '../viewer.ts';
import type { AnswerEvent } from './answer.ts';
import type { RunningAnswers } from './running-answers.ts';
import { type SourcesDeps, withSources } from './with-sources.ts';

export type NumberedEvent = { at: number; event: AnswerEvent };

/**
 * Live events of the viewer's own answer, from the event after number `after`. An answer made in another process or
 * long ago comes whole, as one event.
 * @throws AppError `not_found`; while reading events, the failure of the answer.
 */
export async function followAnswer(
  services: SourcesDeps & { runningAnswers: RunningAnswers },
  viewer: Viewer,
  { answerId, after }: { answerId: string; after: number | null },
  signal: AbortSignal,
): Promise<AsyncIterable<NumberedEvent>> {
  const { db, runningAnswers } = services;
  if (runningAnswers.has(viewer, answerId))
    return runningAnswers.follow(viewer, answerId, after === null ? 0 : after + 1, signal);
  const record = await readAnswer(db, viewer, answerId);
  if (!record) throw new AppError('not_found', 'There is no such answer.');
  const answer = await withSources(services, viewer, record);
  return once({ at: (after ?? 0) + 1, event: { type: 'answer', answer } });
}

async function* once(event: NumberedEvent): AsyncGenerator<NumberedEvent> {
  yield event;
}
