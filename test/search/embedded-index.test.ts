import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEmbeddedIndex } from '../../src/search/embedded-index.ts';
import { aDocument, aScope, asCalls } from '../support/builders.ts';
import { makeFolder } from '../support/running-app.ts';
import { describesSegmentIndex } from './describes-segment-index.ts';

const folder = makeFolder();
afterAll(folder.remove);
describesSegmentIndex('SQLite FTS5', async () => openEmbeddedIndex(join(folder.path, 'search.sqlite')));

test('a damaged file is said to be damaged, and a rebuild makes it usable', async () => {
  const path = join(folder.path, 'damaged.sqlite');
  writeFileSync(path, 'this is no database, '.repeat(1000));
  const index = openEmbeddedIndex(path);
  const query = { scope: aScope(), words: ['hello'] };
  await expect(index.search(query, { limit: 1 })).rejects.toMatchObject({ code: 'index_unavailable' });
  expect(await index.problem()).toContain('colloquy reindex');
  await index.rebuild();
  await index.put(asCalls([aDocument()]));
  expect(await index.search(query, { limit: 1 })).toHaveLength(1);
  expect(await index.problem()).toBeNull();
  await index.close();
});
