import type { Client, estypes } from '@elastic/elasticsearch';
import { platformSchema, toCallId } from '../call.ts';
import { using } from './elasticsearch-failure.ts';
import { type Clause, segmentClause, standsIn } from './elasticsearch-query.ts';
import { type CallCount, type CallKey, findsNothing, type SegmentIndex } from './segment-index.ts';

/** Up to this number calls are counted exactly, above it nearly so. */
const EXACT_CALLS = 40_000;

/** What counts and lists in one index, without ranking. */
export const openElasticsearchCounts = (
  client: Client,
  name: string,
): Pick<SegmentIndex, 'count' | 'said' | 'calls' | 'facets' | 'listCalls'> => ({
  count: (query, { atMost, ofCalls = true } = {}) =>
    using(async () => {
      if (findsNothing(query)) return { segments: 0, calls: 0 };
      const request: estypes.SearchRequest = {
        index: name,
        size: 0,
        track_total_hits: atMost ?? true,
        query: segmentClause(query),
        ...(ofCalls && { aggs: { calls: CALLS } }),
      };
      const answer = await client.search<unknown, { calls: estypes.AggregationsCardinalityAggregate }>(request);
      const total = answer.hits.total;
      return {
        segments: Math.min(typeof total === 'number' ? total : (total?.value ?? 0), atMost ?? Number.MAX_SAFE_INTEGER),
        calls: answer.aggregations?.calls.value ?? 0,
      };
    }),

  said: (scope, texts) =>
    using(async () => {
      if (texts.length === 0) return [];
      const filters = Object.fromEntries(texts.map((text, at) => [String(at), standsIn('text', [text])]));
      const answer = await client.search<unknown, { said: { buckets: Record<string, { doc_count: number }> } }>({
        index: name,
        size: 0,
        track_total_hits: false,
        query: segmentClause({ scope, words: [] }),
        aggs: { said: { filters: { filters } } },
      });
      const buckets = answer.aggregations?.said.buckets ?? {};
      return texts.filter((_, at) => (buckets[String(at)]?.doc_count ?? 0) > 0);
    }),

  calls: (query, page) =>
    using(async () => (findsNothing(query) ? [] : pageCalls(client, name, segmentClause(query), page))),

  facets: (query, { timeZone, limit }) =>
    using(async () => {
      if (findsNothing(query)) return { accounts: [], people: [], platforms: [], months: [] };
      const by = (field: string) => ({
        terms: { field, size: limit, order: [{ calls: 'desc' as const }, { _key: 'asc' as const }] },
        aggs: { calls: CALLS },
      });
      const answer = await client.search<unknown, Record<string, { buckets: FacetBucket[] }>>({
        index: name,
        size: 0,
        track_total_hits: false,
        query: segmentClause(query),
        aggs: {
          accounts: by('accountIds'),
          people: by('personIds'),
          platforms: by('platform'),
          months: {
            date_histogram: {
              field: 'startedAt',
              calendar_interval: 'month',
              format: 'yyyy-MM',
              time_zone: timeZone,
              min_doc_count: 1,
            },
            aggs: { calls: CALLS },
          },
        },
      });
      const counted = (name: string) =>
        (answer.aggregations?.[name]?.buckets ?? []).map((bucket) => ({
          key: bucket.key_as_string ?? String(bucket.key),
          calls: bucket.calls.value,
        }));
      return {
        accounts: counted('accounts').map(({ key: id, calls }) => ({ id, calls })),
        people: counted('people').map(({ key: id, calls }) => ({ id, calls })),
        platforms: counted('platforms').map(({ key, calls }) => ({ platform: platformSchema.parse(key), calls })),
        months: counted('months')
          .map(({ key: month, calls }) => ({ month, calls }))
          .sort((a, b) => b.calls - a.calls || (a.month < b.month ? -1 : 1))
          .slice(0, limit)
          .sort((a, b) => (a.month < b.month ? 1 : -1)),
      };
    }),

  listCalls: (organizationId, page) =>
    using(() =>
      pageCalls(
        client,
        name,
        { bool: { filter: [{ term: { type: 'segment' } }, { term: { organizationId } }] } },
        page,
      ),
    ),
});

/** Calls with segments that match the clause, newest first. */
async function pageCalls(
  client: Client,
  index: string,
  query: Clause,
  { limit, after }: { limit: number; after?: CallKey },
): Promise<CallCount[]> {
  const sources = [
    { startedAt: { terms: { field: 'startedAt', order: 'desc' as const } } },
    { callId: { terms: { field: 'callId', order: 'desc' as const } } },
  ];
  const from = after && { after: { startedAt: after.startedAt.getTime(), callId: after.callId } };
  const answer = await client.search<unknown, { calls: estypes.AggregationsCompositeAggregate }>({
    index,
    size: 0,
    track_total_hits: false,
    query,
    aggs: { calls: { composite: { size: limit, sources, ...from } } },
  });
  const buckets = (answer.aggregations?.calls.buckets ?? []) as estypes.AggregationsCompositeBucket[];
  return buckets.map(({ key, doc_count }) => ({
    callId: toCallId(String(key.callId)),
    startedAt: new Date(Number(key.startedAt)),
    segments: doc_count,
  }));
}

type FacetBucket = { key: string | number; key_as_string?: string; calls: { value: number } };

const CALLS = { cardinality: { field: 'callId', precision_threshold: EXACT_CALLS } };
