import { afterAll, beforeAll, describe } from 'vitest';
import { openElasticsearchEngine } from '../../src/search/elasticsearch-engine.ts';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { findElasticsearch, type RunningServer } from '../support/servers.ts';
import { describesRebuild } from './describes-rebuild.ts';

let server: RunningServer | null = null;
const way = await findElasticsearch();

describe.skipIf(!way)('Elasticsearch', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  describesRebuild('Elasticsearch', async () => {
    const store = await openEmbeddedStore(null);
    await store.migrate();
    return { store, engine: openElasticsearchEngine({ url: server?.url ?? '', alias: `test-${process.pid}-rebuild` }) };
  });
});
