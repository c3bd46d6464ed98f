import { stemmer } from 'stemmer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchSegments } from '../../src/search/search-segments.ts';
import type { SearchEngine } from '../../src/search/segment-index.ts';
import type { Db } from '../../src/store/db.ts';
import { readTrackers } from '../../src/store/trackers-store.ts';
import type { Tracker } from '../../src/tracker.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';
import { oneOf, seeded, someOf } from '../support/seeded.ts';
import { indexAll, type SpokenCall, saveSpokenCalls } from '../support/spoken-calls.ts';
import { readRecord, type SpokenPlace, tokensOf } from '../support/spoken-record.ts';
import { openTestStore } from '../support/stores.ts';

const QUERIES = 200;
const SAYINGS = [
  'The price cap is our main concern for the renewal.',
  'We can offer a discount of ten percent on the list price.',
  'Another vendor offered training for free.',
  'The pilot went well, and the dashboard is next.',
  'Budget is tight until the renewal in spring.',
  'A single outage during the night shift worries the nurses.',
  'The audit log shows no exports.',
  'Invoices arrive twice, and the price is wrong.',
  'Nothing new on our side.',
];
const WORDS =
  'price renewal discount training pilot dashboard budget outage nurse audit invoice renwal vendor new'.split(' ');
const PHRASES = ['price cap', 'list price', 'night shift', 'audit log', 'another vendor', 'price renewal'];
const ACCOUNTS = ['acme', 'beacon', 'cobalt'];

/** Calls of three customers over a year; every person has a name of their own. */
function makeCalls(seed: number): SpokenCall[] {
  const random = seeded(seed);
  return Array.from({ length: 48 }, (_, n) => ({
    id: String(5000 + n),
    title: 'Call',
    startedAt: new Date(Date.UTC(2026, n % 11, 1 + (n % 27), 9)),
    says: Array.from({ length: 5 }, (_, k): [string, string] => {
      const account = oneOf(random, ACCOUNTS);
      return [k % 2 === 0 ? `tove.${account}@${account}.example` : 'robin@ours.example', oneOf(random, SAYINGS)];
    }),
  }));
}

/** A query with what it means, part by part. */
type Query = {
  text: string;
  /** Any of these, in the segment or in the four before it, its speaker's name or the title. */
  words: string[];
  /** Each must stand in the segment itself. */
  all: string[][];
  without: string[];
  side?: string;
  account?: string;
  from?: Date;
  to?: Date;
};

function makeQuery(random: () => number): Query {
  const kind = oneOf(random, ['words', 'words', 'phrase', 'either']);
  const words = kind === 'words' ? someOf(random, WORDS, 1 + Math.floor(random() * 2)) : [];
  const either = someOf(random, [...WORDS, ...PHRASES], 2);
  const all = kind === 'phrase' ? [[oneOf(random, PHRASES)]] : kind === 'either' ? [either] : [];
  const written = (text: string) => (text.includes(' ') ? `"${text}"` : text);
  const query: Query = { text: '', words, all, without: random() < 0.25 ? [oneOf(random, WORDS)] : [] };
  if (random() < 0.3) query.side = oneOf(random, ['us', 'customer']);
  if (random() < 0.3) query.account = oneOf(random, ACCOUNTS);
  if (random() < 0.3) query.from = new Date(Date.UTC(2026, Math.floor(random() * 8), 1));
  if (random() < 0.3) query.to = new Date(Date.UTC(2026, 8 + Math.floor(random() * 3), 1));
  const day = (date: Date) => date.toISOString().slice(0, 10);
  query.text = [
    ...words,
    ...all.map((group) => (kind === 'phrase' ? `"${group[0]}"` : group.map(written).join(' OR '))),
    ...query.without.map((word) => `-${word}`),
    query.side && `side:${query.side}`,
    query.account && `account:${query.account}`,
    query.from && `after:${day(query.from)}`,
    query.to && `before:${day(query.to)}`,
  ]
    .filter(Boolean)
    .join(' ');
  return query;
}

