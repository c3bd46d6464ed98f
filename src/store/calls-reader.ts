import { and, asc, count, desc, eq, exists, gt, gte, ilike, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { type CallId, type CallKindFilter, toCallId } from '../call.ts';
import type { CallParty, CallSummary } from '../call-summary.ts';
import type { Segment, SpokenSegment } from '../segment.ts';
import { speakerOf } from '../speaker-of.ts';
import type { Scope } from '../viewer.ts';
import { asJson } from './as-json.ts';
import type { Db } from './db.ts';
import { isInSearch } from './is-in-search.ts';
import { accounts, callAccounts, callParties, calls, segments } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';

export type CallFilter = {
  ids?: CallId[];
  accountIds?: string[];
  personIds?: string[];
  /** Like `ids`, beside them. */
  callIds?: CallId[];
  /** People on the call who may have spoken; `speakerNames` are whole names, whatever their case. */
  speakerIds?: string[];
  speakerNames?: string[];
  kind?: CallKindFilter;
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
  const withSpeaker = (who: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(callParties)
        .where(and(eq(callParties.organizationId, calls.organizationId), eq(callParties.callId, calls.id), who)),
    );
  const speakerNames = filter.speakerNames?.map((name) => name.toLowerCase()) ?? [];
  return and(
    visibleCalls(scope),
    filter.ids ? inArray(calls.id, filter.ids) : undefined,
    filter.accountIds?.length ? exists(ofAccounts) : undefined,
    filter.callIds?.length ? inArray(calls.id, filter.callIds) : undefined,
    filter.personIds?.length ? withSpeaker(inArray(callParties.personId, filter.personIds)) : undefined,
    filter.speakerIds?.length ? withSpeaker(inArray(callParties.personId, filter.speakerIds)) : undefined,
    speakerNames.length > 0 ? withSpeaker(inArray(sql`lower(${callParties.name})`, speakerNames)) : undefined,
    filter.kind === 'customers' ? ne(calls.kind, 'internal') : filter.kind ? eq(calls.kind, filter.kind) : undefined,
    filter.title ? ilike(calls.title, `%${filter.title.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
    filter.from ? gte(calls.startedAt, filter.from) : undefined,
    filter.to ? lt(calls.startedAt, filter.to) : undefined,
  );
}

/** How many calls match, how many have words to search, and when the last call was. */
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

/**
 * Newest first, or oldest first. `after` is the last call of the page before: calls stay in place while new calls
 * arrive.
 */
export async function readCalls(
  db: Db,
  scope: Scope,
  filter: CallFilter,
  page: { limit: number; after?: { startedAt: Date; id: CallId }; isOldestFirst?: boolean },
): Promise<CallSummary[]> {
  const { after, isOldestFirst = false } = page;
  const [beyond, order] = isOldestFirst ? [gt, asc] : [lt, desc];
  const next =
    after &&
    or(beyond(calls.startedAt, after.startedAt), and(eq(calls.startedAt, after.startedAt), beyond(calls.id, after.id)));
  const rows = await db
    .select()
    .from(calls)
    .where(and(matching(db, scope, filter), next))
    .orderBy(order(calls.startedAt), order(calls.id))
    .limit(page.limit);
  return withCompany(db, scope, rows);
}

/** The newest calls whose titles hold all the words, ignoring all but letters and digits ("kick-off" is "kickoff"). */
export async function findLatestCalls(
  db: Db,
  scope: Scope,
  filter: CallFilter,
  { titleWords, limit }: { titleWords: readonly string[]; limit: number },
): Promise<{ id: CallId; title: string; startedAt: Date; hasWords: boolean }[]> {
  const bareTitle = sql`regexp_replace(lower(${calls.title}), '[^[:alnum:]]+', '', 'g')`;
  const holds = titleWords.map((word) => sql`${bareTitle} like ${`%${word.replace(/[^\p{L}\p{N}]+/gu, '')}%`}`);
  const rows = await db
    .select({
      id: calls.id,
      title: calls.title,
      startedAt: calls.startedAt,
      hasWords: sql<boolean>`${calls.transcriptState} = 'ready'`,
    })
    .from(calls)
    .where(and(matching(db, scope, filter), ...holds))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, id: toCallId(row.id) }));
}

/** Those of the calls that the viewer may read. */
export async function readableIds(db: Db, scope: Scope, ids: readonly CallId[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: calls.id })
    .from(calls)
    .where(and(visibleCalls(scope), inArray(calls.id, [...new Set(ids)])));
  return new Set(rows.map(({ id }) => id));
}

/** Null for an unknown call, or a call hidden from the viewer. */
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
    isSearchable: row.transcriptState === 'ready' && isInSearch(row),
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

/** A call's whole transcript in order; empty without a transcript, or for a call hidden from the viewer. */
export async function readTranscript(db: Db, scope: Scope, callId: CallId): Promise<SpokenSegment[]> {
  return readSpoken(db, scope, eq(segments.callId, callId));
}

/**
 * The named segments with their speakers, in no order of their own. Segments hidden from the viewer are missing. The
 * parties of calls read before are not read again.
 */
export async function readSegments(
  db: Db,
  scope: Scope,
  wanted: readonly { callId: CallId; position: number }[],
  known: PartiesByCall = new Map(),
): Promise<SpokenSegment[]> {
  const read: SpokenSegment[] = [];
  for (let start = 0; start < wanted.length; start += SEGMENTS_AT_ONCE) {
    const places = wanted.slice(start, start + SEGMENTS_AT_ONCE).map(({ callId, position }) => ({ callId, position }));
    // One condition for each call would be planned for as long as it takes to read them.
    const isWanted = sql`(${segments.callId}, ${segments.position}) in (
      select "callId", position from jsonb_to_recordset(${asJson(places)}) as wanted("callId" text, position int))`;
    read.push(...(await readSpoken(db, scope, isWanted, known)));
  }
  return read;
}

/** One query keeps all others waiting for no longer than it takes to read so many. */
const SEGMENTS_AT_ONCE = 200;

type PartiesByCall = ReadonlyMap<string, Pick<CallSummary, 'parties'>>;

async function readSpoken(
  db: Db,
  scope: Scope,
  condition: SQL | undefined,
  known: PartiesByCall = new Map(),
): Promise<SpokenSegment[]> {
  const rows = await db
    .select({ segment: segments })
    .from(segments)
    .innerJoin(calls, and(eq(calls.organizationId, segments.organizationId), eq(calls.id, segments.callId)))
    .where(and(visibleCalls(scope), condition))
    .orderBy(asc(segments.callId), asc(segments.position));
  const unknown = [...new Set(rows.map((row) => row.segment.callId))].filter((id) => !known.has(id));
  const parties = unknown.length > 0 ? await readParties(db, scope, unknown) : new Map<string, CallParty[]>();
  const partiesOf = (id: string) => known.get(id)?.parties ?? parties.get(id) ?? [];
  return rows.map(({ segment }) => toSpoken(toSegment(segment), partiesOf(segment.callId)));
}

export const toSegment = (row: typeof segments.$inferSelect): Segment => ({
  callId: toCallId(row.callId),
  position: row.position,
  speakerId: row.speakerId,
  startMs: row.startMs,
  endMs: row.endMs,
  sentences: row.sentences,
});

/** Gives a segment its speaker. A speakerId without a party is an unknown speaker (docs/gong-api.md §3.4). */
export function toSpoken(segment: Segment, parties: readonly CallParty[]): SpokenSegment {
  const unknown = { name: 'Unknown speaker', side: 'unknown', personId: null } as const;
  return { ...segment, speaker: speakerOf(parties, segment.speakerId) ?? unknown };
}
