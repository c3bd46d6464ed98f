import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { makeFolder } from '../support/test-services.ts';
import { describesFacets } from './describes-facets.ts';

const folder = makeFolder();
afterAll(folder.remove);
describesFacets('SQLite FTS5', () => openEmbeddedEngine(join(folder.path, 'search')));
