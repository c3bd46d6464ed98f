import { and, asc, desc, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import type { Viewer } from '../viewer.ts';
import type { Db } from './db.ts';
import { answers, conversations } from './schema.ts';

export type AnswerRecord = {
  id: string;
  conversationId: string;
  question: string;
  status: string;
  answer: Record<string, unknown>;
  evidence: { segmentId: string; score: number }[];
};

/** Conversations and answers are their asker's own: other members do not see them. */
export async function openConversation(
  db: Db,
  viewer: Viewer,
  id: string | undefined,
  title: string,
  now: Date,
): Promise<string | null> {
  if (id) {
    const [row] = await db
      .select({ id: conversations.id })
      .from(conversations)
      .where(
        and(
          eq(conversations.id, id),
          eq(conversations.organizationId, viewer.organizationId),
          eq(conversations.memberId, viewer.memberId),
        ),
      );
    return row?.id ?? null;
  }
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

export async function saveAnswer(db: Db, viewer: Viewer, record: AnswerRecord, now: Date): Promise<void> {
  await db
    .insert(answers)
    .values({ ...record, organizationId: viewer.organizationId, memberId: viewer.memberId, createdAt: now });
}

export async function readAnswer(db: Db, viewer: Viewer, id: string): Promise<AnswerRecord | null> {
  const [row] = await db
    .select()
    .from(answers)
    .where(
      and(eq(answers.id, id), eq(answers.organizationId, viewer.organizationId), eq(answers.memberId, viewer.memberId)),
    );
  return row ? toRecord(row) : null;
}

/** A conversation's answers in order. */
export async function listAnswers(db: Db, viewer: Viewer, conversationId: string): Promise<AnswerRecord[]> {
  const rows = await db
    .select()
    .from(answers)
    .where(
      and(
        eq(answers.conversationId, conversationId),
        eq(answers.organizationId, viewer.organizationId),
        eq(answers.memberId, viewer.memberId),
      ),
    )
    .orderBy(asc(answers.createdAt));
  return rows.map(toRecord);
}

/** The viewer's latest conversations, newest first. */
export async function listConversations(
  db: Db,
  viewer: Viewer,
  limit: number,
): Promise<{ id: string; title: string; createdAt: Date }[]> {
  return db
    .select({ id: conversations.id, title: conversations.title, createdAt: conversations.createdAt })
    .from(conversations)
    .where(and(eq(conversations.organizationId, viewer.organizationId), eq(conversations.memberId, viewer.memberId)))
    .orderBy(desc(conversations.createdAt))
    .limit(limit);
}

const toRecord = ({
  id,
  conversationId,
  question,
  status,
  answer,
  evidence,
}: typeof answers.$inferSelect): AnswerRecord => ({
  id,
  conversationId,
  question,
  status,
  answer,
  evidence,
});
