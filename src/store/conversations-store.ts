import { and, desc, eq, exists, ilike, or, sql } from 'drizzle-orm';
import type { Conversation } from '../conversation.ts';
import { newId } from '../ids.ts';
import type { Viewer } from '../viewer.ts';
import type { Db } from './db.ts';
import { answers, conversations } from './schema.ts';

// Conversations are their member's own.
const ownConversation = (viewer: Viewer, id: string) =>
  and(
    eq(conversations.id, id),
    eq(conversations.organizationId, viewer.organizationId),
    eq(conversations.memberId, viewer.memberId),
  );

/** The conversation of the id, or a new conversation without an id. Null when the viewer has no such conversation. */
export async function openConversation(
  db: Db,
  viewer: Viewer,
  id: string | undefined,
  title: string,
  now: Date,
): Promise<string | null> {
  if (id) {
    const [row] = await db.select({ id: conversations.id }).from(conversations).where(ownConversation(viewer, id));
    return row?.id ?? null;
  }
  return beginConversation(db, viewer, title, now);
}

/** A new conversation of the viewer's; answers its id. */
export async function beginConversation(db: Db, viewer: Viewer, title: string, now: Date): Promise<string> {
  const made = newId('con');
  await db.insert(conversations).values({
    id: made,
    organizationId: viewer.organizationId,
    memberId: viewer.memberId,
    title: title.slice(0, 200),
    createdAt: now,
  });
  return made;
}

/** Answers whether the viewer has such a conversation. */
export async function saveTitle(db: Db, viewer: Viewer, id: string, title: string): Promise<boolean> {
  const rows = await db
    .update(conversations)
    .set({ title: title.slice(0, 200) })
    .where(ownConversation(viewer, id))
    .returning({ id: conversations.id });
  return rows.length > 0;
}

/** The conversation's answers are deleted too. Answers whether the viewer had such a conversation. */
export async function deleteConversation(db: Db, viewer: Viewer, id: string): Promise<boolean> {
  const rows = await db.delete(conversations).where(ownConversation(viewer, id)).returning({ id: conversations.id });
  return rows.length > 0;
}

/** The viewer's latest conversations, newest first; with a query, those that hold it in their title or a question. */
export async function listConversations(
  db: Db,
  viewer: Viewer,
  limit: number,
  { query = '' }: { query?: string } = {},
): Promise<Conversation[]> {
  const like = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
  const holds =
    query === ''
      ? undefined
      : or(
          ilike(conversations.title, like),
          exists(
            db
              .select({ one: sql`1` })
              .from(answers)
              .where(and(eq(answers.conversationId, conversations.id), ilike(answers.question, like))),
          ),
        );
  return db
    .select({ id: conversations.id, title: conversations.title, createdAt: conversations.createdAt })
    .from(conversations)
    .where(
      and(eq(conversations.organizationId, viewer.organizationId), eq(conversations.memberId, viewer.memberId), holds),
    )
    .orderBy(desc(conversations.createdAt))
    .limit(limit);
}
