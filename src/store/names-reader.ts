import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Account, Person } from '../account.ts';
import { toBeginning } from '../language/name-keys.ts';
import type { Scope } from '../viewer.ts';
import { withDomains } from './accounts-reader.ts';
import { visibleCalls } from './calls-reader.ts';
import type { Db } from './db.ts';
import { toPerson } from './people-store.ts';
import { accountDomains, accounts, callParties, calls, people } from './schema.ts';
import { textArray } from './text-array.ts';
import { visibleAccounts, visiblePeople } from './visible-names.ts';

/** What a text may name: its `words` folded (`nameWordsOf`), and its words as written. */
export type NamedBy = { words: string[]; written: string[] };

/** Most accounts, people or participants read for the names of one text. */
const MOST_NAMED = 300;

/**
 * Accounts with a name or alias whose first word stands in the text, or whose domain or id does. Those whose names
 * share most words with the text come first, and the shorter names of these.
 */
export async function findAccountsNamedIn(db: Db, scope: Scope, { words, written }: NamedBy): Promise<Account[]> {
  const { organizationId } = scope;
  const domains = db
    .select({ id: accountDomains.accountId })
    .from(accountDomains)
    .where(
      and(
        eq(accountDomains.organizationId, organizationId),
        or(
          inArray(accountDomains.domain, parentsOf(written)),
          inArray(sql`split_part(${accountDomains.domain}, '.', 1)`, words),
        ),
      ),
    );
  const byStart = hasAny(accounts.nameStarts, words);
  const byCrmId = inArray(accounts.crmId, [...written, ...written.map((word) => word.toUpperCase())]);
  // One condition a query: the planner takes no index for alternatives over two tables.
  const named = [byStart, byCrmId, inArray(accounts.id, domains)].map((isMeant) =>
    db
      .select()
      .from(accounts)
      .where(
        and(
          eq(accounts.organizationId, organizationId),
          ne(accounts.state, 'ignored'),
          isMeant,
          visibleAccounts(db, scope),
        ),
      )
      .orderBy(...nearestFirst(accounts, words))
      .limit(MOST_NAMED),
  );
  return withDomains(db, organizationId, (await Promise.all(named)).flat());
}

/** People with a word of the text in their name, in the order of accounts, or with their address there. */
export async function findPeopleNamedIn(db: Db, scope: Scope, { words, written }: NamedBy): Promise<Person[]> {
  const byWord = hasAny(people.nameWords, words);
  const byAddress = inArray(
    people.email,
    written.map((word) => word.toLowerCase()).filter((word) => word.includes('@')),
  );
  const named = [byWord, byAddress].map((isMeant) =>
    db
      .select()
      .from(people)
      .where(and(eq(people.organizationId, scope.organizationId), isMeant, visiblePeople(db, scope)))
      .orderBy(...nearestFirst(people, words))
      .limit(MOST_NAMED),
  );
  const rows = (await Promise.all(named)).flat();
  return [...new Map(rows.map((row) => [row.id, toPerson(row)])).values()];
}

/** Names with a word of the text, of participants without an address, on calls that the viewer may read. */
export async function findUnlinkedNamesIn(db: Db, scope: Scope, { words }: NamedBy): Promise<string[]> {
  const rows = await db
    .select({ name: callParties.name })
    .from(callParties)
    .innerJoin(calls, and(eq(calls.organizationId, callParties.organizationId), eq(calls.id, callParties.callId)))
    .where(and(visibleCalls(scope), isNull(callParties.personId), hasAny(callParties.nameWords, words)))
    .groupBy(callParties.name, callParties.nameWords)
    .orderBy(...nearestFirst({ ...callParties, id: callParties.name }, words))
    .limit(MOST_NAMED);
  return rows.flatMap(({ name }) => name ?? []);
}

/** Accounts with a name or alias that begins like one of these: a misspelt name could mean them. */
export async function findAccountsBeginning(db: Db, scope: Scope, folded: string[]): Promise<Account[]> {
  const { organizationId } = scope;
  const rows = await db
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.organizationId, organizationId),
        ne(accounts.state, 'ignored'),
        hasAny(accounts.nameStarts, folded.map(toBeginning)),
        visibleAccounts(db, scope),
      ),
    )
    .orderBy(asc(accounts.name), asc(accounts.id))
    .limit(MOST_NAMED);
  return withDomains(db, organizationId, rows);
}

/** People with a name that begins like one of these. */
export async function findPeopleBeginning(db: Db, scope: Scope, folded: string[]): Promise<Person[]> {
  const rows = await db
    .select()
    .from(people)
    .where(
      and(
        eq(people.organizationId, scope.organizationId),
        hasAny(people.nameStarts, folded.map(toBeginning)),
        visiblePeople(db, scope),
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(MOST_NAMED);
  return rows.map(toPerson);
}

const hasAny = (keys: PgColumn, wanted: readonly string[]): SQL => sql`${keys} && ${textArray(wanted)}`;

/** By words shared with the text, then by words that are not there. */
const nearestFirst = (named: Record<'nameWords' | 'name' | 'id', PgColumn>, words: readonly string[]): SQL[] => [
  sql`(select count(*) from unnest(${named.nameWords}) word where word = any(${textArray(words)})) desc`,
  sql`cardinality(${named.nameWords})`,
  sql`${named.name}`,
  sql`${named.id}`,
];

/** Hosts with all the domains above each: "eu.acme.example" lies in "acme.example". */
const parentsOf = (written: readonly string[]): string[] => {
  const hosts = written.map((word) => word.toLowerCase()).filter((word) => word.includes('.'));
  return hosts.flatMap((host) => host.split('.').map((_, at, labels) => labels.slice(at).join('.')));
};
