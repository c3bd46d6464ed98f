import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallId, OrganizationId, Platform } from '../call.ts';
import { AppError, isAppError, nameFailure } from '../errors.ts';
import { joinStems, type Stem, type Stems } from '../language/words.ts';
import { meaningField, toElasticsearchDocuments } from './elasticsearch-documents.ts';
import { type Clause, chunkFilter, passageClause, segmentClause, standsIn } from './elasticsearch-query.ts';
import { allWords, chooseStems, stemsOf } from './rank-moments.ts';
import {
  type CallCount,
  type CallDocuments,
  type CallKey,
  findsNothing,
  type SegmentIndex,
  type Stretch,
} from './segment-index.ts';
import { joinStretches, type PassageRow } from './stretches.ts';

/** Elasticsearch's paging limit. */
const DEEPEST = 10_000;
/** Documents per bulk: a few MB. Larger bulks gain nothing. */
const BULK_DOCUMENTS = 2500;
/** Writes may outlast a reader's patience. A connection that broke while it lay idle is no reason to give one up. */
export const PATIENT = { requestTimeout: 60_000, maxRetries: 2 };
/** The client never resends a bulk, since unmarked calls are put again anyway. */
const ONCE = { ...PATIENT, maxRetries: 0 };
/** How long word frequencies are cached: they change slowly, and a fresh look costs a round trip. */
const KNOWN_MS = 300_000;
const MOST_KNOWN = 50_000;
/** Candidates that the graph of vectors is searched for; more find hardly better. */
const MOST_CANDIDATES = 200;
/** Up to this number calls are counted exactly, above it nearly so. */
const EXACT_CALLS = 40_000;

/** Writes use a separate alias, so that a write never recreates a deleted index without its mapping. */
export const writeAlias = (name: string): string => `${name}.write`;

/** Failures of the engine become `index_unavailable`. */
export async function using<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAppError(error) ? error : toAppError(error);
  }
}

