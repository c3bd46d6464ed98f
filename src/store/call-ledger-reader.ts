import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { type CallId, type OrganizationId, toCallId } from '../call.ts';
import { CALL_STATES, type CallReason, type CallState, toCallState } from '../call-state.ts';
import type { TimeWindow } from '../time-window.ts';
import { type Db, rowsOf } from './db.ts';
import { callLedger, calls } from './schema.ts';

/** Known calls of the stretch that Gong should count: all but those that are gone. */
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

/** What is known of a call, whatever became of it. `title` only of stored ones. */
export type LedgerEntry = {
  callId: CallId;
  title: string | null;
  startedAt: Date | null;
  workspaceId: string | null;
  state: CallState;
  reason: CallReason | null;
  tries: number;
  nextTryAt: Date | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
};

/** The ledger's entries that fit: by id, by the words of the title, or by when the call started; newest first. */
export async function findInLedger(
  db: Db,
  organizationId: OrganizationId,
  wanted: { callId: CallId } | { title: string } | { range: TimeWindow },
  limit = 50,
): Promise<LedgerEntry[]> {
  const fits =
    'callId' in wanted
      ? eq(callLedger.callId, wanted.callId)
      : 'title' in wanted
        ? sql`${calls.title} ilike ${`%${wanted.title.replace(/[\\%_]/g, '\\$&')}%`}`
        : and(gte(callLedger.startedAt, wanted.range.from), lt(callLedger.startedAt, wanted.range.to));
  const rows = await db
    .select({ entry: callLedger, call: calls })
    .from(callLedger)
    .leftJoin(calls, and(eq(calls.organizationId, callLedger.organizationId), eq(calls.id, callLedger.callId)))
    .where(and(eq(callLedger.organizationId, organizationId), fits))
    .orderBy(sql`${callLedger.startedAt} desc nulls last`, asc(callLedger.callId))
    .limit(limit);
  return rows.map(({ entry, call }) => ({
    callId: toCallId(entry.callId),
    title: call?.title ?? null,
    startedAt: entry.startedAt,
    workspaceId: entry.workspaceId,
    ...toCallState({
      presence: entry.presence,
      reason: entry.reason,
      transcript: call?.transcriptState ?? null,
      transcriptTries: call?.transcriptTries ?? 0,
      transcriptReason: call?.transcriptReason ?? null,
      isIndexed: call !== null && call.indexedRevision >= call.revision,
      isHeld: entry.heldSince !== null,
    }),
    tries: call ? call.transcriptTries : entry.tries,
    nextTryAt: call?.transcriptState === 'pending' ? call.transcriptNextTryAt : entry.nextTryAt,
    firstSeenAt: entry.firstSeenAt,
    lastSeenAt: entry.lastSeenAt,
  }));
}

export type LedgerCounts = Record<CallState, number> & { reasons: { reason: CallReason; calls: number }[] };

/** How many calls are in each state, and for what reasons; by the rules of `toCallState`. */
export async function countLedger(db: Db, organizationId: OrganizationId): Promise<LedgerCounts> {
  const rows = rowsOf<{ state: CallState; reason: CallReason | null; calls: number }>(
    await db.execute(sql`
      select state, reason, count(*)::int as calls from (
        select
          case l.presence
            when 'seen' then 'seen' when 'left_out' then 'left_out' when 'gone' then 'removed'
            else case c.transcript_state
              when 'none' then 'no_transcript'
              when 'pending' then case when c.transcript_tries = 0 then 'details' else 'transcript_pending' end
              else case when c.indexed_revision >= c.revision then 'indexed' else 'linked' end
            end
          end as state,
          case when l.held_since is not null then 'removal_held'
            when l.presence = 'stored' then c.transcript_reason else l.reason end as reason
        from ${callLedger} l left join ${calls} c on c.organization_id = l.organization_id and c.id = l.call_id
        where l.organization_id = ${organizationId}
      ) as each group by state, reason`),
  );
  const counts = Object.fromEntries(CALL_STATES.map((state) => [state, 0])) as Record<CallState, number>;
  const reasons = new Map<CallReason, number>();
  for (const row of rows) {
    counts[row.state] += row.calls;
    if (row.reason) reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + row.calls);
  }
  return {
    ...counts,
    reasons: [...reasons].map(([reason, count]) => ({ reason, calls: count })).sort((a, b) => b.calls - a.calls),
  };
}
