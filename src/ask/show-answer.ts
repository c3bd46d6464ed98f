import { AppError } from '../errors.ts';
import { readAnswer } from '../store/answers-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer } from './answer.ts';
import { type SourcesDeps, withSources } from './with-sources.ts';

/**
 * A saved answer, the viewer's own or shared by a member, with its citations as of today.
 * @throws AppError `not_found`.
 */
export async function showAnswer(
  deps: SourcesDeps & { now: () => Date },
  viewer: Viewer,
  answerId: string,
): Promise<Answer> {
  const record = await readAnswer(deps.db, viewer, answerId, { sharedAt: deps.now() });
  if (!record) throw new AppError('not_found', 'There is no such answer.');
  return withSources(deps, viewer, record);
}