/** One index, or the target of an alias. Ids are deterministic, so writing twice writes once. */
export function openElasticsearchIndex(client: Client, name: string): SegmentIndex {
  /** Put since the last flush. */
  let unflushed = { calls: [] as { organizationId: OrganizationId; callId: CallId }[], ids: new Set<string>() };

  /** Ids of the calls' searchable documents. */
  async function idsOf(organizationId: OrganizationId, callIds: readonly CallId[]): Promise<string[]> {
    const ids: string[] = [];
    const query = { bool: { filter: [{ term: { organizationId } }, { terms: { callId: [...callIds] } }] } };
    for (let after: estypes.SortResults | undefined, isFirst = true; isFirst || after; isFirst = false) {
      const page = await client.search({
        index: name,
        size: DEEPEST,
        _source: false,
        query,
        sort: [{ callId: 'asc' }, { type: 'asc' }, '_doc'],
        ...(after && { search_after: after }),
      });
      ids.push(...page.hits.hits.map((hit) => hit._id ?? ''));
      after = page.hits.hits.length === DEEPEST ? page.hits.hits.at(-1)?.sort : undefined;
    }
    return ids;
  }

  async function bulk(operations: object[]): Promise<void> {
    if (operations.length === 0) return;
    const answer = await client.bulk({ index: writeAlias(name), require_alias: true, operations }, ONCE);
    const refused = answer.items
      .flatMap((item) => Object.values(item))
      .find((item) => item.error && item.status !== 404);
    if (refused)
      throw new AppError(
        'index_unavailable',
        `Elasticsearch refused a document: ${refused.error?.reason ?? refused.status}`,
      );
  }

  const fields = new Set<string>();
  async function hasField(field: string): Promise<boolean> {
    if (fields.has(field)) return true;
    const mappings = Object.values(await client.indices.getFieldMapping({ index: name, fields: field }));
    if (!mappings.some((one) => one.mappings[field])) return false;
    fields.add(field);
    return true;
  }
  /** Vectors of bytes take a quarter of the disk and find the same; safe to repeat. */
  async function addField(field: string): Promise<void> {
    if (fields.has(field)) return;
    const vector: estypes.MappingDenseVectorProperty = {
      type: 'dense_vector',
      dims: Number(field.split('_').at(-1)),
      element_type: 'byte',
      similarity: 'cosine',
      index: true,
      index_options: { type: 'hnsw' },
    };
    await client.indices.putMapping({ index: writeAlias(name), properties: { [field]: vector } });
    fields.add(field);
  }

  /** The number of passages, and for each stem the passages with it. Recent counts come from the cache. */
  const known = { passages: 0, holding: new Map<Stem, { passages: number; untilMs: number }>() };
  async function passageStatistics(stems: readonly Stem[]) {
    const nowMs = Date.now();
    const asked = stems.filter((stem) => (known.holding.get(stem)?.untilMs ?? 0) < nowMs);
    if (asked.length > 0) {
      const answer = await client.termvectors({
        index: name,
        doc: { passage: asked.join(' ') },
        fields: ['passage'],
        term_statistics: true,
        positions: false,
        offsets: false,
      });
      const { field_statistics: field, terms = {} } = answer.term_vectors?.passage ?? {};
      known.passages = field?.doc_count ?? 0;
      if (known.holding.size > MOST_KNOWN) known.holding.clear();
      for (const stem of asked) {
        const passages = terms[stem]?.doc_freq ?? 0;
        // A stem found nowhere is looked up again next time: a call may just have brought it.
        known.holding.set(stem, { passages, untilMs: passages > 0 ? nowMs + KNOWN_MS : 0 });
      }
    }
    const holding = new Map(stems.map((stem) => [stem, known.holding.get(stem)?.passages ?? 0]));
    return { passages: known.passages, holding };
  }

  return {
    put: (calls) =>
      using(async () => {
        for (const field of new Set(calls.flatMap(fieldsOf))) await addField(field);
        const documents = calls.flatMap(toElasticsearchDocuments);
        for (let start = 0; start < documents.length; start += BULK_DOCUMENTS) {
          const some = documents.slice(start, start + BULK_DOCUMENTS);
          await bulk(some.flatMap(({ id, document }) => [{ index: { _id: id } }, document]));
        }
        unflushed.calls.push(...calls.map(({ organizationId, callId }) => ({ organizationId, callId })));
        for (const { id } of documents) unflushed.ids.add(id);
      }),

    removeCalls: (organizationId, callIds) =>
      using(async () => {
        await client.indices.refresh({ index: name }, PATIENT);
        await bulk((await idsOf(organizationId, callIds)).map((_id) => ({ delete: { _id } })));
      }),

    scrub: () =>
      using(async () => {
        await client.indices.forcemerge({ index: name, only_expunge_deletes: true }, PATIENT);
      }),
    flush: () =>
      using(async () => {
        const { calls, ids } = unflushed;
        unflushed = { calls: [], ids: new Set() };
        await client.indices.refresh({ index: name }, PATIENT);
        // A longer version of a call, from any process, may have left documents behind.
        const stale: string[] = [];
        for (const [organizationId, group] of Map.groupBy(calls, (call) => call.organizationId)) {
          const callIds = group.map(({ callId }) => callId);
          stale.push(...(await idsOf(organizationId, callIds)).filter((id) => !ids.has(id)));
        }
        if (stale.length === 0) return;
        await bulk(stale.map((_id) => ({ delete: { _id } })));
        await client.indices.refresh({ index: name }, PATIENT);
      }),

    search: (query, { limit, offset = 0 }) =>
      using(async () => {
        if (findsNothing(query) || offset >= DEEPEST) return [];
        const answer = await client.search({
          index: name,
          from: offset,
          size: Math.min(limit, DEEPEST - offset),
          _source: false,
          docvalue_fields: ['callId', 'position'],
          track_total_hits: false,
          query: segmentClause(query),
          sort: [{ _score: { order: 'desc' } }, { callId: 'asc' }, { position: 'asc' }],
          track_scores: true,
        });
        return answer.hits.hits.map((hit) => ({
          callId: hit.fields?.callId[0] as CallId,
          position: Number(hit.fields?.position[0]),
          score: hit._score ?? 0,
        }));
      }),

    passages: (query, { limit }) =>
      using(async () => {
        const stems = stemsOf(allWords(query));
        if (stems.length === 0) return { stretches: [], passages: 0, holding: new Map() };
        const statistics = await passageStatistics(stems);
        const answer = await client.search<PassageSource>({
          index: name,
          size: limit,
          track_total_hits: false,
          query: passageClause(query, chooseStems(query, statistics)),
          sort: [{ _score: { order: 'desc' } }, { callId: 'asc' }, '_doc'],
          track_scores: true,
        });
        const rows = toPassageRows(answer.hits.hits);
        return { stretches: joinStretches(rows, segmentsOf(rows)), ...statistics };
      }),

    nearest: (query, { limit }) =>
      using(async () => {
        const field = query.meaning && meaningField(query.meaning.model, query.meaning.vector.length);
        if (!query.meaning || !field || !(await hasField(field))) return [];
        const answer = await client.search<ChunkSource>({
          index: name,
          size: limit,
          track_total_hits: false,
          knn: {
            field,
            query_vector: [...query.meaning.vector],
            k: limit,
            num_candidates: Math.max(MOST_CANDIDATES, 2 * limit),
            filter: chunkFilter(query),
          },
        });
        const rows = answer.hits.hits.flatMap(({ _source: row, _score: score }) =>
          row ? [{ ...row, callTitle: NO_TITLE, score: 2 * (score ?? 0) - 1 }] : [],
        );
        return joinStretches(rows, segmentsOf(rows));
      }),

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
          segments: Math.min(
            typeof total === 'number' ? total : (total?.value ?? 0),
            atMost ?? Number.MAX_SAFE_INTEGER,
          ),
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
          platforms: counted('platforms').map(({ key, calls }) => ({ platform: key as Platform, calls })),
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
  };
}

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
    callId: key.callId as CallId,
    startedAt: new Date(Number(key.startedAt)),
    segments: doc_count,
  }));
}

