import { afterAll, beforeAll, describe } from 'vitest';
import { openElasticsearchEngine } from '../../src/search/elasticsearch-engine.ts';
import { findElasticsearch, type RunningServer } from '../support/servers.ts';
import { openTestStore } from '../support/stores.ts';
import { describesRebuild } from './describes-rebuild.ts';

let server: RunningServer | null = null;
const way = await findElasticsearch();

describe.skipIf(!way)('Elasticsearch', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  describesRebuild('Elasticsearch', async () => {
    return {
      store: await openTestStore(),
      engine: openElasticsearchEngine({ url: server?.url ?? '', alias: `test-${process.pid}-rebuild` }),
    };
  });
});
