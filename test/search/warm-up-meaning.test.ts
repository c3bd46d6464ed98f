import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scopeOfOrganization } from '../../src/access/scope.ts';
import { toOrganizationId } from '../../src/call.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { miniLmEmbedder } from '../../src/search/minilm-embedder.ts';
import { warmUpMeaning } from '../../src/search/warm-up-meaning.ts';

const engine = openEmbeddedEngine(mkdtempSync(join(tmpdir(), 'colloquy-')));
const embedder = miniLmEmbedder();
let threads = 0;
const count = () => {
  threads += 1;
};
process.on('worker', count);
afterAll(async () => {
  process.off('worker', count);
  await embedder.close();
  await engine.close();
});

test('the first question by meaning waits for no thread to start', async () => {
  // Without an index there is nothing to warm up, and nobody to tell.
  await warmUpMeaning({ engine, embedder });
  await engine.create('first');
  await engine.promote('first');
  await warmUpMeaning({ engine, embedder });
  const before = threads;
  const [vector] = await embedder.embedAtOnce(['Who finds it expensive?']);
  const meaning = { model: embedder.name, vector: vector as Int8Array };
  await engine.live.nearest(
    { scope: scopeOfOrganization(toOrganizationId('org_a')), words: [], meaning },
    { limit: 5 },
  );
  expect(before).toBeGreaterThan(0);
  expect(threads).toBe(before);
});
