import { and, asc, desc, eq, gt, gte, inArray, not, sql } from 'drizzle-orm';
import { type Call, type CallId, type OrganizationId, type Party, toCallId } from '../call.ts';
import type { Db } from './db.ts';
import { ERASED_NAME } from './erased-people-store.ts';
import { callParties, calls } from './schema.ts';

// Calls for background jobs, whoever may read them: for matching anew, for rules, for recordings.

export type RuledCall = {
  id: CallId;
  title: string;
  startedAt: Date;
  workspaceId: string | null;
  kind: Call['kind'];
  emails: string[];
};

/** All stored calls with the facts that rules check, page by page in order of id. */
export async function* ruledCalls(db: Db, organizationId: OrganizationId, pageSize = 500): AsyncGenerator<RuledCall[]> {
  let after = '';
  while (true) {
    const page = await db
      .select({
        id: calls.id,
        title: calls.title,
        startedAt: calls.startedAt,
        workspaceId: calls.workspaceId,
        kind: calls.kind,
      })
      .from(calls)
      .where(and(eq(calls.organizationId, organizationId), gt(calls.id, after)))
      .orderBy(asc(calls.id))
      .limit(pageSize);
    if (page.length === 0) return;
    const ids = page.map(({ id }) => id);
    const emails = await db
      .select({ callId: callParties.callId, email: callParties.email })
      .from(callParties)
      .where(and(eq(callParties.organizationId, organizationId), inArray(callParties.callId, ids)));
    const byCall = Map.groupBy(emails, ({ callId }) => callId);
    yield page.map((call) => ({
      ...call,
      id: toCallId(call.id),
      emails: (byCall.get(call.id) ?? []).flatMap(({ email }) => email ?? []),
    }));
    after = page.at(-1)?.id ?? after;
  }
}

const hasErased = sql`exists (select 1 from ${callParties} p where p.organization_id = ${calls.organizationId} and p.call_id = ${calls.id} and p.name = ${ERASED_NAME})`;

/** Whether a call's recording may be on disk: the call is here, and nobody on it was erased. */
export async function mayKeepRecording(db: Db, organizationId: OrganizationId, callId: CallId): Promise<boolean> {
  const [row] = await db
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), eq(calls.id, callId), not(hasErased)));
  return row !== undefined;
}

/** The newest calls since a moment, without calls of erased people. */
export async function listRecentCalls(
  db: Db,
  organizationId: OrganizationId,
  since: Date,
  limit: number,
): Promise<CallId[]> {
  const rows = await db
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), gte(calls.startedAt, since), not(hasErased)))
    .orderBy(desc(calls.startedAt))
    .limit(limit);
  return rows.map(({ id }) => toCallId(id));
}

export type StoredParties = { callId: CallId; crmAccountIds: string[]; parties: Party[] };

/**
 * Parties of saved calls as Gong told them, for re-matching, page by page in order of id. With `gongUserIds`, only
 * calls with at least one of these users.
 */
export async function* storedParties(
  db: Db,
  organizationId: OrganizationId,
  { gongUserIds, pageSize = 200 }: { gongUserIds?: readonly string[]; pageSize?: number } = {},
): AsyncGenerator<StoredParties[]> {
  let after = '';
  const isTheirs = gongUserIds
    ? inArray(
        calls.id,
        db
          .select({ id: callParties.callId })
          .from(callParties)
          .where(
            and(eq(callParties.organizationId, organizationId), inArray(callParties.gongUserId, [...gongUserIds])),
          ),
      )
    : undefined;
  while (true) {
    const page = await db
      .select({ id: calls.id, crmAccountIds: calls.crmAccountIds, toldParties: calls.toldParties })
      .from(calls)
      .where(and(eq(calls.organizationId, organizationId), gt(calls.id, after), isTheirs))
      .orderBy(asc(calls.id))
      .limit(pageSize);
    if (page.length === 0) return;
    const untold = page.filter((row) => row.toldParties === null).map((row) => row.id);
    const rows =
      untold.length === 0
        ? []
        : await db
            .select()
            .from(callParties)
            .where(and(eq(callParties.organizationId, organizationId), inArray(callParties.callId, untold)))
            .orderBy(asc(callParties.callId), asc(callParties.position));
    const byCall = Map.groupBy(rows, (row) => row.callId);
    yield page.map((row) => ({
      callId: toCallId(row.id),
      crmAccountIds: row.crmAccountIds,
      parties:
        row.toldParties ?? (byCall.get(row.id) ?? []).map(({ gongSide, ...party }) => ({ ...party, side: gongSide })),
    }));
    after = page.at(-1)?.id ?? after;
  }
}
