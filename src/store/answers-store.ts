import { and, asc, count, desc, eq, gt, gte, isNull, lt, or, sql } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import type { Feedback } from '../feedback.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Usage, UsageSums } from '../usage.ts';
import type { Viewer } from '../viewer.ts';
import type { Db } from './db.ts';
import { isStillThere } from './removed-answers-store.ts';
import { answers } from './schema.ts';

/** An answer's row. This version or an older version wrote the unknown values; readers parse them. */
export type AnswerRecord = {
  id: string;
  /** Who asked. */
  memberId: string;
  conversationId: string;
  question: string;
  status: string;
  answer: unknown;
  evidence: unknown;
  request: unknown;
  /** What its asker could read then (access-filter.ts); null in rows of older versions. */
  access: unknown;
  promptHash: string | null;
  callIds: string[];
  createdAt: Date;
};

// Answers are their asker's own. Other members see only shared ones.
const ownAnswers = (viewer: Viewer) =>
  and(eq(answers.organizationId, viewer.organizationId), eq(answers.memberId, viewer.memberId));

/**
 * Keeps an answer, unless something was taken out of the record while it was made: one of its calls, or a person since
 * the mark of its beginning. Answers whether it was kept.
 */
export async function saveAnswer(
  db: Db,
  viewer: Viewer,
  { usage, ...record }: Omit<AnswerRecord, 'memberId' | 'createdAt'> & { usage: Usage | null },
  mark: string,
  now: Date,
): Promise<boolean> {
  const { organizationId, memberId } = viewer;
  return db.transaction(async (tx) => {
    const isWhole = await isStillThere(tx, organizationId, record.callIds, mark);
    if (isWhole) await tx.insert(answers).values({ ...record, ...usage, organizationId, memberId, createdAt: now });
    return isWhole;
  });
}

/** When the viewer last asked something that was answered; null for never. */
export async function readLastAsked(db: Db, viewer: Viewer): Promise<Date | null> {
  const [row] = await db
    .select({ createdAt: answers.createdAt })
    .from(answers)
    .where(ownAnswers(viewer))
    .orderBy(desc(answers.createdAt))
    .limit(1);
  return row?.createdAt ?? null;
}

/** An answer of the viewer's own, or, given the time, also an answer that another member shares then. */
export async function readAnswer(
  db: Db,
  viewer: Viewer,
  id: string,
  { sharedAt }: { sharedAt?: Date } = {},
): Promise<AnswerRecord | null> {
  const inOrganization = sharedAt && and(eq(answers.organizationId, viewer.organizationId), isSharedAt(sharedAt));
  const [row] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.id, id), or(ownAnswers(viewer), inOrganization)));
  return row ? toRecord(row) : null;
}

const isSharedAt = (now: Date) =>
  and(eq(answers.isShared, true), or(isNull(answers.sharedUntil), gt(answers.sharedUntil, now)));

/** Shares an answer with all members, until a time or for good, or ends the sharing. */
export type Sharing = { isShared: boolean; until: Date | null };

/** Answers whether the viewer has such an answer. */
export async function saveSharing(db: Db, viewer: Viewer, id: string, { isShared, until }: Sharing): Promise<boolean> {
  const rows = await db
    .update(answers)
    .set({ isShared, sharedUntil: until })
    .where(and(eq(answers.id, id), ownAnswers(viewer)))
    .returning({ id: answers.id });
  return rows.length > 0;
}

/** What the viewer shares at a time, the newest answer first. */
export async function listShared(
  db: Db,
  viewer: Viewer,
  now: Date,
): Promise<{ answerId: string; question: string; until: Date | null }[]> {
  return db
    .select({ answerId: answers.id, question: answers.question, until: answers.sharedUntil })
    .from(answers)
    .where(and(ownAnswers(viewer), isSharedAt(now)))
    .orderBy(desc(answers.createdAt));
}

/** The plans of a conversation's latest answers, newest first. */
export async function readLatestPlans(
  db: Db,
  viewer: Viewer,
  conversationId: string,
  { limit }: { limit: number },
): Promise<{ id: string; status: string; plan: unknown }[]> {
  return db
    .select({ id: answers.id, status: answers.status, plan: sql<unknown>`${answers.answer} -> 'plan'` })
    .from(answers)
    .where(and(eq(answers.conversationId, conversationId), ownAnswers(viewer)))
    .orderBy(desc(answers.createdAt), desc(answers.id))
    .limit(limit);
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

/** Answers whether the viewer has such an answer. Later feedback replaces earlier feedback. */
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

/** Usage of and feedback on an organization's answers between two moments. */
export async function sumUsage(db: Db, organizationId: OrganizationId, { from, to }: TimeWindow): Promise<UsageSums> {
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

const toRecord = ({
  id,
  memberId,
  conversationId,
  question,
  status,
  answer,
  evidence,
  request,
  access,
  promptHash,
  callIds,
  createdAt,
}: typeof answers.$inferSelect): AnswerRecord => ({
  id,
  memberId,
  conversationId,
  question,
  status,
  answer,
  evidence,
  request,
  access,
  promptHash,
  callIds,
  createdAt,
});
