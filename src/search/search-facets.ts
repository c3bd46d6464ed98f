import { z } from 'zod';
import { platformSchema } from '../call.ts';
import { namedSchema } from '../named.ts';
import { readAccountNames } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import { findPeople } from '../store/people-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';
import { withTrackers } from './tracker-query.ts';

const countedSchema = namedSchema.extend({ calls: z.number() });
type Counted = z.infer<typeof countedSchema>;

/** Found calls by account, person, platform, month and topic; most calls first, months (`2026-11`) newest first. */
export const searchFacetsSchema = z
  .object({
    accounts: z.array(countedSchema),
    people: z.array(countedSchema),
    trackers: z.array(countedSchema),
    platforms: z.array(z.object({ platform: platformSchema, calls: z.number() })),
    months: z.array(z.object({ month: z.string().meta({ example: '2026-11' }), calls: z.number() })),
  })
  .meta({ id: 'SearchFacets', description: 'How many of the calls found have each; the 20 most frequent.' });
export type SearchFacets = z.infer<typeof searchFacetsSchema>;

const MOST_VALUES = 20;

export async function readFacets(
  { db, index }: { db: Db; index: SegmentReader },
  viewer: Viewer,
  scope: Scope,
  query: SegmentQuery,
): Promise<SearchFacets> {
  const { accounts, people, platforms, months } = await index.facets(query, {
    timeZone: viewer.timeZone,
    limit: MOST_VALUES,
  });
  const idsOf = (values: readonly { id: string }[]) => values.map(({ id }) => id);
  const accountNames = await readAccountNames(db, scope, idsOf(accounts));
  const found = await findPeople(db, scope, { ids: idsOf(people), limit: MOST_VALUES });
  const peopleNames = new Map(found.map(({ id, name }) => [id, name]));
  const trackers = [];
  for (const tracker of await readTrackers(db, viewer.organizationId)) {
    const narrowed = withTrackers(query, [tracker]);
    const calls = narrowed ? (await index.count(narrowed)).calls : 0;
    if (calls > 0) trackers.push({ id: tracker.id, name: tracker.name, calls });
  }
  // People and accounts that left the store meanwhile, or that the viewer may not know of, are left out.
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

const inOrder = (values: Counted[]): Counted[] =>
  values.sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name));
