import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { sideSchema } from '../call.ts';
import type { EngagementBy, EngagementRow } from '../engagement.ts';
import { namedSchema } from '../named.ts';
import type { TimeWindow } from '../time-window.ts';
import { type TrackerAccount, type TrackerMonth, trackerAccountSchema, trackerMonthSchema } from '../tracker-report.ts';
import type { Scope } from '../viewer.ts';
import { type Db, rowsOf } from './db.ts';
import { accounts, callAccounts, callParties, calls, people, segments, trackerCounts } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';

/** Calls of the period with customers: internal ones are no engagement. */
const inPeriod = (scope: Scope, { from, to }: TimeWindow): SQL => sql`
  select ${calls.id} as id, ${calls.startedAt} as started_at, ${calls.durationSeconds} as seconds from ${calls}
  where ${visibleCalls(scope)} and ${calls.kind} <> 'internal' and ${calls.startedAt} >= ${from.toISOString()}::timestamptz and ${calls.startedAt} < ${to.toISOString()}::timestamptz`;

/** Each call under every key: its accounts, its teammates or its week. */
function keyed(scope: Scope, by: EngagementBy, timeZone: string): SQL {
  const org = scope.organizationId;
  if (by === 'account')
    return sql`select ${accounts.id} as id, ${accounts.name} as name, period.id as call_id, period.started_at, period.seconds from period
      join ${callAccounts} on ${callAccounts.organizationId} = ${org} and ${callAccounts.callId} = period.id
      join ${accounts} on ${accounts.organizationId} = ${org} and ${accounts.id} = ${callAccounts.accountId}`;
  if (by === 'teammate')
    return sql`select distinct ${people.id} as id, ${people.name} as name, period.id as call_id, period.started_at, period.seconds from period
      join ${callParties} on ${callParties.organizationId} = ${org} and ${callParties.callId} = period.id and ${callParties.side} = 'us'
      join ${people} on ${people.organizationId} = ${org} and ${people.id} = ${callParties.personId}`;
  return sql`select to_char(date_trunc('week', period.started_at at time zone ${timeZone}), 'YYYY-MM-DD') as id, '' as name, period.id as call_id, period.started_at, period.seconds from period`;
}

const engagementRowSchema = namedSchema.extend({
  calls: z.number(),
  minutes: z.number(),
  contacts: z.number(),
  last_at: z.coerce.date().nullable(),
  ratio: z.number().nullable(),
});

/** Engagement by account, teammate or week, most calls first. */
export async function readEngagement(
  db: Db,
  scope: Scope,
  { by, period, timeZone }: { by: EngagementBy; period: TimeWindow; timeZone: string },
): Promise<EngagementRow[]> {
  const org = scope.organizationId;
  const spoken = sql`${segments.endMs} - ${segments.startMs}`;
  const rows = rowsOf(
    engagementRowSchema,
    await db.execute(sql`
      with period as (${inPeriod(scope, period)}),
      -- People of one room share a speaker id, and their words count once.
      speakers as (
        select distinct ${callParties.callId} as call_id, ${callParties.speakerId} as speaker_id, ${callParties.side} as side
        from ${callParties} where ${callParties.organizationId} = ${org}),
      talk as (
        select ${segments.callId} as call_id, sum(${spoken}) filter (where speakers.side = 'us') as ours,
          sum(${spoken}) filter (where speakers.side in ('us', 'customer')) as both_sides
        from ${segments} join speakers on speakers.call_id = ${segments.callId} and speakers.speaker_id = ${segments.speakerId}
        where ${segments.organizationId} = ${org} and ${segments.callId} in (select id from period) group by 1),
      keyed as (${keyed(scope, by, timeZone)}),
      met as (
        select keyed.id, count(distinct ${callParties.personId})::int as contacts from keyed
        join ${callParties} on ${callParties.organizationId} = ${org} and ${callParties.callId} = keyed.call_id and ${callParties.side} = 'customer'
        group by 1)
      select keyed.id, keyed.name, count(*)::int as calls, (sum(keyed.seconds) / 60.0)::float8 as minutes, coalesce(max(met.contacts), 0) as contacts,
        max(keyed.started_at) as last_at, (coalesce(sum(talk.ours), 0)::float8 / nullif(sum(talk.both_sides), 0)) as ratio
      from keyed left join talk on talk.call_id = keyed.call_id left join met on met.id = keyed.id
      group by keyed.id, keyed.name order by calls desc, keyed.name, keyed.id`),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    calls: row.calls,
    minutes: row.minutes,
    contacts: row.contacts,
    lastCallAt: row.last_at,
    talkRatio: row.ratio,
  }));
}

