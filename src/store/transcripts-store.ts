import { createHash } from 'node:crypto';
import { and, asc, eq, gt, gte, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import { type CallId, type OrganizationId, type Turn, toCallId } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import type { Segment } from '../segment.ts';
import type { TimeWindow } from '../time-window.ts';
import { removeVectors } from './call-vectors-store.ts';
import type { Db } from './db.ts';
import { calls, segments } from './schema.ts';

/** Saves transcripts as their calls' segments, all or none. Equal transcripts and unknown calls are skipped. */
export async function saveTranscripts(
  db: Db,
  organizationId: OrganizationId,
  transcripts: ReadonlyMap<CallId, readonly Turn[]>,
  cut: (callId: CallId, turns: readonly Turn[]) => Segment[],
): Promise<void> {
  const ids = [...transcripts.keys()];
  if (ids.length === 0) return;
  await db.transaction(async (tx) => {
    const old = await tx
      .select({ id: calls.id, hash: calls.transcriptHash, state: calls.transcriptState })
      .from(calls)
      .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, ids)))
      .orderBy(asc(calls.id))
      .for('update');
    const changed = old.flatMap(({ id, hash, state }) => {
      const callId = toCallId(id);
      const turns = transcripts.get(callId) ?? [];
      const transcriptHash = createHash('sha256').update(JSON.stringify(turns)).digest('base64url');
      return hash === transcriptHash && state === 'ready' ? [] : [{ callId, turns, transcriptHash }];
    });
    if (changed.length === 0) return;
    const changedIds = changed.map(({ callId }) => callId);
    await tx
      .delete(segments)
      .where(and(eq(segments.organizationId, organizationId), inArray(segments.callId, changedIds)));
    await removeVectors(tx, organizationId, changedIds);
    const rows = changed.flatMap(({ callId, turns }) => cut(callId, turns));
    // One parameter for thousands of rows: drizzle's own insert spends longer on SQL text than the database on the
    // rows.
    await tx.execute(sql`
      insert into ${segments} (organization_id, call_id, position, speaker_id, start_ms, end_ms, sentences)
      select ${organizationId}, "callId", position, "speakerId", "startMs", "endMs", sentences
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row("callId" text, position int, "speakerId" text, "startMs" int, "endMs" int, sentences jsonb)`);
    const hashes = changed.map(({ callId, transcriptHash }) => ({ callId, transcriptHash }));
    await tx.execute(sql`
      update ${calls} set transcript_state = 'ready', transcript_reason = null, transcript_next_try_at = null,
        transcript_hash = row."transcriptHash", revision = revision + 1
      from jsonb_to_recordset(${JSON.stringify(hashes)}::jsonb) as row("callId" text, "transcriptHash" text)
      where organization_id = ${organizationId} and id = row."callId"`);
  });
}

/** When the calls started. Unknown calls are missing. */
export async function readStarts(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<Map<CallId, Date>> {
  if (callIds.length === 0) return new Map();
  const rows = await db
    .select({ id: calls.id, startedAt: calls.startedAt })
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, [...callIds])));
  return new Map(rows.map(({ id, startedAt }) => [toCallId(id), startedAt]));
}

/** A call with a pending transcript, and the facts that decide when to ask again. */
export type PendingTranscript = {
  callId: CallId;
  workspaceId: string | null;
  startedAt: Date;
  durationSeconds: number;
  language: string | null;
  tries: number;
  /** When the call was first saved here. */
  knownSince: Date;
};

/** The consequence of an answer without a transcript: the next try, or null to give up. */
export type MissingTranscript = { callId: CallId; reason: CallReason; nextTryAt: Date | null };

/** Notes that Gong had no transcript. Without a next try the call is expected to have none. */
export async function saveMissingTranscripts(
  db: Db,
  organizationId: OrganizationId,
  missing: readonly MissingTranscript[],
): Promise<void> {
  if (missing.length === 0) return;
  await db.execute(sql`
    update ${calls} set transcript_tries = transcript_tries + 1, transcript_reason = row.reason,
      transcript_next_try_at = row."nextTryAt",
      transcript_state = case when row."nextTryAt" is null then 'none' else 'pending' end
    from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as row("callId" text, reason text, "nextTryAt" timestamptz)
    where organization_id = ${organizationId} and id = row."callId" and transcript_state = 'pending'`);
}

/**
 * Calls whose transcript is due by now, in order of id; `after` pages through them. `range` limits the call dates.
 * `isNew` selects calls never asked for (true) or asked for in vain (false). `withGivenUp` adds calls given up.
 */
export async function listDueTranscripts(
  db: Db,
  organizationId: OrganizationId,
  due: { by: Date; range?: TimeWindow; isNew?: boolean; withGivenUp?: boolean },
  page: { after?: CallId | undefined; limit: number },
): Promise<PendingTranscript[]> {
  const rows = await db
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.organizationId, organizationId),
        due.withGivenUp ? ne(calls.transcriptState, 'ready') : eq(calls.transcriptState, 'pending'),
        or(isNull(calls.transcriptNextTryAt), lte(calls.transcriptNextTryAt, due.by)),
        due.isNew === undefined ? undefined : due.isNew ? eq(calls.transcriptTries, 0) : gt(calls.transcriptTries, 0),
        due.range ? and(gte(calls.startedAt, due.range.from), lt(calls.startedAt, due.range.to)) : undefined,
        page.after ? gt(calls.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(calls.id))
    .limit(page.limit);
  return rows.map((row) => ({
    callId: toCallId(row.id),
    workspaceId: row.workspaceId,
    startedAt: row.startedAt,
    durationSeconds: row.durationSeconds,
    language: row.language,
    tries: row.transcriptTries,
    knownSince: row.createdAt,
  }));
}

/** Calls of the range whose transcript is there, but could not be read or stored. */
export const countTranscriptsAside = (db: Db, organizationId: OrganizationId, range: TimeWindow): Promise<number> =>
  db.$count(
    calls,
    and(
      eq(calls.organizationId, organizationId),
      inArray(calls.transcriptReason, ['transcript_unreadable', 'transcript_not_stored']),
      gte(calls.startedAt, range.from),
      lt(calls.startedAt, range.to),
    ),
  );

/** Calls of the range with a pending transcript. */
export async function countPendingTranscripts(
  db: Db,
  organizationId: OrganizationId,
  range: TimeWindow,
): Promise<number> {
  return db.$count(
    calls,
    and(
      eq(calls.organizationId, organizationId),
      eq(calls.transcriptState, 'pending'),
      gte(calls.startedAt, range.from),
      lt(calls.startedAt, range.to),
    ),
  );
}

/** For each workspace: calls with a transcript, and calls asked for in vain. */
export async function countTranscriptsByWorkspace(
  db: Db,
  organizationId: OrganizationId,
): Promise<Map<string | null, { ready: number; missing: number }>> {
  const rows = await db
    .select({
      workspaceId: calls.workspaceId,
      ready: sql<number>`(count(*) filter (where ${calls.transcriptState} = 'ready'))::int`,
      missing: sql<number>`(count(*) filter (where ${calls.transcriptState} <> 'ready' and ${calls.transcriptTries} > 0))::int`,
    })
    .from(calls)
    .where(eq(calls.organizationId, organizationId))
    .groupBy(calls.workspaceId);
  return new Map(rows.map(({ workspaceId, ...counts }) => [workspaceId, counts]));
}
