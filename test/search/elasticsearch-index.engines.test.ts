import { afterAll, beforeAll, describe } from 'vitest';
import { openElasticsearchIndex } from '../../src/search/elasticsearch-index.ts';
import { findElasticsearch, type RunningServer } from '../support/servers.ts';
import { describesSegmentIndex } from './describes-segment-index.ts';

let server: RunningServer | null = null;
const way = await findElasticsearch();

describe.skipIf(!way)('Elasticsearch', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  describesSegmentIndex('Elasticsearch', async () =>
    openElasticsearchIndex({ url: server?.url ?? '', name: `test-${process.pid}` }),
  );
});
