import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { aDocument, aScope, asCalls, ORG } from '../support/builders.ts';
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

test('a scrub leaves no trace of a removed call in any file, of its people and accounts neither', async () => {
  const path = join(folder.path, 'scrubbed');
  const engine = openEmbeddedEngine(path);
  await engine.create('v3-a');
  const index = engine.open('v3-a');
  const [accountIds, speakerId] = [['zqaccount'], 'zqspeaker'];
  await index.put(asCalls([aDocument({ callId: toCallId('1'), text: 'zqword', accountIds, speakerId })]));
  await index.put(asCalls([aDocument({ callId: toCallId('2'), text: 'hello' })]));
  await index.removeCalls(ORG, [toCallId('1')]);
  await index.scrub();
  const words = ['zqword', 'zqaccount', 'zqspeaker'];
  const left = readdirSync(path).filter((name) => words.some((word) => readFileSync(join(path, name)).includes(word)));
  expect(left).toEqual([]);
  await engine.close();
});

test('a table that an earlier version made and nobody reads any more goes when the file is opened', async () => {
  const path = join(folder.path, 'earlier');
  mkdirSync(path);
  const file = join(path, 'v3-b.sqlite');
  const before = new DatabaseSync(file);
  before.exec('create table passage_vectors (id integer primary key, vector blob)');
  before.close();
  const engine = openEmbeddedEngine(path);
  await engine.create('v3-b');
  await engine.close();
  const after = new DatabaseSync(file);
  expect(after.prepare("select name from sqlite_master where name = 'passage_vectors'").all()).toEqual([]);
  after.close();
});
