import { and, asc, count, desc, eq, exists, gte, ilike, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Call, CallId, CallKind, Platform, Side } from '../call.ts';
import { toCallId } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import type { Segment, SpokenSegment } from '../segment.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { accounts, callAccounts, callParties, calls, segments } from './schema.ts';

export type CallParty = {
  name: string;
  email: string | null;
  title: string | null;
  side: Side;
  personId: string | null;
  speakerId: string | null;
  attended: boolean;
};

/** A call as readers see it. */
export type CallSummary = {
  id: CallId;
  title: string;
  startedAt: Date;
  durationSeconds: number;
  kind: CallKind;
  platform: Platform;
  direction: Call['direction'];
  gongUrl: string | null;
  accounts: { id: string; name: string }[];
  parties: CallParty[];
  transcript: { state: 'pending' | 'ready' | 'none'; reason: CallReason | null };
  isSearchable: boolean;
};

/** The scope as a condition on `calls`: every reader of calls, segments and people on calls applies it. */
export function visibleCalls(scope: Scope): SQL | undefined {
  return and(
    eq(calls.organizationId, scope.organizationId),
    scope.privateCalls === 'hidden' ? eq(calls.isPrivate, false) : undefined,
    scope.until ? lt(calls.startedAt, scope.until) : undefined,
  );
}

export type CallFilter = {
  ids?: CallId[];
  accountIds?: string[];
  personIds?: string[];
  /** `customers`: all but internal calls. */
  kind?: CallKind | 'customers';
  /** Part of the title, whatever its case. */
  title?: string;
  from?: Date;
  to?: Date;
};

