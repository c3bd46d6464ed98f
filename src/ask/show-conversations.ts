import type { Conversation } from '../conversation.ts';
import { listConversations } from '../store/conversations-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

const MOST_CONVERSATIONS = 50;

/** The viewer's latest conversations, newest first; with a query, those whose title or questions hold it. */
export const showConversations = (
  { db }: { db: Db },
  viewer: Viewer,
  { query }: { query: string },
): Promise<Conversation[]> => listConversations(db, viewer, MOST_CONVERSATIONS, { query: query.trim() });
