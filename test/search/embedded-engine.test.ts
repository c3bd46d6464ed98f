import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { aScope } from '../support/builders.ts';
import { makeFolder } from '../support/test-services.ts';
import { describesSearchEngine } from './describes-search-engine.ts';

const folder = makeFolder();
afterAll(folder.remove);
describesSearchEngine('SQLite FTS5', () => openEmbeddedEngine(join(folder.path, 'search')));

test('a damaged or missing file is said to be, with what to do', async () => {
  const path = join(folder.path, 'damaged');
  mkdirSync(path);
  const query = { scope: aScope(), words: ['hello'] };
  writeFileSync(join(path, 'live'), 'v2-x\n');
  const missing = openEmbeddedEngine(path);
  await expect(missing.live.search(query, { limit: 1 })).rejects.toMatchObject({ code: 'index_unavailable' });
  expect(await missing.problem()).toContain('colloquy reindex');
  writeFileSync(join(path, 'v2-x.sqlite'), 'this is no database, '.repeat(1000));
  const damaged = openEmbeddedEngine(path);
  await expect(damaged.live.search(query, { limit: 1 })).rejects.toMatchObject({ code: 'index_unavailable' });
  expect(await damaged.problem()).toContain('colloquy reindex');
  await missing.close();
  await damaged.close();
});
