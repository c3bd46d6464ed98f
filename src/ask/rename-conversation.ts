import { AppError } from '../errors.ts';
import { saveTitle } from '../store/conversations-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** @throws AppError `not_found`. */
export async function renameConversation(
  { db }: { db: Db },
  viewer: Viewer,
  { conversationId, title }: { conversationId: string; title: string },
): Promise<void> {
  if (!(await saveTitle(db, viewer, conversationId, title)))
    throw new AppError('not_found', 'There is no such conversation.');
}
