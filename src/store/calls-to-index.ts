import { and, asc, count, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type CallId,
  type CallKind,
  callIdSchema,
  type OrganizationId,
  type Platform,
  type Side,
  toCallId,
  toOrganizationId,
} from '../call.ts';
import type { Chunk, Meaning } from '../meaning.ts';
import type { IndexMark } from '../search-index.ts';
import type { Segment } from '../segment.ts';
import { toSegment } from './calls-reader.ts';
import { type Db, rowsOf } from './db.ts';
import { callAccounts, callParties, calls, callVectors, removedCalls, searchIndexes, segments } from './schema.ts';

export type IndexableParty = {
  speakerId: string | null;
  name: string;
  side: Side;
  personId: string | null;
};

/** All that search needs of a call, at a revision. */
export type IndexableCall = {
  organizationId: OrganizationId;
  callId: CallId;
  revision: number;
  title: string;
  startedAt: Date;
  kind: CallKind;
  platform: Platform;
  workspaceId: string | null;
  isPrivate: boolean;
  accountIds: string[];
  /** Gong's users on the call, its host first. */
  userIds: string[];
  parties: IndexableParty[];
  segments: Segment[];
  /** Null while it waits for vectors. */
  meaning: Meaning | null;
};

/** A call and its revision as given to search. */
export type MarkedCall = Pick<IndexableCall, 'organizationId' | 'callId' | 'revision'>;

const MARKS: Record<IndexMark, SQL> = { live: sql.raw('indexed_revision'), building: sql.raw('rebuilt_revision') };

/**
 * Calls whose latest revision an index lacks, of all organizations or a single one, in order of organization and id.
 * Starts after the last of `given`: calls already read but not yet marked. Small batches keep memory flat.
 */
export async function readCallsToIndex(
  db: Db,
  mark: IndexMark,
  limit: number,
  organizationId?: OrganizationId,
  given: readonly MarkedCall[] = [],
): Promise<IndexableCall[]> {
  const last = given.at(-1);
  const rows = await db
    .select()
    .from(calls)
    .where(
      and(
        sql`revision > ${MARKS[mark]}`,
        organizationId ? eq(calls.organizationId, organizationId) : undefined,
        last ? sql`(${calls.organizationId}, ${calls.id}) > (${last.organizationId}, ${last.callId})` : undefined,
      ),
    )
    .orderBy(asc(calls.organizationId), asc(calls.id))
    .limit(limit);
  const byOrganization = Map.groupBy(rows, (row) => row.organizationId);
  const found: IndexableCall[] = [];
  for (const [organization, group] of byOrganization)
    found.push(...(await withContents(db, toOrganizationId(organization), group)));
  return found;
}

async function withContents(
  db: Db,
  organizationId: OrganizationId,
  rows: (typeof calls.$inferSelect)[],
): Promise<IndexableCall[]> {
  const ids = rows.map((row) => row.id);
  const parties = await db
    .select()
    .from(callParties)
    .where(and(eq(callParties.organizationId, organizationId), inArray(callParties.callId, ids)))
    .orderBy(asc(callParties.callId), asc(callParties.position));
  const links = await db
    .select()
    .from(callAccounts)
    .where(and(eq(callAccounts.organizationId, organizationId), inArray(callAccounts.callId, ids)));
  const spoken = await db
    .select()
    .from(segments)
    .where(and(eq(segments.organizationId, organizationId), inArray(segments.callId, ids)))
    .orderBy(asc(segments.callId), asc(segments.position));
  const vectors = await db
    .select()
    .from(callVectors)
    .where(and(eq(callVectors.organizationId, organizationId), inArray(callVectors.callId, ids)));
  const vectorsOf = new Map(vectors.map((row) => [row.callId, row]));
  const [partiesOf, linksOf, segmentsOf] = [
    Map.groupBy(parties, (row) => row.callId),
    Map.groupBy(links, (row) => row.callId),
    Map.groupBy(spoken, (row) => row.callId),
  ];
  return rows.map((row) => ({
    organizationId,
    callId: toCallId(row.id),
    revision: row.revision,
    title: row.title,
    startedAt: row.startedAt,
    kind: row.kind,
    platform: row.platform,
    workspaceId: row.workspaceId,
    isPrivate: row.isPrivate,
    accountIds: (linksOf.get(row.id) ?? []).map((link) => link.accountId),
    userIds: [
      ...new Set([row.hostUserId, ...(partiesOf.get(row.id) ?? []).map(({ gongUserId }) => gongUserId)]),
    ].filter((id) => id !== null),
    parties: (partiesOf.get(row.id) ?? []).map((party) => ({
      speakerId: party.speakerId,
      name: party.name ?? party.email ?? '',
      side: party.side,
      personId: party.personId,
    })),
    segments: (segmentsOf.get(row.id) ?? []).map(toSegment),
    meaning: toMeaning(vectorsOf.get(row.id)),
  }));
}

