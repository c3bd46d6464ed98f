import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { makeFolder } from '../support/test-services.ts';
import { describesEveryWord } from './describes-every-word.ts';

const folder = makeFolder();
afterAll(folder.remove);
describesEveryWord('SQLite FTS5', { url: () => '', open: () => openEmbeddedEngine(join(folder.path, 'search')) });
