import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import type { Account } from '../account.ts';
import { toBeginning } from '../language/name-keys.ts';
import type { Person } from '../person.ts';
import type { Scope } from '../viewer.ts';
import type { Db } from './db.ts';
import { accountDomains, accounts, callParties, calls, people } from './schema.ts';
import { textArray } from './text-array.ts';
import { visibleCalls } from './visible-calls.ts';
import { visibleAccounts, visiblePeople } from './visible-names.ts';

/** What a text may name: its `words` folded (`nameWordsOf`), and its words as written. */
export type NamedBy = { words: string[]; written: string[] };

/** Most accounts, people or participants read for the names of one text. */
const MOST_NAMED = 300;

/** What a name is read by. */
export type NamedAccount = Pick<Account, 'id' | 'name' | 'aliases' | 'domains' | 'crmId'>;
export type NamedPerson = Pick<Person, 'id' | 'name' | 'email' | 'accountId'>;

const ACCOUNT = {
  id: accounts.id,
  name: accounts.name,
  aliases: accounts.aliases,
  crmId: accounts.crmId,
  domains: sql<
    string[]
  >`array(select d.domain from account_domains d where d.organization_id = ${accounts.organizationId} and d.account_id = ${accounts.id} order by d.domain)`,
};
const PERSON = { id: people.id, name: people.name, email: people.email, accountId: people.accountId };

/**
 * Accounts with a name or alias whose first word stands in the text, or whose domain or id does. Those whose names
 * share most words with the text come first, and the shorter names of these.
 */
export async function findAccountsNamedIn(db: Db, scope: Scope, { words, written }: NamedBy): Promise<NamedAccount[]> {
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
  const meant = (isMeant: SQL) =>
    db
      .select(ACCOUNT)
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
      .limit(MOST_NAMED);
  // One condition a part: the planner takes no index for alternatives over two tables.
  const rows = await unionAll(
    meant(hasAny(accounts.nameStarts, words)),
    meant(inArray(accounts.crmId, [...written, ...written.map((word) => word.toUpperCase())])),
    meant(inArray(accounts.id, domains)),
  );
  return onceEach(rows);
}

/** People with a word of the text in their name, in the order of accounts, or with their address there. */
export async function findPeopleNamedIn(db: Db, scope: Scope, { words, written }: NamedBy): Promise<NamedPerson[]> {
  const addresses = written.map((word) => word.toLowerCase()).filter((word) => word.includes('@'));
  const meant = (isMeant: SQL) =>
    db
      .select(PERSON)
      .from(people)
      .where(and(eq(people.organizationId, scope.organizationId), isMeant, visiblePeople(db, scope)))
      .orderBy(...nearestFirst(people, words))
      .limit(MOST_NAMED);
  const byName = meant(hasAny(people.nameWords, words));
  return addresses.length === 0 ? byName : onceEach(await unionAll(byName, meant(inArray(people.email, addresses))));
}

const onceEach = <Row extends { id: string }>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

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
export const findAccountsBeginning = (db: Db, scope: Scope, folded: string[]): Promise<NamedAccount[]> =>
  db
    .select(ACCOUNT)
    .from(accounts)
    .where(
      and(
        eq(accounts.organizationId, scope.organizationId),
        ne(accounts.state, 'ignored'),
        hasAny(accounts.nameStarts, folded.map(toBeginning)),
        visibleAccounts(db, scope),
      ),
    )
    .orderBy(asc(accounts.name), asc(accounts.id))
    .limit(MOST_NAMED);

/** People with a name that begins like one of these. */
export const findPeopleBeginning = (db: Db, scope: Scope, folded: string[]): Promise<NamedPerson[]> =>
  db
    .select(PERSON)
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
