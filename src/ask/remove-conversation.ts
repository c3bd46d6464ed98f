import { AppError } from '../errors.ts';
import { deleteConversation } from '../store/conversations-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** Deletes a conversation with its answers. @throws AppError `not_found`. */
export async function removeConversation({ db }: { db: Db }, viewer: Viewer, conversationId: string): Promise<void> {
  if (!(await deleteConversation(db, viewer, conversationId)))
    throw new AppError('not_found', 'There is no such conversation.');
}
