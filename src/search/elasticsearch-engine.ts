import { readFileSync } from 'node:fs';
import { Client, errors } from '@elastic/elasticsearch';
import { openElasticsearchIndex, toAppError, using, writeAlias } from './elasticsearch-index.ts';
import { INDEX_VERSION, type SearchEngine } from './segment-index.ts';

const mappingFile = new URL(`../../search-mappings/segments-v${INDEX_VERSION}.json`, import.meta.url);

export type ElasticsearchOptions = {
  url: string;
  /** Names the alias that is read, and begins the names of indexes; several installations may share a cluster. */
  alias?: string;
  /** Slower answers are given up: a reader waits no longer. */
  slowestMs?: number;
};

/** The engine for many: indexes behind an alias. */
export function openElasticsearchEngine({
  url,
  alias = 'colloquy',
  slowestMs = 15_000,
}: ElasticsearchOptions): SearchEngine {
  const client = new Client({ node: url, maxRetries: 2, requestTimeout: slowestMs });
  const indexOf = (name: string): string => `${alias}-${name}`;
  return {
    kind: 'elasticsearch',
    live: openElasticsearchIndex(client, alias),
    create: (name) =>
      using(async () => {
        const mapping = JSON.parse(readFileSync(mappingFile, 'utf8'));
        const index = indexOf(name);
        await client.indices.create({ index, ...mapping, aliases: { [writeAlias(index)]: {} } }).catch((error) => {
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
        await client.indices.updateAliases({ actions: [...before, { add: { index: indexOf(name), alias } }] });
      }),
    drop: (name) =>
      using(async () => void (await client.indices.delete({ index: indexOf(name), ignore_unavailable: true }))),
    problem: () => findProblem(client, alias, slowestMs),
    close: () => client.close(),
  };
}

/** What is wrong with the cluster as a whole, or with what is live. */
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
