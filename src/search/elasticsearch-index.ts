import { readFileSync } from 'node:fs';
import { Client, errors, type estypes } from '@elastic/elasticsearch';
import type { CallId, OrganizationId } from '../call.ts';
import { AppError, isAppError } from '../errors.ts';
import { toElasticsearchQuery } from './elasticsearch-query.ts';
import {
  type CallDocuments,
  findsNothing,
  INDEX_VERSION,
  type SegmentDocument,
  type SegmentIndex,
} from './segment-index.ts';

const mappingFile = new URL(`../../search-mappings/segments-v${INDEX_VERSION}.json`, import.meta.url);
/** Elasticsearch counts this far exactly and pages this deep at most. */
const DEEPEST = 10_000;

export type ElasticsearchOptions = {
  url: string /** Names the alias and its indices; several installations may share a cluster. */;
  name?: string;
};

/** The engine for many: an index behind an alias, deterministic ids, so that writing twice writes once. */
export function openElasticsearchIndex({ url, name = 'colloquy-segments' }: ElasticsearchOptions): SegmentIndex {
  const client = new Client({ node: url, maxRetries: 2, requestTimeout: 30_000 });
  const index = `${name}-v${INDEX_VERSION}`;
  let made: Promise<void> | undefined;

  /** Makes the index and its alias once; two servers may try together. */
  const ensure = (): Promise<void> => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  async function make() {
    if (await client.indices.exists({ index })) return;
    const mapping = JSON.parse(readFileSync(mappingFile, 'utf8'));
    await client.indices.create({ index, ...mapping, aliases: { [name]: {} } }).catch((error) => {
      if (!isAlreadyThere(error)) throw error;
    });
  }

  /** Ids of what the index holds of the calls: to delete what a shorter transcript leaves behind. */
  async function idsOf(organizationId: OrganizationId, callIds: readonly CallId[]): Promise<string[]> {
    const ids: string[] = [];
    const query = { bool: { filter: [{ term: { organizationId } }, { terms: { callId: [...callIds] } }] } };
    let after: estypes.SortResults | undefined;
    do {
      const page = await client.search({
        index: name,
        size: DEEPEST,
        _source: false,
        query,
        sort: [{ callId: 'asc' }, { position: 'asc' }],
        ...(after && { search_after: after }),
      });
      ids.push(...page.hits.hits.map((hit) => hit._id ?? ''));
      after = page.hits.hits.length === DEEPEST ? page.hits.hits.at(-1)?.sort : undefined;
    } while (after);
    return ids;
  }

  async function bulk(operations: unknown[]): Promise<void> {
    if (operations.length === 0) return;
    const answer = await client.bulk({
      index: name,
      refresh: true,
      operations: operations as estypes.BulkRequest['operations'] & object,
    });
    const refused = answer.items
      .flatMap((item) => Object.values(item))
      .find((item) => item.error && item.status !== 404);
    if (refused)
      throw new AppError(
        'index_unavailable',
        `Elasticsearch refused a document: ${refused.error?.reason ?? refused.status}`,
      );
  }

  return {
    put: (calls) =>
      guarded(async () => {
        await ensure();
        for (const group of byOrganization(calls)) {
          const documents = group.calls.flatMap((call) => call.documents);
          const kept = new Set(documents.map(idOf));
          const stale = (
            await idsOf(
              group.organizationId,
              group.calls.map((call) => call.callId),
            )
          ).filter((id) => !kept.has(id));
          await bulk([
            ...documents.flatMap((document) => [{ index: { _id: idOf(document) } }, document]),
            ...stale.map((_id) => ({ delete: { _id } })),
          ]);
        }
      }),

    removeCalls: (organizationId, callIds) =>
      guarded(async () => {
        await ensure();
        await bulk((await idsOf(organizationId, callIds)).map((_id) => ({ delete: { _id } })));
      }),

    search: (query, { limit, offset = 0 }) =>
      guarded(async () => {
        if (findsNothing(query) || offset >= DEEPEST) return [];
        await ensure();
        const answer = await client.search<Pick<SegmentDocument, 'callId' | 'position'>>({
          index: name,
          from: offset,
          size: Math.min(limit, DEEPEST - offset),
          _source: ['callId', 'position'],
          track_total_hits: false,
          query: toElasticsearchQuery(query),
          sort: [{ _score: { order: 'desc' } }, { callId: 'asc' }, { position: 'asc' }],
          track_scores: true,
        });
        return answer.hits.hits.flatMap((hit) =>
          hit._source ? [{ callId: hit._source.callId, position: hit._source.position, score: hit._score ?? 0 }] : [],
        );
      }),

    count: (query) =>
      guarded(async () => {
        if (findsNothing(query)) return { segments: 0, calls: 0 };
        await ensure();
        const request: estypes.SearchRequest = {
          index: name,
          size: 0,
          track_total_hits: true,
          query: toElasticsearchQuery(query),
          aggs: { calls: { cardinality: { field: 'callId', precision_threshold: 40_000 } } },
        };
        const answer = await client.search<unknown, { calls: estypes.AggregationsCardinalityAggregate }>(request);
        const total = answer.hits.total;
        return {
          segments: typeof total === 'number' ? total : (total?.value ?? 0),
          calls: answer.aggregations?.calls.value ?? 0,
        };
      }),

    rebuild: () =>
      guarded(async () => {
        made = undefined;
        await client.indices.delete({ index, ignore_unavailable: true });
        await ensure();
      }),

    async problem() {
      try {
        await client.ping();
        return null;
      } catch (error) {
        return toAppError(error).message;
      }
    },

    close: () => client.close(),
  };
}

const idOf = (document: SegmentDocument): string =>
  `${document.organizationId}:${document.callId}:${document.position}`;

const byOrganization = (calls: readonly CallDocuments[]) =>
  [...Map.groupBy(calls, (call) => call.organizationId)].map(([organizationId, group]) => ({
    organizationId,
    calls: group,
  }));

const isAlreadyThere = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.body?.error?.type === 'resource_already_exists_exception';

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAppError(error) ? error : toAppError(error);
  }
}

function toAppError(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message.slice(0, 300) : String(cause);
  return new AppError(
    'index_unavailable',
    `Elasticsearch cannot be used right now (${reason}). Check ELASTICSEARCH_URL and the cluster.`,
    { cause },
  );
}
