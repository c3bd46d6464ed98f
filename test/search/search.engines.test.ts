import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { openElasticsearchEngine } from '../../src/search/elasticsearch-engine.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { toSegmentId } from '../../src/segment.ts';
import { findElasticsearch, type RunningServer } from '../support/servers.ts';
import { openTestStore } from '../support/stores.ts';
import { openTestServices } from '../support/test-services.ts';
import { describesSearch } from './describes-search.ts';
import { describesSearchEngine } from './describes-search-engine.ts';

let server: RunningServer | null = null;
const way = await findElasticsearch();

describe.skipIf(!way)('Elasticsearch', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  const open = (name: string) =>
    openElasticsearchEngine({ url: server?.url ?? '', alias: `test-${process.pid}-${name}` });

  describesSearchEngine('Elasticsearch', () => open('index'));
  describesSearch('Elasticsearch', async () => {
    return { store: await openTestStore(), engine: open('search') };
  });

  describe('both engines', () => {
    let worlds: {
      engine: string;
      close: () => Promise<void>;
      search: (query: string) => ReturnType<typeof searchSegments>;
    }[];
    beforeAll(async () => {
      const now = () => new Date('2026-11-22T12:00:00Z');
      worlds = await Promise.all(
        ['', server?.url ?? ''].map(async (url) => {
          const opened = await openTestServices({ ELASTICSEARCH_URL: url }, now);
          const world = await fillWithInventedWorld(opened.services, new AbortController().signal);
          const viewer = await readMember(opened.services, world.organizationId);
          return {
            engine: url || 'embedded',
            close: async () => {
              await world.close();
              await opened.close();
            },
            search: (query: string) => searchSegments(opened.services, viewer, { query, limit: 100 }),
          };
        }),
      );
    });
    afterAll(async () => {
      for (const world of worlds ?? []) await world.close();
    });
    const both = async (query: string) => {
      const [first, second] = await Promise.all(worlds.map(({ search }) => search(query)));
      const idsOf = (result: typeof first) => (result?.hits ?? []).map(({ segment }) => toSegmentId(segment));
      return { ids: [idsOf(first), idsOf(second)] as const, totals: [first?.total, second?.total] as const };
    };

    test.each(FILTERED)('find the same for %s', async (query) => {
      const { ids, totals } = await both(query);
      expect(totals[0]).toBe(totals[1]);
      if ((totals[0] ?? 0) <= 100) expect(ids[0].toSorted()).toEqual(ids[1].toSorted());
    });

    test('share at least seven of their first ten for a hundred questions, on average, and count the same', async () => {
      const overlaps: number[] = [];
      for (const question of QUESTIONS) {
        const { ids, totals } = await both(question);
        expect(totals[0], question).toBe(totals[1]);
        const [first, second] = [ids[0].slice(0, 10), new Set(ids[1].slice(0, 10))];
        if (first.length > 0) overlaps.push(first.filter((id) => second.has(id)).length / first.length);
      }
      expect(overlaps.length).toBeGreaterThan(90);
      const mean = overlaps.reduce((sum, overlap) => sum + overlap, 0) / overlaps.length;
      console.log(`mean overlap of the first ten: ${mean.toFixed(3)} over ${overlaps.length} questions`);
      expect(mean).toBeGreaterThanOrEqual(0.7);
    });
  });
});

const TOPICS =
  'price discount renewal budget invoice roll-out training onboarding security export dashboard integration audit log contract pilot seats licence competitor deadline'.split(
    ' ',
  );
const QUESTIONS = TOPICS.flatMap((topic, at) => [
  `What did we discuss about the ${topic}?`,
  `Who is worried about the ${topic} and the ${TOPICS[(at + 7) % TOPICS.length]}?`,
  `${topic} side:customer`,
  `Summarize the ${topic} conversations of the third plant`,
  `What did @Acme say about ${topic} and ${TOPICS[(at + 3) % TOPICS.length]}?`,
]);

const FILTERED = [
  'price side:customer',
  'price side:us kind:external',
  '"per seat"',
  '"price" -discount',
  'account:Acme invoice',
  '@Pellworth training',
  'platform:phone',
  'tracker:competitors',
  'tracker:pricing side:customer platform:zoom',
  'speaker:lee',
  'audit OR export',
  'invoice after:2026-08 before:2026-11',
  'review in:title',
  '"price cap" OR "price table"',
];