function matching(db: Db, scope: Scope, filter: CallFilter): SQL | undefined {
  const ofAccounts = db
    .select({ one: sql`1` })
    .from(callAccounts)
    .where(
      and(
        eq(callAccounts.organizationId, calls.organizationId),
        eq(callAccounts.callId, calls.id),
        inArray(callAccounts.accountId, filter.accountIds ?? []),
      ),
    );
  const ofPeople = db
    .select({ one: sql`1` })
    .from(callParties)
    .where(
      and(
        eq(callParties.organizationId, calls.organizationId),
        eq(callParties.callId, calls.id),
        inArray(callParties.personId, filter.personIds ?? []),
      ),
    );
  return and(
    visibleCalls(scope),
    filter.ids ? inArray(calls.id, filter.ids) : undefined,
    filter.accountIds?.length ? exists(ofAccounts) : undefined,
    filter.personIds?.length ? exists(ofPeople) : undefined,
    filter.kind === 'customers' ? ne(calls.kind, 'internal') : filter.kind ? eq(calls.kind, filter.kind) : undefined,
    filter.title ? ilike(calls.title, `%${filter.title.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
    filter.from ? gte(calls.startedAt, filter.from) : undefined,
    filter.to ? lt(calls.startedAt, filter.to) : undefined,
  );
}

/** How many calls the filter finds, how many of them have words to search, and when the first and last were. */
export async function countCalls(db: Db, scope: Scope, filter: CallFilter) {
  const [row] = await db
    .select({
      calls: count(),
      withTranscript: sql<number>`count(*) filter (where ${calls.transcriptState} = 'ready')::int`,
      lastAt: sql<string | null>`max(${calls.startedAt})`,
    })
    .from(calls)
    .where(matching(db, scope, filter));
  return {
    calls: row?.calls ?? 0,
    withTranscript: row?.withTranscript ?? 0,
    lastAt: row?.lastAt ? new Date(row.lastAt) : null,
  };
}

/** Newest first. `after` is the last call of the page before: calls stay in place while new ones arrive. */
export async function readCalls(
  db: Db,
  scope: Scope,
  filter: CallFilter,
  page: { limit: number; after?: { startedAt: Date; id: CallId } },
): Promise<CallSummary[]> {
  const { after } = page;
  const older =
    after &&
    or(lt(calls.startedAt, after.startedAt), and(eq(calls.startedAt, after.startedAt), sql`${calls.id} < ${after.id}`));
  const rows = await db
    .select()
    .from(calls)
    .where(and(matching(db, scope, filter), older))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(page.limit);
  return withCompany(db, scope, rows);
}

/** The newest calls whose titles hold all the words, whatever stands between their letters ("kick-off" is "kickoff"). */
export async function findLatestCalls(
  db: Db,
  scope: Scope,
  filter: CallFilter,
  { titleWords, limit }: { titleWords: readonly string[]; limit: number },
): Promise<{ id: CallId; title: string; startedAt: Date }[]> {
  const bareTitle = sql`regexp_replace(lower(${calls.title}), '[^[:alnum:]]+', '', 'g')`;
  const holds = titleWords.map((word) => sql`${bareTitle} like ${`%${word.replace(/[^\p{L}\p{N}]+/gu, '')}%`}`);
  const rows = await db
    .select({ id: calls.id, title: calls.title, startedAt: calls.startedAt })
    .from(calls)
    .where(and(matching(db, scope, filter), ...holds))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, id: toCallId(row.id) }));
}

/** Null where there is no such call, or none that the viewer may see. */
export async function readCall(db: Db, scope: Scope, id: CallId): Promise<CallSummary | null> {
  const [call] = await readCalls(db, scope, { ids: [id] }, { limit: 1 });
  return call ?? null;
}

async function withCompany(db: Db, scope: Scope, rows: (typeof calls.$inferSelect)[]): Promise<CallSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const links = await db
    .select({ callId: callAccounts.callId, id: accounts.id, name: accounts.name })
    .from(callAccounts)
    .innerJoin(
      accounts,
      and(eq(accounts.organizationId, callAccounts.organizationId), eq(accounts.id, callAccounts.accountId)),
    )
    .where(and(eq(callAccounts.organizationId, scope.organizationId), inArray(callAccounts.callId, ids)))
    .orderBy(asc(accounts.name));
  const parties = await readParties(db, scope, ids);
  const linksByCall = Map.groupBy(links, (link) => link.callId);
  return rows.map((row) => ({
    id: toCallId(row.id),
    title: row.title,
    startedAt: row.startedAt,
    durationSeconds: row.durationSeconds,
    kind: row.kind,
    platform: row.platform,
    direction: row.direction,
    gongUrl: row.gongUrl,
    accounts: (linksByCall.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
    parties: parties.get(row.id) ?? [],
    transcript: { state: row.transcriptState, reason: row.transcriptReason },
    isSearchable: row.transcriptState === 'ready' && row.indexedRevision >= row.revision,
  }));
}

async function readParties(db: Db, scope: Scope, callIds: string[]): Promise<Map<string, CallParty[]>> {
  const rows = await db
    .select()
    .from(callParties)
    .where(and(eq(callParties.organizationId, scope.organizationId), inArray(callParties.callId, callIds)))
    .orderBy(asc(callParties.callId), asc(callParties.position));
  const grouped = Map.groupBy(rows, (row) => row.callId);
  return new Map([...grouped].map(([callId, group]) => [callId, group.map(toCallParty)]));
}

const toCallParty = (row: typeof callParties.$inferSelect): CallParty => ({
  name: row.name ?? row.email ?? 'Unknown speaker',
  email: row.email,
  title: row.title,
  side: row.side,
  personId: row.personId,
  speakerId: row.speakerId,
  attended: row.attended,
});

/** A call's whole transcript in order; empty where there is none or the viewer may not see the call. */
export async function readTranscript(db: Db, scope: Scope, callId: CallId): Promise<SpokenSegment[]> {
  return readSpoken(db, scope, eq(segments.callId, callId));
}

/** The segments named, with their speakers, in no particular order; those that the viewer may not see are missing. */
export async function readSegments(
  db: Db,
  scope: Scope,
  wanted: readonly { callId: CallId; position: number }[],
): Promise<SpokenSegment[]> {
  if (wanted.length === 0) return [];
  const byCall = Map.groupBy(wanted, (segment) => segment.callId);
  const conditions = [...byCall].map(([callId, group]) =>
    and(
      eq(segments.callId, callId),
      inArray(
        segments.position,
        group.map((segment) => segment.position),
      ),
    ),
  );
  return readSpoken(db, scope, or(...conditions));
}

async function readSpoken(db: Db, scope: Scope, condition: SQL | undefined): Promise<SpokenSegment[]> {
  const rows = await db
    .select({ segment: segments })
    .from(segments)
    .innerJoin(calls, and(eq(calls.organizationId, segments.organizationId), eq(calls.id, segments.callId)))
    .where(and(visibleCalls(scope), condition))
    .orderBy(asc(segments.callId), asc(segments.position));
  const parties = await readParties(db, scope, [...new Set(rows.map((row) => row.segment.callId))]);
  return rows.map(({ segment }) => toSpoken(toSegment(segment), parties.get(segment.callId) ?? []));
}

export const toSegment = (row: typeof segments.$inferSelect): Segment => ({
  callId: toCallId(row.callId),
  position: row.position,
  speakerId: row.speakerId,
  startMs: row.startMs,
  endMs: row.endMs,
  sentences: row.sentences,
});

/** Gives a segment its speaker. A speakerId that matches no party is an unknown speaker (docs/gong-api.md §3.4). */
export function toSpoken(segment: Segment, parties: readonly CallParty[]): SpokenSegment {
  const party = parties.find((entry) => entry.speakerId !== null && entry.speakerId === segment.speakerId);
  return {
    ...segment,
    speaker: {
      name: party?.name ?? 'Unknown speaker',
      side: party?.side ?? 'unknown',
      personId: party?.personId ?? null,
    },
  };
}
