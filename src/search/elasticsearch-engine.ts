import { readFileSync } from 'node:fs';
import { Client, errors } from '@elastic/elasticsearch';
import { inPackage } from '../shipped-files.ts';
import { toAppError, using } from './elasticsearch-failure.ts';
import { openElasticsearchIndex } from './elasticsearch-index.ts';
import { PATIENT, writeAlias } from './elasticsearch-writes.ts';
import { INDEX_VERSION, type SearchEngine } from './segment-index.ts';

const mappingFile = inPackage(`search-mappings/segments-v${INDEX_VERSION}.json`);

export type ElasticsearchOptions = {
  url: string;
  /** Name of the alias for reading, and prefix of index names. Several installations may share a cluster. */
  alias?: string;
  /** Slower answers are given up: no reader waits longer. */
  slowestMs?: number;
};

/** The engine for large installations: indexes behind an alias. */
export function openElasticsearchEngine({
  url,
  alias = 'colloquy',
  slowestMs = 4500,
}: ElasticsearchOptions): SearchEngine {
  // The connections' own limit holds for every request: a single request can only have a shorter one.
  const connections = new Client({ node: url, maxRetries: 1, requestTimeout: PATIENT.requestTimeout });
  const client = connections.child({ requestTimeout: slowestMs });
  const indexOf = (name: string): string => `${alias}-${name}`;
  return {
    kind: 'elasticsearch',
    live: openElasticsearchIndex(client, alias),
    create: (name) =>
      using(async () => {
        const mapping = JSON.parse(readFileSync(mappingFile, 'utf8'));
        const index = indexOf(name);
        await client.indices
          .create({ index, ...mapping, aliases: { [writeAlias(index)]: {} } }, PATIENT)
          .catch((error) => {
            if (!isAlreadyThere(error)) throw error;
          });
      }),
    open: (name) => openElasticsearchIndex(client, indexOf(name)),
    has: (name) => using(() => client.indices.exists({ index: indexOf(name) })),
    liveName: () =>
      using(async () => {
        if (!(await client.indices.existsAlias({ name: alias }))) return null;
        const [index = ''] = Object.keys(await client.indices.getAlias({ name: alias }));
        return index.startsWith(`${alias}-`) ? index.slice(alias.length + 1) : index;
      }),
    promote: (name) =>
      using(async () => {
        const before = (await client.indices.existsAlias({ name: alias })) ? [{ remove: { index: '*', alias } }] : [];
        const actions = [...before, { add: { index: indexOf(name), alias } }];
        await client.indices.updateAliases({ actions }, PATIENT);
      }),
    drop: (name) =>
      using(
        async () => void (await client.indices.delete({ index: indexOf(name), ignore_unavailable: true }, PATIENT)),
      ),
    sizeBytes: () =>
      using(async () => {
        if (!(await client.indices.existsAlias({ name: alias }))) return 0;
        const { _all } = await client.indices.stats({ index: alias, metric: 'store' });
        return _all.total?.store?.size_in_bytes ?? 0;
      }),
    problem: () => findProblem(client, alias, slowestMs),
    close: () => connections.close(),
  };
}

/** A fault of the whole cluster or of the live index, in words; null without a fault. */
async function findProblem(client: Client, alias: string, slowestMs: number): Promise<string | null> {
  try {
    const index = (await client.indices.existsAlias({ name: alias })) ? alias : undefined;
    const { status } = await client.cluster.health(
      { ...(index && { index }), timeout: '2s' },
      { requestTimeout: Math.min(5000, slowestMs) },
    );
    if (status === 'red')
      return 'Elasticsearch is red: part of the search index cannot be read. See its cluster health.';
    if (!index) return null;
    const settings = Object.values(
      await client.indices.getSettings({ index, name: 'index.blocks.*', flat_settings: true }),
    );
    const blocked = settings.flatMap((one) =>
      Object.entries(one.settings ?? {}).filter(([, value]) => `${value}` === 'true'),
    );
    const [block] = blocked;
    return block
      ? `The search index takes no writes (${block[0]}), often because a disk is full. What is new waits in the store.`
      : null;
  } catch (error) {
    return toAppError(error).message;
  }
}

const isAlreadyThere = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.body?.error?.type === 'resource_already_exists_exception';
