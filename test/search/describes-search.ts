import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCallId, toOrganizationId } from '../../src/call.ts';
import { stemmed } from '../../src/language/words.ts';
import { countTrackers } from '../../src/search/count-trackers.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import type { SearchEngine, SegmentReader } from '../../src/search/segment-index.ts';
import { textOf, toSegmentId } from '../../src/segment.ts';
import { saveAccount } from '../../src/store/accounts-store.ts';
import { readTranscript } from '../../src/store/calls-reader.ts';
import type { Store } from '../../src/store/db.ts';
import { readTrackers, readTrackerTotals, saveTracker } from '../../src/store/trackers-store.ts';
import { aScope, aViewer, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { indexAll, type SpokenCall, saveSpokenCalls } from '../support/spoken-calls.ts';
import { QUERY_TABLE } from './query-table.ts';

const tove = 'tove.brandt@acme.example';
const ines = 'ines.okafor@bluesky.example';
const robin = 'robin.vale@ours.example';
const salla = 'salla.ruhonen@ours.example';

const WORLD: SpokenCall[] = [
  {
    id: '1',
    title: 'Acme renewal',
    startedAt: new Date('2026-10-05T10:00:00Z'),
    says: [
      [tove, 'The price cap is our main concern for the renewal.'],
      [robin, 'We can offer a discount of ten percent.'],
      [tove, 'A price freeze would be better than a discount, at 11.40.'],
    ],
  },
  {
    id: '2',
    title: 'Blue Sky pilot',
    platform: 'teams',
    startedAt: new Date('2026-11-03T10:00:00Z'),
    says: [
      [ines, 'The pilot went well, and training is done.'],
      [robin, 'Great, over a café. The dashboard is next.'],
      [ines, 'A competitor of yours offered training for free.'],
    ],
  },
  {
    id: '3',
    title: 'Team sync',
    kind: 'internal',
    platform: 'phone',
    startedAt: new Date('2026-11-10T10:00:00Z'),
    says: [
      [robin, 'Let us talk about the dashboard and the price list.'],
      [salla, 'I would rather not: a zero sum game, whatever the color. 你好'],
    ],
  },
];

/** A call, its words, and queries that find it alone. */
const SCRIPTS: [id: string, text: string, ...queries: string[]][] = [
  ['801', '价格太高了，我们担心续约。竞争对手的报价更低。', '价格', '续约', '竞争对手'],
  ['802', '契約の更新を心配しています。', '更新'],
  ['803', '가격이 너무 비쌉니다. 계약 갱신이 걱정됩니다.', '가격', '갱신'],
  ['804', 'ราคาแพงเกินไปสำหรับเรา', 'ราคา'],
  ['805', 'המחיר גבוה מדי עבורנו.', 'מחיר'],
  ['806', 'السِّعْرُ مرتفع جدا', 'سعر'],
  ['807', 'Die Preise in der Königstraße', 'Preis', 'Koenigstrasse', 'konigstrasse'],
  ['808', 'IŞIK projesi gecikti', 'ışık', 'isik'],
  ['809', 'The in\u00advoice had a dis\u2060count', 'invoice', '"discount"'],
  ['810', 'The rollout was great 🎉👍🏽', '🎉'],
];

/** The promises of search on every engine. */
export function describesSearch(name: string, open: () => Promise<{ store: Store; engine: SearchEngine }>) {
  describe(`search on ${name}`, () => {
    let store: Store;
    let engine: SearchEngine;
    let index: SegmentReader;
    beforeAll(async () => {
      ({ store, engine } = await open());
      index = engine.live;
      await makeOrganization(store.db);
      await saveAccount(store.db, ORG, { name: 'Acme', domains: ['acme.example'] }, NOW);
      await saveAccount(store.db, ORG, { name: 'Blue Sky', domains: ['bluesky.example'] }, NOW);
      await saveSpokenCalls(store.db, WORLD);
      await indexAll(store.db, engine);
    });
    afterAll(async () => {
      await engine?.close();
      await store?.close();
    });
    type Request = Partial<Parameters<typeof searchSegments>[2]>;
    const search = (query: string, request: Request = {}) =>
      searchSegments({ db: store.db, index, embedder: null, now: () => NOW }, aViewer(), {
        query,
        limit: 100,
        ...request,
      });
    const idsOf = (result: Awaited<ReturnType<typeof search>>) =>
      result.hits.map(({ segment }) => toSegmentId(segment)).sort();

    test.each(QUERY_TABLE)('$query', async (row) => {
      if ('refused' in row) {
        await expect(search(row.query)).rejects.toMatchObject({
          code: 'invalid_input',
          message: expect.stringMatching(row.refused),
        });
        return;
      }
      const result = await search(row.query);
      if (row.finds !== '*') expect(idsOf(result)).toEqual(row.finds);
      expect(result.total).toBe(result.hits.length);
      for (const warning of row.warnings ?? []) expect(result.plan.warnings.join(' ')).toMatch(warning);
      if (!row.warnings?.length) expect(result.plan.warnings).toEqual([]);
    });

    test('words are found in scripts without spaces, with particles and articles, and whatever signs stand in them', async () => {
      const other = toOrganizationId('org_scripts');
      await makeOrganization(store.db, other);
      await saveSpokenCalls(
        store.db,
        SCRIPTS.map(([id, text]) => ({ id, says: [[tove, text]] })),
        other,
      );
      await indexAll(store.db, engine);
      const services = { db: store.db, index, embedder: null, now: () => NOW };
      for (const [id, , ...queries] of SCRIPTS)
        for (const query of queries) {
          const { hits } = await searchSegments(services, aViewer(other), { query, limit: 100 });
          expect([query, hits.map(({ call }) => call.id)]).toEqual([query, [id]]);
        }
    });

    test('grouped by call, each call comes once with its best moments', async () => {
      const result = await search('price dashboard', { groupBy: 'call' });
      expect(result.total).toBe(3);
      expect(result.hits.map((hit) => hit.call.id).sort()).toEqual(['1', '2', '3']);
      for (const hit of result.hits) {
        expect(hit.moments?.[0]?.segment.position).toBe(hit.segment.position);
        expect(hit.moments?.every((moment) => moment.call.id === hit.call.id)).toBe(true);
        expect(hit.moments?.length).toBeLessThanOrEqual(3);
      }
    });

    test('facets count calls by account, person, month, tracker and platform', async () => {
      const { facets } = await search('price dashboard', { facets: true });
      expect(facets?.accounts).toMatchObject([
        { name: 'Acme', calls: 1 },
        { name: 'Blue Sky', calls: 1 },
      ]);
      expect(facets?.people[0]).toMatchObject({ name: 'Robin Vale', calls: 3 });
      expect(facets?.months).toEqual([
        { month: '2026-11', calls: 2 },
        { month: '2026-10', calls: 1 },
      ]);
      expect(new Map(facets?.trackers.map(({ id, calls }) => [id, calls]))).toEqual(
        new Map([
          ['pricing', 2],
          ['competitors', 1],
          ['concerns', 1],
        ]),
      );
      expect(facets?.platforms).toEqual([
        { platform: 'phone', calls: 1 },
        { platform: 'teams', calls: 1 },
        { platform: 'zoom', calls: 1 },
      ]);
      const narrowed = await search('price dashboard account:Acme', { facets: true });
      expect(narrowed.facets?.accounts).toMatchObject([{ name: 'Acme', calls: 1 }]);
    });

    test.each(['segment', 'call'] as const)(
      'pages by %s show each result once, also while calls are added',
      async (groupBy) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await search('price dashboard', { groupBy, limit: 2, ...(cursor && { cursor }) });
          seen.push(...page.hits.map((hit) => (groupBy === 'call' ? hit.call.id : toSegmentId(hit.segment))));
          if (seen.length === 2) {
            const says: [string, string][] = [[robin, 'The price of the price, and its price.']];
            await saveSpokenCalls(store.db, [
              { id: `9${groupBy.length}`, title: 'Late', startedAt: new Date('2026-09-01'), says },
            ]);
            await indexAll(store.db, engine);
          }
          cursor = page.cursor ?? undefined;
        } while (cursor);
        expect(new Set(seen).size).toBe(seen.length);
        const all = await search('price dashboard', { groupBy });
        const wanted = all.hits.map((hit) => (groupBy === 'call' ? hit.call.id : toSegmentId(hit.segment)));
        expect(seen.toSorted()).toEqual(wanted.toSorted());
      },
    );

    test('a cursor of another query, or none of ours, is refused', async () => {
      const { cursor } = await search('price', { limit: 1 });
      const other = cursor ?? '';
      await expect(search('dashboard', { cursor: other })).rejects.toMatchObject({ code: 'invalid_input' });
      for (const text of ['', 'x', 'AAAA', `${other}x`, '🙂'])
        await expect(search('price', { limit: 1, cursor: text })).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('what trackers count equals counting by hand, by side and account, and follows an edit', async () => {
      const accounts = await search('price', { facets: true });
      const acme = accounts.facets?.accounts.find(({ name }) => name === 'Acme')?.id ?? '';
      const own = {
        id: 'trk_own',
        name: 'Own',
        cues: [],
        terms: ['price', 'ten percent'],
        side: null,
        accountIds: [],
        wants: null,
      };
      const variants = [
        own,
        { ...own, side: 'us' as const },
        { ...own, accountIds: [acme] },
        { ...own, terms: ['training'] },
      ];
      for (const tracker of variants) {
        await saveTracker(store.db, ORG, tracker);
        await indexAll(store.db, engine);
        const totals = (await readTrackerTotals(store.db, aScope())).get('trk_own');
        expect(totals).toEqual(await countByHand(store, tracker));
      }
      // Counting a call twice changes nothing.
      const before = await readTrackerTotals(store.db, aScope());
      await countTrackers({ db: store.db, index, now: () => NOW }, ORG, [toCallId('1'), toCallId('2')]);
      expect(await readTrackerTotals(store.db, aScope())).toEqual(before);
      for (const tracker of await readTrackers(store.db, ORG)) {
        expect(before.get(tracker.id) ?? { segments: 0, calls: 0 }).toEqual(await countByHand(store, tracker));
      }
    });
  });
}

type Tracker = Awaited<ReturnType<typeof readTrackers>>[number];

async function countByHand({ db }: Store, tracker: Tracker): Promise<{ segments: number; calls: number }> {
  const calls = new Set<string>();
  let segments = 0;
  for (const id of ['1', '2', '3', '94', '97']) {
    if (tracker.accountIds.length > 0 && id !== '1') continue;
    for (const segment of await readTranscript(db, aScope(), toCallId(id))) {
      if (tracker.side && segment.speaker.side !== tracker.side) continue;
      const text = ` ${stemmed(textOf(segment))} `;
      if (!tracker.terms.some((term) => text.includes(` ${stemmed(term)} `))) continue;
      segments += 1;
      calls.add(id);
    }
  }
  return { segments, calls: calls.size };
}
