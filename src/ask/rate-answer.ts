import { AppError } from '../errors.ts';
import type { Feedback } from '../feedback.ts';
import { saveFeedback } from '../store/answers-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** Saves whether an answer helped; a later rating replaces the earlier. @throws AppError `not_found`. */
export async function rateAnswer(
  { db }: { db: Db },
  viewer: Viewer,
  { answerId, ...feedback }: { answerId: string } & Feedback,
): Promise<void> {
  if (!(await saveFeedback(db, viewer, answerId, feedback)))
    throw new AppError('not_found', 'There is no such answer.');
}
