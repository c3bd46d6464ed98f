import { afterAll, beforeAll, describe } from 'vitest';
import { openElasticsearchEngine } from '../../src/search/elasticsearch-engine.ts';
import { findElasticsearch, type RunningServer } from '../support/servers.ts';
import { describesEveryWord } from './describes-every-word.ts';
import { describesFacets } from './describes-facets.ts';

let server: RunningServer | null = null;
const way = await findElasticsearch();

describe.skipIf(!way)('Elasticsearch', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  const open = (name: string) =>
    openElasticsearchEngine({ url: server?.url ?? '', alias: `test-${process.pid}-${name}` });
  describesEveryWord('Elasticsearch', { url: () => server?.url ?? '', open: () => open('words') });
  describesFacets('Elasticsearch', () => open('facets'));
});
