import { and, asc, count, eq, gte, inArray, lt, or, sql } from 'drizzle-orm';
import { type CallId, type OrganizationId, toCallId } from '../call.ts';
import {
  ASIDE_REASONS,
  CALL_STATES,
  type CallReason,
  type CallState,
  type LedgerEntry,
  toCallState,
} from '../call-state.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { isInSearchSql } from './is-in-search.ts';
import { callLedger, calls } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';

/** Known calls in the range that Gong should count: all except gone calls. */
export const countKnown = (db: Db, organizationId: OrganizationId, range: TimeWindow): Promise<number> =>
  db.$count(
    callLedger,
    and(
      eq(callLedger.organizationId, organizationId),
      inArray(callLedger.presence, ['stored', 'left_out', 'seen']),
      gte(callLedger.startedAt, range.from),
      lt(callLedger.startedAt, range.to),
    ),
  );

export const countStored = (db: Db, organizationId: OrganizationId): Promise<number> =>
  db.$count(callLedger, and(eq(callLedger.organizationId, organizationId), eq(callLedger.presence, 'stored')));

/** The facts of an entry, joined with its call if stored. Only `toCallState` derives a state from them. */
const FACTS = {
  presence: callLedger.presence,
  reason: callLedger.reason,
  transcript: calls.transcriptState,
  isTranscriptAsked: sql<boolean>`coalesce(${calls.transcriptTries} > 0, false)`.as('is_transcript_asked'),
  transcriptReason: calls.transcriptReason,
  isIndexed: sql<boolean>`coalesce(${isInSearchSql}, false)`.as('is_indexed'),
  isHeld: sql<boolean>`${callLedger.heldSince} is not null`.as('is_held'),
};
const itsCall = and(eq(calls.organizationId, callLedger.organizationId), eq(calls.id, callLedger.callId));

/**
 * The ledger's entries that fit: by id, by the words of the title, by when the call started, or all set aside; newest
 * first. The title of a call hidden from the viewer is null, and finds nothing.
 */
export async function findInLedger(
  db: Db,
  scope: Scope,
  wanted: { callId: CallId } | { title: string } | { range: TimeWindow } | { isAside: true },
  limit = 50,
): Promise<LedgerEntry[]> {
  const isVisible = sql<boolean>`coalesce(${visibleCalls(scope)}, false)`;
  const fits =
    'isAside' in wanted
      ? or(
          and(eq(callLedger.presence, 'seen'), inArray(callLedger.reason, ASIDE_REASONS)),
          and(eq(calls.transcriptState, 'pending'), inArray(calls.transcriptReason, ASIDE_REASONS)),
        )
      : 'callId' in wanted
        ? eq(callLedger.callId, wanted.callId)
        : 'title' in wanted
          ? sql`${isVisible} and ${calls.title} ilike ${`%${wanted.title.replace(/[\\%_]/g, '\\$&')}%`}`
          : and(gte(callLedger.startedAt, wanted.range.from), lt(callLedger.startedAt, wanted.range.to));
  const rows = await db
    .select({ entry: callLedger, call: calls, facts: FACTS, isVisible: isVisible.as('is_visible') })
    .from(callLedger)
    .leftJoin(calls, itsCall)
    .where(and(eq(callLedger.organizationId, scope.organizationId), fits))
    .orderBy(sql`${callLedger.startedAt} desc nulls last`, asc(callLedger.callId))
    .limit(limit);
  return rows.map(({ entry, call, facts, isVisible: isShown }) => ({
    callId: toCallId(entry.callId),
    title: isShown ? (call?.title ?? null) : null,
    startedAt: entry.startedAt,
    workspaceId: entry.workspaceId,
    ...toCallState(facts),
    tries: call ? call.transcriptTries : entry.tries,
    nextTryAt: call?.transcriptState === 'pending' ? call.transcriptNextTryAt : entry.nextTryAt,
    firstSeenAt: entry.firstSeenAt,
    lastSeenAt: entry.lastSeenAt,
  }));
}

export type LedgerCounts = Record<CallState, number> & { reasons: { reason: CallReason; calls: number }[] };

/**
 * How many calls are in each state, and for which reasons. Calls are grouped by combination of facts, and there are few
 * combinations.
 */
export async function countLedger(db: Db, organizationId: OrganizationId): Promise<LedgerCounts> {
  const rows = await db
    .select({ facts: FACTS, calls: count() })
    .from(callLedger)
    .leftJoin(calls, itsCall)
    .where(eq(callLedger.organizationId, organizationId))
    .groupBy(...Object.values(FACTS));
  const counts = Object.fromEntries(CALL_STATES.map((state) => [state, 0])) as Record<CallState, number>;
  const reasons = new Map<CallReason, number>();
  for (const row of rows) {
    const { state, reason } = toCallState(row.facts);
    counts[state] += row.calls;
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + row.calls);
  }
  return {
    ...counts,
    reasons: [...reasons].map(([reason, calls]) => ({ reason, calls })).sort((a, b) => b.calls - a.calls),
  };
}
