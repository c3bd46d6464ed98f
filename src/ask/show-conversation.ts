import { AppError } from '../errors.ts';
import { listAnswers } from '../store/answers-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer } from './answer.ts';
import { type SourcesDeps, withSources } from './with-sources.ts';

/** The answers of the viewer's conversation, in order. @throws AppError `not_found`. */
export async function showConversation(deps: SourcesDeps, viewer: Viewer, conversationId: string): Promise<Answer[]> {
  const records = await listAnswers(deps.db, viewer, conversationId);
  if (records.length === 0) throw new AppError('not_found', 'There is no such conversation.');
  return Promise.all(records.map((record) => withSources(deps, viewer, record)));
}
