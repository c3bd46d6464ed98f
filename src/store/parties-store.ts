import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Account, accountStateSchema } from '../account.ts';
import { type CallId, callIdSchema, type OrganizationId, type Side, sideSchema } from '../call.ts';
import type { Person } from '../person.ts';
import type { Scope } from '../viewer.ts';
import { type Db, rowsOf } from './db.ts';
import { toPerson } from './people-store.ts';
import { callParties, calls, partyLinks, people, segments } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';

/** Names the person behind a participant without an address. A later link replaces the earlier link. */
export async function savePartyLink(
  db: Db,
  organizationId: OrganizationId,
  link: { callId: CallId; partyKey: string; personId: string },
): Promise<void> {
  await db
    .insert(partyLinks)
    .values({ organizationId, ...link })
    .onConflictDoUpdate({
      target: [partyLinks.organizationId, partyLinks.callId, partyLinks.partyKey],
      set: { personId: link.personId },
    });
}

export async function listPartyLinks(
  db: Db,
  organizationId: OrganizationId,
): Promise<{ callId: string; partyKey: string; person: Person }[]> {
  const rows = await db
    .select({ callId: partyLinks.callId, partyKey: partyLinks.partyKey, person: people })
    .from(partyLinks)
    .innerJoin(people, and(eq(people.organizationId, partyLinks.organizationId), eq(people.id, partyLinks.personId)))
    .where(eq(partyLinks.organizationId, organizationId));
  return rows.map(({ person, ...link }) => ({ ...link, person: toPerson(person) }));
}

export type UnlinkedParty = {
  callId: CallId;
  position: number;
  name: string | null;
  email: string | null;
  side: Side;
  accountState: Account['state'] | null;
  calls: number;
  lastCallAt: Date;
};

const unlinkedRowSchema = z.object({
  call_id: callIdSchema,
  position: z.number(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  side: sideSchema,
  calls: z.number(),
  last_at: z.coerce.date(),
  account_state: accountStateSchema.nullable(),
});

/**
 * Participants outside our team and without an account. One row for each address or name with the latest call, most
 * calls first.
 */
export async function listUnlinkedParties(db: Db, scope: Scope, limit: number): Promise<UnlinkedParty[]> {
  const who = sql`coalesce(${callParties.email}, lower(${callParties.name}), '')`;
  const rows = rowsOf(
    unlinkedRowSchema,
    await db.execute(sql`
      select * from (
        select ${callParties.callId} as call_id, ${callParties.position} as position, ${callParties.name} as name, ${callParties.email} as email, ${callParties.side} as side,
          count(*) over (partition by ${who})::int as calls, ${calls.startedAt} as last_at,
          row_number() over (partition by ${who} order by ${calls.startedAt} desc, ${calls.id}, ${callParties.position}) as place,
          (select a.state from account_domains d join accounts a on a.organization_id = d.organization_id and a.id = d.account_id
            where d.organization_id = ${callParties.organizationId}
              and '.' || split_part(${callParties.email}, '@', 2) like '%.' || d.domain
            order by length(d.domain) desc limit 1) as account_state
        from ${callParties}
        join ${calls} on ${calls.organizationId} = ${callParties.organizationId} and ${calls.id} = ${callParties.callId}
        left join ${people} on ${people.organizationId} = ${callParties.organizationId} and ${people.id} = ${callParties.personId}
        where ${visibleCalls(scope)} and ${callParties.side} <> 'us' and ${people.accountId} is null
      ) ranked where place = 1 order by calls desc, last_at desc, call_id limit ${limit}`),
  );
  return rows.map((row) => ({
    callId: row.call_id,
    position: row.position,
    name: row.name,
    email: row.email,
    side: row.side,
    accountState: row.account_state,
    calls: row.calls,
    lastCallAt: row.last_at,
  }));
}

/** A participant of a call, as saved. Null for an unknown participant. */
export async function readParty(db: Db, organizationId: OrganizationId, callId: CallId, position: number) {
  const [row] = await db
    .select()
    .from(callParties)
    .where(
      and(
        eq(callParties.organizationId, organizationId),
        eq(callParties.callId, callId),
        eq(callParties.position, position),
      ),
    );
  return row ?? null;
}

/**
 * On how many calls that the viewer may read a name or address matches: linked to a person, linked and speaking, or not
 * linked. `withoutAddress` counts all participants of these calls without an address.
 */
export async function findParties(
  db: Db,
  scope: Scope,
  text: string,
): Promise<{ linked: number; spoke: number; unlinked: number; withoutAddress: number }> {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const isMeant = sql`(${callParties.email} ilike ${like} or ${callParties.name} ilike ${like})`;
  const hasSpoken = sql`exists (select 1 from ${segments} s where s.organization_id = ${callParties.organizationId}
    and s.call_id = ${callParties.callId} and s.speaker_id = ${callParties.speakerId})`;
  const callsWhere = (where: ReturnType<typeof sql>) =>
    sql<number>`(count(distinct ${callParties.callId}) filter (where ${where}))::int`;
  const [row] = await db
    .select({
      linked: callsWhere(sql`${isMeant} and ${callParties.personId} is not null`),
      spoke: callsWhere(sql`${isMeant} and ${callParties.personId} is not null and ${hasSpoken}`),
      unlinked: callsWhere(sql`${isMeant} and ${callParties.personId} is null`),
      withoutAddress: sql<number>`(count(*) filter (where ${callParties.email} is null))::int`,
    })
    .from(callParties)
    .innerJoin(calls, and(eq(calls.organizationId, callParties.organizationId), eq(calls.id, callParties.callId)))
    .where(visibleCalls(scope));
  return row ?? { linked: 0, spoke: 0, unlinked: 0, withoutAddress: 0 };
}
