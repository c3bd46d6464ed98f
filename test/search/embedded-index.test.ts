import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openEmbeddedIndex } from '../../src/search/embedded-index.ts';
import { makeFolder } from '../support/running-app.ts';
import { describesSegmentIndex } from './describes-segment-index.ts';

const folder = makeFolder();
afterAll(folder.remove);
describesSegmentIndex('SQLite FTS5', async () => openEmbeddedIndex(join(folder.path, 'search.sqlite')));
