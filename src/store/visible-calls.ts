import { and, eq, lt, not, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { CallsBy } from '../access-filter.ts';
import type { OrganizationId } from '../call.ts';
import type { Scope } from '../viewer.ts';
import { callAccounts, callParties, calls } from './schema.ts';

/** The scope as a condition on `calls`: every reader of calls, segments and people on calls applies it. */
export function visibleCalls(scope: Scope): SQL | undefined {
  return and(
    eq(calls.organizationId, scope.organizationId),
    scope.privateCalls === 'hidden' ? eq(calls.isPrivate, false) : undefined,
    scope.until ? lt(calls.startedAt, scope.until) : undefined,
    readableCalls(scope),
  );
}

/** The scope's access as a condition on `calls`, as `mayRead` decides. */
function readableCalls({ organizationId, access }: Scope): SQL | undefined {
  const { open, closedAccountIds } = access;
  return and(
    open === 'all' ? undefined : (or(...open.map((one) => callsBy(organizationId, one))) ?? sql`false`),
    closedAccountIds.length > 0 ? not(onAccounts(organizationId, closedAccountIds)) : undefined,
  );
}

function callsBy(organizationId: OrganizationId, calledFor: CallsBy): SQL | undefined {
  const { by, ids } = calledFor;
  if (ids.length === 0) return sql`false`;
  if (by === 'workspace') return isAmong(calls.workspaceId, ids);
  if (by === 'call') return isAmong(calls.id, ids);
  if (by === 'account') return onAccounts(organizationId, ids);
  if (by === 'person') return withParty(organizationId, 'person_id', ids);
  return and(
    calledFor.workspaceId === null ? undefined : eq(calls.workspaceId, calledFor.workspaceId),
    or(isAmong(calls.hostUserId, ids), withParty(organizationId, 'gong_user_id', ids)),
  );
}

/** A folder may have more calls than a statement parameters, so the ids are one of them. */
const isAmong = (column: PgColumn | SQL, ids: readonly string[]): SQL =>
  sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

// Under names of their own, as the query around may have the same tables. The store answers each once, not by call.
const withParty = (organizationId: OrganizationId, column: 'person_id' | 'gong_user_id', ids: readonly string[]): SQL =>
  sql`${calls.id} in (select reader.call_id from ${callParties} reader
    where reader.organization_id = ${organizationId} and ${isAmong(sql`reader.${sql.raw(column)}`, ids)})`;
const onAccounts = (organizationId: OrganizationId, ids: readonly string[]): SQL =>
  sql`${calls.id} in (select link.call_id from ${callAccounts} link
    where link.organization_id = ${organizationId} and ${isAmong(sql`link.account_id`, ids)})`;