function toMeaning(row: typeof callVectors.$inferSelect | undefined): Meaning | null {
  if (!row) return null;
  const { model, firsts, lasts, vectors } = row;
  const dimensions = vectors.length / Math.max(1, firsts.length);
  const chunks = firsts.map((first, n): Chunk => {
    const start = n * dimensions;
    return { first, last: lasts[n] ?? first, vector: Int8Array.from(vectors.subarray(start, start + dimensions)) };
  });
  return { model, chunks };
}

/**
 * Marks the read revisions as held by the named index; later revisions stay due. Answers the calls that left the store
 * meanwhile. Answers null and marks nothing when another index has taken the place of this index.
 */
export async function markIndexed(
  db: Db,
  mark: IndexMark,
  indexName: string,
  done: readonly MarkedCall[],
): Promise<MarkedCall[] | null> {
  const marks = JSON.stringify(
    done.map(({ organizationId, callId, revision }) => ({ organizationId, callId, revision })),
  );
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ state: searchIndexes.state })
      .from(searchIndexes)
      .where(eq(searchIndexes.name, indexName))
      .for('share');
    if (row?.state !== mark) return null;
    const marked = rowsOf(
      z.object({ id: z.string(), organization_id: z.string() }),
      await tx.execute(sql`
        update ${calls} set ${MARKS[mark]} = row.revision
        from jsonb_to_recordset(${marks}::jsonb) as row("organizationId" text, "callId" text, revision int)
        where organization_id = row."organizationId" and id = row."callId" returning id, organization_id`),
    );
    const found = new Set(marked.map((row) => `${row.organization_id} ${row.id}`));
    return done.filter(({ organizationId, callId }) => !found.has(`${organizationId} ${callId}`));
  });
}

/** How many calls there are, and how many have their latest revision in the index in the making. */
export async function countRebuilt(db: Db): Promise<{ calls: number; rebuilt: number }> {
  const [row] = await db
    .select({ calls: count(), rebuilt: sql<number>`(count(*) filter (where rebuilt_revision >= revision))::int` })
    .from(calls);
  return { calls: row?.calls ?? 0, rebuilt: row?.rebuilt ?? 0 };
}

/** Has these calls put into the index in the making once more. */
export async function unmarkRebuilt(db: Db, organizationId: OrganizationId, callIds: readonly CallId[]): Promise<void> {
  await db
    .update(calls)
    .set({ rebuiltRevision: 0 })
    .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, [...callIds])));
}

export type CountedCall = { callId: CallId; startedAt: Date; segments: number };

/**
 * An organization's calls with their number of segments, newest first, equal times by descending id. Calls without
 * segments are left out.
 */
export async function listCallSizes(
  db: Db,
  organizationId: OrganizationId,
  { limit, after }: { limit: number; after?: Pick<CountedCall, 'callId' | 'startedAt'> },
): Promise<CountedCall[]> {
  const older = after
    ? sql`and (c.started_at, c.id collate "C") < (${after.startedAt.toISOString()}::timestamptz, ${after.callId})`
    : sql``;
  const rows = rowsOf(
    z.object({ id: callIdSchema, started_at: z.coerce.date(), segments: z.number() }),
    await db.execute(sql`
      select c.id, c.started_at, s.segments from ${calls} c
      join (select call_id, count(*)::int as segments from ${segments} where organization_id = ${organizationId} group by call_id) s on s.call_id = c.id
      where c.organization_id = ${organizationId} ${older}
      order by c.started_at desc, c.id collate "C" desc limit ${limit}`),
  );
  return rows.map((row) => ({ callId: row.id, startedAt: row.started_at, segments: row.segments }));
}

export async function readRemovedCalls(
  db: Db,
  limit: number,
): Promise<{ organizationId: OrganizationId; callId: CallId }[]> {
  const rows = await db.select().from(removedCalls).where(gt(removedCalls.callId, '')).limit(limit);
  return rows.map((row) => ({ organizationId: toOrganizationId(row.organizationId), callId: toCallId(row.callId) }));
}

export async function forgetRemovedCall(db: Db, organizationId: OrganizationId, callId: CallId): Promise<void> {
  await db
    .delete(removedCalls)
    .where(and(eq(removedCalls.organizationId, organizationId), eq(removedCalls.callId, callId)));
}
