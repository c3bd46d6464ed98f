import { scopeOf } from '../access/scope.ts';
import { readAnswer, readLatestPlans } from '../store/answers-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { keptPlanSchema } from './answer-plan.ts';
import { asFarAsReadable, isReadableWhole } from './as-far-as-readable.ts';
import { type KeptAnswer, readKept } from './kept-answer.ts';

type FormerAnswer = KeptAnswer & { callIds: string[] };

/** How many answers without findings are passed over in the search for one. */
const MOST_PASSED = 5;

/**
 * The answer that a follow-up goes on from: the latest that found something. Thanks and a follow-up that found nothing
 * are passed over; a question of its own that found nothing ends the search, because it began something new. Null:
 * there is no such answer. `unreadable`: this version cannot read it.
 */
export async function readFormerAnswer(
  db: Db,
  viewer: Viewer,
  conversationId: string,
): Promise<FormerAnswer | null | 'unreadable'> {
  for (const { id, status, plan } of await readLatestPlans(db, viewer, conversationId, { limit: MOST_PASSED })) {
    const read = keptPlanSchema.safeParse(plan).data;
    if (!read) return 'unreadable';
    if (read.about === 'thanks') continue;
    // Nought is a count, and a count is found.
    const isNothing = status === 'not_found' && read.type !== 'count';
    if (isNothing && read.inherited.length === 0) return null;
    if (isNothing) continue;
    return readFormer(db, viewer, id);
  }
  return null;
}

/** The latest answer but thanks, whether it found something or not: a time beside its own is told by it. */
export async function readAnswerBefore(
  db: Db,
  viewer: Viewer,
  conversationId: string,
): Promise<FormerAnswer | null | 'unreadable'> {
  for (const { id, plan } of await readLatestPlans(db, viewer, conversationId, { limit: MOST_PASSED })) {
    const read = keptPlanSchema.safeParse(plan).data;
    if (read?.about !== 'thanks') return read ? readFormer(db, viewer, id) : 'unreadable';
  }
  return null;
}

async function readFormer(db: Db, viewer: Viewer, id: string): Promise<FormerAnswer | null | 'unreadable'> {
  const record = await readAnswer(db, viewer, id);
  const kept = record && readKept(record);
  if (!kept) return 'unreadable';
  if (await isReadableWhole(db, viewer, record)) return { ...kept, callIds: record.callIds };
  // What was asked is the viewer's own, whatever may still be read of what was found.
  const told = { isOwn: true, hasAccess: record.access !== null };
  const answer = { ...(await asFarAsReadable(db, scopeOf(viewer), kept.answer, told)), plan: kept.answer.plan };
  return { ...kept, answer, callIds: answer.citations.map(({ callId }) => callId) };
}

/** The answer of the id; null without an id, or when it is gone or cannot be read. */
export async function readFormerById(db: Db, viewer: Viewer, id: string | null): Promise<KeptAnswer | null> {
  const record = id === null ? null : await readAnswer(db, viewer, id);
  return record && (await isReadableWhole(db, viewer, record)) ? readKept(record) : null;
}
