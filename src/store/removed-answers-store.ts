import { and, arrayOverlaps, count, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { CallId, OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { answers, calls, conversations, erasedPeople, evalCases } from './schema.ts';

/** The lock that answers being kept share, and a removal has alone until its transaction ends. */
const REMOVAL_LOCK = 1_207;

/**
 * What was erased of an organization's people up to now. An answer is begun with a mark, and kept only while the mark
 * is still the same.
 */
export async function readErasureMark(db: Db, organizationId: OrganizationId): Promise<string> {
  const [row] = await db
    .select({ people: count(), latest: sql<string | null>`max(${erasedPeople.erasedAt})` })
    .from(erasedPeople)
    .where(eq(erasedPeople.organizationId, organizationId));
  return `${row?.people} ${row?.latest}`;
}

/**
 * Whether all that an answer shows may be kept: every call is here, and nobody was erased since the mark. Removals wait
 * until the transaction ends.
 */
export async function isStillThere(
  tx: Db,
  organizationId: OrganizationId,
  callIds: readonly string[],
  mark: string,
): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${REMOVAL_LOCK}, hashtext(${organizationId}))`);
  const [there] = await tx
    .select({ calls: count() })
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, [...callIds])));
  return there?.calls === callIds.length && (await readErasureMark(tx, organizationId)) === mark;
}

/**
 * Removes answers and cases that show anything of these calls, and conversations left empty: removed content must not
 * live on in an answer. Answers how many answers went.
 */
export async function removeAnswersOf(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<number> {
  if (callIds.length === 0) return 0;
  await removeCases(db, organizationId, arrayOverlaps(evalCases.callIds, [...callIds]));
  return removeAnswers(db, organizationId, arrayOverlaps(answers.callIds, [...callIds]));
}

/**
 * Removes answers and cases that show anything of these calls or hold one of the words, and conversations by their
 * title, whatever the case.
 */
export async function removeAnswersWith(
  db: Db,
  organizationId: OrganizationId,
  { callIds, words }: { callIds: readonly CallId[]; words: readonly string[] },
): Promise<number> {
  const holds = (text: SQL, asWritten: (word: string) => string = String) =>
    or(...words.map((word) => sql`strpos(lower(${text}), lower(${asWritten(word)})) > 0`));
  const inJson = (word: string) => JSON.stringify(word).slice(1, -1);
  await removeCases(
    db,
    organizationId,
    or(
      callIds.length > 0 ? arrayOverlaps(evalCases.callIds, [...callIds]) : undefined,
      holds(sql`${evalCases.plan}::text`, inJson),
      holds(sql`${evalCases.question}`),
    ),
  );
  const removed = await removeAnswers(
    db,
    organizationId,
    or(
      callIds.length > 0 ? arrayOverlaps(answers.callIds, [...callIds]) : undefined,
      holds(sql`${answers.answer}::text`, inJson),
      holds(sql`${answers.question}`),
    ),
  );
  await db
    .delete(conversations)
    .where(and(eq(conversations.organizationId, organizationId), holds(sql`${conversations.title}`)));
  return removed;
}

/** Removes every answer and case of an organization, in the transaction that removes its calls. */
export async function removeAllKept(tx: Db, organizationId: OrganizationId): Promise<void> {
  await removeCases(tx, organizationId, undefined);
  await tx.delete(conversations).where(eq(conversations.organizationId, organizationId));
}

/** No answer and no case is kept until the transaction ends. */
const waitForKept = (db: Db, organizationId: OrganizationId) =>
  db.execute(sql`select pg_advisory_xact_lock(${REMOVAL_LOCK}, hashtext(${organizationId}))`);

/** Cases hold a question, the names in its plan and stretches of calls. */
async function removeCases(db: Db, organizationId: OrganizationId, condition: SQL | undefined): Promise<void> {
  await waitForKept(db, organizationId);
  await db.delete(evalCases).where(and(eq(evalCases.organizationId, organizationId), condition));
}

/** To be called in the transaction that removes what the answers show. */
async function removeAnswers(db: Db, organizationId: OrganizationId, condition: SQL | undefined): Promise<number> {
  await waitForKept(db, organizationId);
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