/** Totals and facets of searches on an engine, against a plain loop over the transcripts. */
export function describesFacets(name: string, open: () => SearchEngine) {
  describe(`totals and facets of random queries on ${name}`, () => {
    let engine: SearchEngine;
    let db: Db;
    let closeStore: () => Promise<void>;
    let record: SpokenPlace[];
    let trackers: Tracker[];
    beforeAll(async () => {
      const store = await openTestStore();
      closeStore = store.close;
      db = store.db;
      engine = open();
      await makeOrganization(db);
      await saveSpokenCalls(db, makeCalls(3));
      await indexAll(db, engine);
      record = await readRecord(db, aViewer());
      trackers = await readTrackers(db, aViewer().organizationId);
    });
    afterAll(async () => {
      await engine?.close();
      await closeStore?.();
    });

    const cached = new Map<string, string>();
    const stems = (text: string): string => {
      const known = cached.get(text);
      if (known) return known;
      cached.set(text, ` ${tokensOf(text).map(stemmer).join(' ')} `);
      return stems(text);
    };
    const holds = (said: string, wanted: string) => said.includes(stems(wanted));
    const matches = (query: Query): SpokenPlace[] =>
      record.filter(({ call, segment, words }, at) => {
        const own = stems(words.join(' '));
        const before = record
          .slice(Math.max(0, at - 4), at)
          .filter((other) => other.call.id === call.id)
          .map((other) => stems(other.words.join(' ')).trim());
        const around = ` ${[own.trim(), ...before].join(' ')} ${stems(segment.speaker.name).trim()} ${stems(call.title).trim()} `;
        return (
          (query.words.length === 0 || query.words.some((word) => holds(around, word))) &&
          query.all.every((group) => group.some((text) => holds(own, text))) &&
          !query.without.some((word) => holds(own, word)) &&
          (!query.side || segment.speaker.side === query.side) &&
          (!query.account || call.accounts.some((account) => account.name.toLowerCase() === query.account)) &&
          (!query.from || call.startedAt >= query.from) &&
          (!query.to || call.startedAt < query.to)
        );
      });
    const callsOf = (places: readonly SpokenPlace[]) => new Set(places.map(({ call }) => call.id)).size;
    const countBy = (places: readonly SpokenPlace[], keysOf: (place: SpokenPlace) => string[]) => {
      const calls = new Map<string, Set<string>>();
      for (const place of places)
        for (const key of keysOf(place)) calls.set(key, (calls.get(key) ?? new Set()).add(place.call.id));
      return Object.fromEntries([...calls].map(([key, ids]) => [key, ids.size]));
    };
    const search = (query: string, groupBy: 'segment' | 'call') =>
      searchSegments({ db, index: engine.live, embedder: null, now: () => NOW }, aViewer(), {
        query,
        groupBy,
        facets: true,
        limit: 1,
      });

    test(`${QUERIES} queries, each part of a query by itself and beside others`, async () => {
      const random = seeded(17);
      let found = 0;
      for (let n = 0; n < QUERIES; n += 1) {
        const query = makeQuery(random);
        const places = matches(query);
        found += Number(places.length > 0);
        const { total, facets, plan } = await search(query.text, 'segment');
        const named = (list: { name: string; calls: number }[] = []) =>
          Object.fromEntries(list.map((one) => [one.name, one.calls]));
        const topics = trackers.flatMap((tracker) => {
          const held = places.filter(
            ({ segment, words }) =>
              (!tracker.side || segment.speaker.side === tracker.side) &&
              tracker.terms.some((term) => holds(stems(words.join(' ')), term)),
          );
          return held.length > 0 ? [[tracker.name, callsOf(held)] as const] : [];
        });
        expect(
          {
            total,
            warnings: plan.warnings,
            accounts: named(facets?.accounts),
            people: named(facets?.people),
            months: Object.fromEntries((facets?.months ?? []).map(({ month, calls }) => [month, calls])),
            platforms: Object.fromEntries((facets?.platforms ?? []).map(({ platform, calls }) => [platform, calls])),
            topics: named(facets?.trackers),
          },
          query.text,
        ).toEqual({
          total: places.length,
          warnings: [],
          accounts: countBy(places, ({ call }) => call.accounts.map((account) => account.name)),
          people: countBy(places, ({ call }) => call.parties.map((party) => party.name)),
          months: countBy(places, ({ call }) => [call.startedAt.toISOString().slice(0, 7)]),
          platforms: countBy(places, ({ call }) => [call.platform]),
          topics: Object.fromEntries(topics),
        });
      }
      expect(found).toBeGreaterThan(QUERIES / 2);
    });

    test('a topic that is chosen shows as many calls as its facet promised', async () => {
      for (const word of WORDS) {
        const { facets } = await search(word, 'call');
        for (const { id, calls } of facets?.trackers ?? [])
          expect((await search(`${word} tracker:${id}`, 'call')).total, `${word} ${id}`).toBe(calls);
      }
    });

    test('what nobody said has no call in any facet', async () => {
      const { total, facets } = await search('renwal', 'call');
      expect({ total, facets }).toEqual({
        total: 0,
        facets: { accounts: [], people: [], trackers: [], platforms: [], months: [] },
      });
    });
  });
}