const speakingTimeSchema = z.object({
  callId: z.string(),
  name: z.string(),
  personId: z.string().nullable(),
  side: sideSchema,
  ms: z.number(),
});
type SpeakingTime = z.infer<typeof speakingTimeSchema>;

/** How long each party spoke on each call, in ms, the longest first; who said nothing is left out. */
export async function readSpeakingTimes(db: Db, scope: Scope, callIds: readonly string[]): Promise<SpeakingTime[]> {
  if (callIds.length === 0) return [];
  const spoken = sql`${segments.endMs} - ${segments.startMs}`;
  const ids = sql.join(
    callIds.map((id) => sql`${id}`),
    sql`, `,
  );
  return rowsOf(
    speakingTimeSchema,
    await db.execute(sql`
      select ${segments.callId} as "callId", coalesce(${callParties.name}, ${callParties.email}, 'Unknown speaker') as name,
        ${callParties.personId} as "personId", ${callParties.side} as side, sum(${spoken})::float8 as ms
      from ${segments} join ${calls} on ${calls.organizationId} = ${segments.organizationId} and ${calls.id} = ${segments.callId}
      join ${callParties} on ${callParties.organizationId} = ${segments.organizationId} and ${callParties.callId} = ${segments.callId}
        and ${callParties.speakerId} = ${segments.speakerId}
      where ${visibleCalls(scope)} and ${segments.callId} in (${ids})
      group by 1, 2, 3, 4 order by ms desc`),
  );
}

/** When each account or teammate was last on a call with customers, before a moment. */
export async function readLastContacts(
  db: Db,
  scope: Scope,
  by: 'account' | 'teammate',
  to: Date,
): Promise<{ id: string; name: string; lastCallAt: Date }[]> {
  const ever = { from: new Date(0), to };
  const rows = rowsOf(
    namedSchema.extend({ last_at: z.coerce.date() }),
    await db.execute(sql`
      with period as (${inPeriod(scope, ever)}), keyed as (${keyed(scope, by, 'UTC')})
      select id, name, max(started_at) as last_at from keyed group by id, name order by name, id`),
  );
  return rows.map(({ id, name, last_at }) => ({ id, name, lastCallAt: last_at }));
}

/** Mentions of each tracker by month of the organization's calendar, as counted by the index. */
export async function readTrackerMonths(
  db: Db,
  scope: Scope,
  { from, to, accountId }: TimeWindow & { accountId?: string },
  timeZone: string,
): Promise<TrackerMonth[]> {
  const ofAccount = accountId
    ? sql` and exists (select 1 from ${callAccounts} where ${callAccounts.organizationId} = ${calls.organizationId} and ${callAccounts.callId} = ${calls.id} and ${callAccounts.accountId} = ${accountId})`
    : sql``;
  return rowsOf(
    trackerMonthSchema,
    await db.execute(sql`
      select ${trackerCounts.trackerId} as "trackerId", to_char(${calls.startedAt} at time zone ${timeZone}, 'YYYY-MM') as month,
        sum(${trackerCounts.segments})::int as mentions, count(*)::int as calls
      from ${trackerCounts} join ${calls} on ${calls.organizationId} = ${trackerCounts.organizationId} and ${calls.id} = ${trackerCounts.callId}
      where ${visibleCalls(scope)} and ${calls.startedAt} >= ${from.toISOString()}::timestamptz and ${calls.startedAt} < ${to.toISOString()}::timestamptz${ofAccount}
      group by 1, 2 order by 1, 2`),
  );
}

/** Mentions of each tracker by account; a call of two accounts counts for both. */
export async function readTrackerAccounts(
  db: Db,
  scope: Scope,
  { from, to, accountId }: TimeWindow & { accountId?: string },
): Promise<TrackerAccount[]> {
  return rowsOf(
    trackerAccountSchema,
    await db.execute(sql`
      select ${trackerCounts.trackerId} as "trackerId", ${accounts.id} as id, ${accounts.name} as name, sum(${trackerCounts.segments})::int as mentions, count(*)::int as calls
      from ${trackerCounts} join ${calls} on ${calls.organizationId} = ${trackerCounts.organizationId} and ${calls.id} = ${trackerCounts.callId}
      join ${callAccounts} on ${callAccounts.organizationId} = ${calls.organizationId} and ${callAccounts.callId} = ${calls.id}
      join ${accounts} on ${accounts.organizationId} = ${calls.organizationId} and ${accounts.id} = ${callAccounts.accountId}
      where ${visibleCalls(scope)} and ${calls.startedAt} >= ${from.toISOString()}::timestamptz and ${calls.startedAt} < ${to.toISOString()}::timestamptz
        ${accountId ? sql`and ${accounts.id} = ${accountId}` : sql``}
      group by 1, 2, 3 order by mentions desc, name`),
  );
}
