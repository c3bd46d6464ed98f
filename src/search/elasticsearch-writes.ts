import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallId, OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { meaningField, toElasticsearchDocuments } from './elasticsearch-documents.ts';
import { using } from './elasticsearch-failure.ts';
import type { MeaningFields } from './elasticsearch-meaning-fields.ts';
import { DEEPEST } from './elasticsearch-query.ts';
import type { CallDocuments, SegmentIndex } from './segment-index.ts';

/** Documents per bulk: a few MB. Larger bulks gain nothing. */
const BULK_DOCUMENTS = 2500;
/** Writes may outlast a reader's patience. A connection that broke while it lay idle is no reason to give one up. */
export const PATIENT = { requestTimeout: 60_000, maxRetries: 2 };
/** The client never resends a bulk, since unmarked calls are put again anyway. */
const ONCE = { ...PATIENT, maxRetries: 0 };

/** Writes use a separate alias, so that a write never recreates a deleted index without its mapping. */
export const writeAlias = (name: string): string => `${name}.write`;

/** What puts documents into one index and takes them out. Ids are deterministic, so writing twice writes once. */
export function openElasticsearchWrites(
  client: Client,
  name: string,
  fields: MeaningFields,
): Pick<SegmentIndex, 'put' | 'removeCalls' | 'scrub' | 'flush'> {
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

  return {
    put: (calls) =>
      using(async () => {
        for (const field of new Set(calls.flatMap(fieldsOf))) await fields.add(field);
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
  };
}

const fieldsOf = ({ meaning }: CallDocuments): string[] => {
  const [chunk] = meaning?.chunks ?? [];
  return meaning && chunk ? [meaningField(meaning.model, chunk.vector.length)] : [];
};
