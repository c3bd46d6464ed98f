import { and, eq, exists, inArray, isNull, notExists, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { accounts, callAccounts, callParties, calls, people } from './schema.ts';
import { visibleCalls } from './visible-calls.ts';

// A name that only calls brought tells of these calls. So a reader of some calls knows the accounts and people of
// those calls, and else only names without any call.

/** The scope as a condition on `accounts`. */
export function visibleAccounts(db: Db, scope: Scope): SQL | undefined {
  if (scope.directory === 'whole') return undefined;
  const { open, closedAccountIds } = scope.access;
  const links = () => db.select({ one: sql`1` }).from(callAccounts);
  const ofAccount = and(
    eq(callAccounts.organizationId, accounts.organizationId),
    eq(callAccounts.accountId, accounts.id),
  );
  const onReadable = exists(
    links()
      .innerJoin(calls, and(eq(calls.organizationId, callAccounts.organizationId), eq(calls.id, callAccounts.callId)))
      .where(and(ofAccount, visibleCalls(scope))),
  );
  const opened = open === 'all' ? [] : open.flatMap(({ by, ids }) => (by === 'account' ? ids : []));
  return and(
    closedAccountIds.length > 0 ? notInArray(accounts.id, [...closedAccountIds]) : undefined,
    or(
      onReadable,
      opened.length > 0 ? inArray(accounts.id, opened) : undefined,
      open === 'all' ? notExists(links().where(ofAccount)) : undefined,
    ),
  );
}

/** The scope as a condition on `people`. */
export function visiblePeople(db: Db, scope: Scope): SQL | undefined {
  if (scope.directory === 'whole') return undefined;
  const { open, closedAccountIds } = scope.access;
  const parties = () => db.select({ one: sql`1` }).from(callParties);
  const ofPerson = and(eq(callParties.organizationId, people.organizationId), eq(callParties.personId, people.id));
  const onReadable = exists(
    parties()
      .innerJoin(calls, and(eq(calls.organizationId, callParties.organizationId), eq(calls.id, callParties.callId)))
      .where(and(ofPerson, visibleCalls(scope))),
  );
  return or(
    onReadable,
    open === 'all'
      ? and(
          notExists(parties().where(ofPerson)),
          closedAccountIds.length > 0
            ? or(isNull(people.accountId), notInArray(people.accountId, [...closedAccountIds]))
            : undefined,
        )
      : undefined,
  );
}
