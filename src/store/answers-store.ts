import { and, arrayOverlaps, asc, count, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { CallId, OrganizationId } from '../call.ts';
import type { ProposedClaim } from '../citation.ts';
import { newId } from '../ids.ts';
import type { Viewer } from '../viewer.ts';
import type { Db } from './db.ts';
import { answers, callReadings, conversations } from './schema.ts';

type ModelUse = { requests: number; inputTokens: number; outputTokens: number; cost: number | null };

export type AnswerRecord = {
  id: string;
  conversationId: string;
  question: string;
  status: string;
  answer: Record<string, unknown>;
  evidence: { segmentId: string; score: number }[];
  request: { accountIds: string[]; asOf: string | null } | null;
  promptHash: string | null;
  callIds: string[];
};
export type Feedback = { isHelpful: boolean; reason: string | null };

// Conversations and answers are their asker's own: other members see an answer only where it was shared.
const ownConversation = (viewer: Viewer, id: string) =>
  and(
    eq(conversations.id, id),
    eq(conversations.organizationId, viewer.organizationId),
    eq(conversations.memberId, viewer.memberId),
  );
const ownAnswers = (viewer: Viewer) =>
  and(eq(answers.organizationId, viewer.organizationId), eq(answers.memberId, viewer.memberId));

/** The conversation with that id, or a new one where none is given. Null where there is no such conversation of the viewer's. */
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

/** Answers whether there was such a conversation of the viewer's. */
export async function renameConversation(db: Db, viewer: Viewer, id: string, title: string): Promise<boolean> {
  const rows = await db
    .update(conversations)
    .set({ title: title.slice(0, 200) })
    .where(ownConversation(viewer, id))
    .returning({ id: conversations.id });
  return rows.length > 0;
}

/** Its answers go with it. Answers whether there was such a conversation of the viewer's. */
export async function deleteConversation(db: Db, viewer: Viewer, id: string): Promise<boolean> {
  const rows = await db.delete(conversations).where(ownConversation(viewer, id)).returning({ id: conversations.id });
  return rows.length > 0;
}

export async function saveAnswer(
  db: Db,
  viewer: Viewer,
  { usage, ...record }: AnswerRecord & { usage: ModelUse | null },
  now: Date,
): Promise<void> {
  await db.insert(answers).values({
    ...record,
    ...usage,
    organizationId: viewer.organizationId,
    memberId: viewer.memberId,
    createdAt: now,
  });
}

/** An answer of the viewer's own, or with `shared` one that another member shared too. */
export async function readAnswer(
  db: Db,
  viewer: Viewer,
  id: string,
  from: 'own' | 'shared' = 'own',
): Promise<AnswerRecord | null> {
  const inOrganization = and(eq(answers.organizationId, viewer.organizationId), eq(answers.isShared, true));
  const [row] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.id, id), from === 'own' ? ownAnswers(viewer) : or(ownAnswers(viewer), inOrganization)));
  return row ? toRecord(row) : null;
}

/** Lets the other members read an answer, or no more. Answers whether there was such an answer of the viewer's. */
export async function shareAnswer(db: Db, viewer: Viewer, id: string, isShared: boolean): Promise<boolean> {
  const rows = await db
    .update(answers)
    .set({ isShared })
    .where(and(eq(answers.id, id), ownAnswers(viewer)))
    .returning({ id: answers.id });
  return rows.length > 0;
}

/** The plan of a conversation's latest answer; null where it has none yet. */
export async function readLatestPlan(db: Db, viewer: Viewer, conversationId: string): Promise<unknown> {
  const [row] = await db
    .select({ plan: sql<unknown>`${answers.answer} -> 'plan'` })
    .from(answers)
    .where(and(eq(answers.conversationId, conversationId), ownAnswers(viewer)))
    .orderBy(desc(answers.createdAt), desc(answers.id))
    .limit(1);
  return row?.plan ?? null;
}