type ChunkSource = Pick<PassageRow, 'callId' | 'first' | 'last'> & { segments: Stretch['segments'] };
type PassageSource = Pick<PassageRow, 'callId' | 'first' | 'last'> & {
  passageTitle: Stems;
  segments: Stretch['segments'];
};
const toPassageRows = (hits: readonly estypes.SearchHit<PassageSource>[]) =>
  hits.flatMap(({ _source: row, _score: score }) =>
    row ? [{ ...row, callTitle: row.passageTitle, score: score ?? 0 }] : [],
  );
const fieldsOf = ({ meaning }: CallDocuments): string[] => {
  const [chunk] = meaning?.chunks ?? [];
  return meaning && chunk ? [meaningField(meaning.model, chunk.vector.length)] : [];
};
/** Chunks are near whatever their call's title says. */
const NO_TITLE = joinStems([]);
type FacetBucket = { key: string | number; key_as_string?: string; calls: { value: number } };

const CALLS = { cardinality: { field: 'callId', precision_threshold: EXACT_CALLS } };

/** Finds a call's segments among the passages found. */
function segmentsOf(rows: readonly ChunkSource[]) {
  const byCall = new Map<CallId, Map<number, Stretch['segments'][number]>>();
  for (const { callId, segments } of rows) {
    const known = byCall.get(callId) ?? new Map();
    for (const segment of segments) known.set(segment.position, segment);
    byCall.set(callId, known);
  }
  return ({ callId }: { callId: CallId }, first: number, last: number) =>
    [...(byCall.get(callId)?.values() ?? [])]
      .filter(({ position }) => first <= position && position <= last)
      .sort((a, b) => a.position - b.position);
}

/** Elasticsearch's own message may show the text of a document or a query, so only its kind is told. */
export function toAppError(cause: unknown): AppError {
  const type = (cause as { body?: { error?: { type?: unknown } } }).body?.error?.type;
  const kind = typeof type === 'string' && /^\w+$/.test(type) ? type : null;
  const reason = kind ?? nameFailure(cause);
  return new AppError(
    'index_unavailable',
    `Elasticsearch cannot be used right now (${reason}). Check ELASTICSEARCH_URL and the cluster.`,
    { cause },
  );
}
