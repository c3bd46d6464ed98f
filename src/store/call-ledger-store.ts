import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { type Call, type CallId, type OrganizationId, toCallId } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Db } from './db.ts';
import { callLedger } from './schema.ts';

/**
 * Gong showed these calls: each is now stored, or left out for a reason. A call left out keeps only its id, workspace
 * and start, enough to explain its absence.
 */
export async function noteShown(
  db: Db,
  organizationId: OrganizationId,
  shown: readonly Pick<Call, 'id' | 'workspaceId' | 'startedAt'>[],
  became: { presence: 'stored'; reason: null } | { presence: 'left_out'; reason: CallReason },
  now: Date,
): Promise<void> {
  if (shown.length === 0) return;
  const entries = shown.map(({ id, workspaceId, startedAt }) => ({ callId: id, workspaceId, startedAt }));
  await db
    .insert(callLedger)
    .values(entries.map((entry) => ({ organizationId, ...entry, ...became, firstSeenAt: now, lastSeenAt: now })))
    .onConflictDoUpdate({
      target: [callLedger.organizationId, callLedger.callId],
      set: {
        ...became,
        workspaceId: sql`excluded.workspace_id`,
        startedAt: sql`excluded.started_at`,
        lastSeenAt: now,
        heldSince: null,
        tries: 0,
        nextTryAt: null,
      },
    });
}

/**
 * These calls are not stored, or no longer: left out by a rule of ours, or gone from Gong. Unknown calls are ignored.
 */
export async function noteUnstored(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
  became: { presence: 'left_out' | 'gone'; reason: CallReason },
  now: Date,
): Promise<void> {
  await db
    .update(callLedger)
    .set({ ...became, heldSince: null, nextTryAt: null, ...(became.presence === 'left_out' && { lastSeenAt: now }) })
    .where(and(eq(callLedger.organizationId, organizationId), inArray(callLedger.callId, [...callIds])));
}

/** Gong named these calls without readable details: they are asked for again by id. Stored calls stay stored. */
export async function noteSeen(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
  { reason, nextTryAt }: { reason: CallReason; nextTryAt: Date },
  now: Date,
): Promise<void> {
  if (callIds.length === 0) return;
  await db
    .insert(callLedger)
    .values(
      [...new Set(callIds)].map((callId) => ({
        organizationId,
        callId,
        presence: 'seen' as const,
        reason,
        firstSeenAt: now,
        lastSeenAt: now,
        tries: 1,
        nextTryAt,
      })),
    )
    .onConflictDoUpdate({
      target: [callLedger.organizationId, callLedger.callId],
      set: {
        presence: sql`case when ${callLedger.presence} = 'stored' then 'stored' else 'seen' end`,
        reason: sql`case when ${callLedger.presence} = 'stored' then ${callLedger.reason} else ${reason} end`,
        tries: sql`${callLedger.tries} + 1`,
        lastSeenAt: now,
        nextTryAt,
      },
    });
}

/** Calls due to be asked for by id: named without details, or stored with a hint of a change. */
export async function listDueSeen(db: Db, organizationId: OrganizationId, by: Date, limit: number) {
  const rows = await db
    .select()
    .from(callLedger)
    .where(
      and(
        eq(callLedger.organizationId, organizationId),
        // Someone hinted at a change of these stored calls.
        or(
          and(eq(callLedger.presence, 'seen'), or(isNull(callLedger.nextTryAt), lte(callLedger.nextTryAt, by))),
          and(eq(callLedger.presence, 'stored'), lte(callLedger.nextTryAt, by)),
        ),
      ),
    )
    .orderBy(asc(callLedger.callId))
    .limit(limit);
  return rows.map((row) => ({
    isStored: row.presence === 'stored',
    callId: toCallId(row.callId),
    tries: row.tries,
    firstSeenAt: row.firstSeenAt,
    reason: row.reason,
  }));
}

/** Stored calls that started in the range, in order of id. */
export async function listStored(db: Db, organizationId: OrganizationId, range: TimeWindow): Promise<CallId[]> {
  const rows = await db
    .select({ callId: callLedger.callId })
    .from(callLedger)
    .where(
      and(
        eq(callLedger.organizationId, organizationId),
        eq(callLedger.presence, 'stored'),
        gte(callLedger.startedAt, range.from),
        lt(callLedger.startedAt, range.to),
      ),
    )
    .orderBy(asc(callLedger.callId));
  return rows.map((row) => toCallId(row.callId));
}

/** Known calls, stored or left out, not shown by Gong since `before`; longest unseen first. */
export async function listLongestUnseen(
  db: Db,
  organizationId: OrganizationId,
  before: Date,
  limit: number,
): Promise<CallId[]> {
  const rows = await db
    .select({ callId: callLedger.callId })
    .from(callLedger)
    .where(
      and(
        eq(callLedger.organizationId, organizationId),
        inArray(callLedger.presence, ['stored', 'left_out']),
        lt(callLedger.lastSeenAt, before),
      ),
    )
    .orderBy(asc(callLedger.lastSeenAt), asc(callLedger.callId))
    .limit(limit);
  return rows.map((row) => toCallId(row.callId));
}

/** Gong no longer shows these stored calls, but too many vanished at once to be believed. */
export async function holdRemoval(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
  now: Date,
): Promise<void> {
  if (callIds.length === 0) return;
  await db
    .update(callLedger)
    .set({ heldSince: sql`coalesce(${callLedger.heldSince}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(callLedger.organizationId, organizationId), inArray(callLedger.callId, [...callIds])));
}

export async function listHeld(db: Db, organizationId: OrganizationId): Promise<CallId[]> {
  const rows = await db
    .select({ callId: callLedger.callId })
    .from(callLedger)
    .where(and(eq(callLedger.organizationId, organizationId), isNotNull(callLedger.heldSince)));
  return rows.map((row) => toCallId(row.callId));
}

/** The erased among these calls. */
export async function listErased(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<Set<string>> {
  if (callIds.length === 0) return new Set();
  const rows = await db
    .select({ callId: callLedger.callId })
    .from(callLedger)
    .where(
      and(
        eq(callLedger.organizationId, organizationId),
        inArray(callLedger.callId, [...callIds]),
        eq(callLedger.reason, 'erased'),
      ),
    );
  return new Set(rows.map(({ callId }) => callId));
}

/** Remembers that a call was erased. Answers whether Gong ever showed the call. */
export async function noteErased(db: Db, organizationId: OrganizationId, callId: CallId): Promise<boolean> {
  const rows = await db
    .update(callLedger)
    .set({ presence: 'left_out', reason: 'erased', nextTryAt: null })
    .where(and(eq(callLedger.organizationId, organizationId), eq(callLedger.callId, callId)))
    .returning({ callId: callLedger.callId });
  return rows.length > 0;
}

/** A hint that this call is new or changed: the next run asks for the call by id. An erased call stays erased. */
export async function noteHint(db: Db, organizationId: OrganizationId, callId: CallId, now: Date): Promise<void> {
  await db
    .insert(callLedger)
    .values({
      organizationId,
      callId,
      presence: 'seen',
      reason: 'not_processed',
      firstSeenAt: now,
      lastSeenAt: now,
      nextTryAt: now,
    })
    .onConflictDoUpdate({
      target: [callLedger.organizationId, callLedger.callId],
      set: {
        nextTryAt: now,
        // A call left out or gone may be shown again; an erased call is not asked for.
        presence: sql`case when ${callLedger.presence} in ('stored', 'seen') or ${callLedger.reason} = 'erased' then ${callLedger.presence} else 'seen' end`,
      },
    });
}