/** A conversation's answers in order. */
export async function listAnswers(db: Db, viewer: Viewer, conversationId: string): Promise<AnswerRecord[]> {
  const rows = await db
    .select()
    .from(answers)
    .where(and(eq(answers.conversationId, conversationId), ownAnswers(viewer)))
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

/** Answers whether there was such an answer of the viewer's. A later feedback replaces the one before. */
export async function saveFeedback(
  db: Db,
  viewer: Viewer,
  id: string,
  { isHelpful, reason }: Feedback,
): Promise<boolean> {
  const rows = await db
    .update(answers)
    .set({ isHelpful, feedback: reason })
    .where(and(eq(answers.id, id), ownAnswers(viewer)))
    .returning({ id: answers.id });
  return rows.length > 0;
}

/** What an organization's answers used and were thought of, between two moments. */
export async function sumUsage(db: Db, organizationId: OrganizationId, { from, to }: { from: Date; to: Date }) {
  const total = (column: typeof answers.requests | typeof answers.inputTokens) =>
    sql<number>`coalesce(sum(${column}), 0)::float8`;
  const [row] = await db
    .select({
      answers: count(),
      byModel: sql<number>`count(*) filter (where ${answers.requests} > 0)::int`,
      requests: total(answers.requests),
      inputTokens: total(answers.inputTokens),
      outputTokens: sql<number>`coalesce(sum(${answers.outputTokens}), 0)::float8`,
      cost: sql<number | null>`sum(${answers.cost})`,
      helpful: sql<number>`count(*) filter (where ${answers.isHelpful})::int`,
      unhelpful: sql<number>`count(*) filter (where not ${answers.isHelpful})::int`,
    })
    .from(answers)
    .where(and(eq(answers.organizationId, organizationId), gte(answers.createdAt, from), lt(answers.createdAt, to)));
  return (
    row ?? {
      answers: 0,
      byModel: 0,
      requests: 0,
      inputTokens: 0,
      outputTokens: 0,
      cost: null,
      helpful: 0,
      unhelpful: 0,
    }
  );
}

/**
 * Answers that show anything of these calls go, and conversations that are empty then: what was removed must not live on in what was said of it. Answers how
 * many answers went.
 */
export async function removeAnswersOf(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<number> {
  if (callIds.length === 0) return 0;
  return removeAnswers(db, organizationId, arrayOverlaps(answers.callIds, [...callIds]));
}

/** Answers, and conversations by their title, in which one of the words stands, whatever its case. */
export async function removeAnswersWith(
  db: Db,
  organizationId: OrganizationId,
  words: readonly string[],
): Promise<number> {
  const holds = (text: SQL) => or(...words.map((word) => sql`strpos(lower(${text}), ${word.toLowerCase()}) > 0`));
  const removed = await removeAnswers(db, organizationId, holds(sql`${answers.answer}::text || ${answers.question}`));
  await db
    .delete(conversations)
    .where(and(eq(conversations.organizationId, organizationId), holds(sql`${conversations.title}`)));
  return removed;
}

async function removeAnswers(db: Db, organizationId: OrganizationId, condition: SQL | undefined): Promise<number> {
  const gone = await db
    .delete(answers)
    .where(and(eq(answers.organizationId, organizationId), condition))
    .returning({ conversationId: answers.conversationId });
  if (gone.length === 0) return 0;
  const ids = [...new Set(gone.map(({ conversationId }) => conversationId))];
  const isEmpty = sql`not exists (select 1 from ${answers} where ${answers.conversationId} = ${conversations.id})`;
  await db.delete(conversations).where(and(inArray(conversations.id, ids), isEmpty));
  return gone.length;
}

/** What a model proposed for a call when it was asked the same; null where it was not. */
export async function readCallReading(
  db: Db,
  organizationId: OrganizationId,
  callId: CallId,
  key: string,
): Promise<ProposedClaim[] | null> {
  const [row] = await db
    .select({ claims: callReadings.claims })
    .from(callReadings)
    .where(
      and(eq(callReadings.organizationId, organizationId), eq(callReadings.callId, callId), eq(callReadings.key, key)),
    );
  return row?.claims ?? null;
}

export async function saveCallReading(
  db: Db,
  organizationId: OrganizationId,
  reading: { callId: CallId; key: string; claims: ProposedClaim[]; createdAt: Date },
): Promise<void> {
  await db
    .insert(callReadings)
    .values({ organizationId, ...reading })
    .onConflictDoNothing();
}

const toRecord = ({
  id,
  conversationId,
  question,
  status,
  answer,
  evidence,
  request,
  promptHash,
  callIds,
}: typeof answers.$inferSelect): AnswerRecord => ({
  id,
  conversationId,
  question,
  status,
  answer,
  evidence,
  request,
  promptHash,
  callIds,
});
