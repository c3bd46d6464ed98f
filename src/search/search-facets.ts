import type { Platform } from '../call.ts';
import { listAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { findPeople } from '../store/people-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';
import { withTrackers } from './tracker-query.ts';

type Named = { id: string; name: string; calls: number };

/** How many of the calls found are with whom, when, where and about what; the most first, months (`2026-11`) the newest first. */
export type SearchFacets = {
  accounts: Named[];
  people: Named[];
  trackers: Named[];
  platforms: { platform: Platform; calls: number }[];
  months: { month: string; calls: number }[];
};

const MOST_VALUES = 20;

export async function readFacets(
  { db, index }: { db: Db; index: SegmentReader },
  viewer: Viewer,
  scope: Scope,
  query: SegmentQuery,
): Promise<SearchFacets> {
  const { timeZone } = await readOrganization(db, viewer.organizationId);
  const { accounts, people, platforms, months } = await index.facets(query, { timeZone, limit: MOST_VALUES });
  const accountNames = namesOf(await listAccounts(db, scope.organizationId));
  const peopleNames = namesOf(await findPeople(db, scope, { ids: people.map(({ id }) => id), limit: MOST_VALUES }));
  const trackers = [];
  for (const tracker of await readTrackers(db, viewer.organizationId)) {
    const narrowed = withTrackers(query, [tracker]);
    const calls = narrowed ? (await index.count(narrowed)).calls : 0;
    if (calls > 0) trackers.push({ id: tracker.id, name: tracker.name, calls });
  }
  // Whom the store does not show any more is left out.
  const named = (values: { id: string; calls: number }[], names: Map<string, string>) =>
    inOrder(values.flatMap(({ id, calls }) => (names.has(id) ? [{ id, name: names.get(id) ?? '', calls }] : [])));
  return {
    accounts: named(accounts, accountNames),
    people: named(people, peopleNames),
    trackers: inOrder(trackers),
    platforms,
    months,
  };
}

const inOrder = (values: Named[]): Named[] => values.sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name));

const namesOf = (rows: readonly { id: string; name: string }[]): Map<string, string> =>
  new Map(rows.map(({ id, name }) => [id, name]));
