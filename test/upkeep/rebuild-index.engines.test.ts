import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { openTestStore } from '../support/stores.ts';
import { makeFolder } from '../support/test-services.ts';
import { describesRebuild } from './describes-rebuild.ts';

const folder = makeFolder();
afterAll(folder.remove);
describesRebuild('SQLite FTS5', async () => ({
  store: await openTestStore(),
  engine: openEmbeddedEngine(join(folder.path, 'search')),
}));
