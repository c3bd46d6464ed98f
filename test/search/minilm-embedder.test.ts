import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { cosineOf, type MeaningVector } from '../../src/meaning.ts';
import { miniLmEmbedder } from '../../src/search/minilm-embedder.ts';
import { wordPieces } from '../../src/search/word-pieces.ts';
import { makeFolder } from '../support/test-services.ts';

const vocabulary = readFileSync(new URL('../../src/search/minilm/vocab.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const pieces = wordPieces(vocabulary, 16);
const embedder = miniLmEmbedder();
afterAll(() => embedder.close());

test('the files are those that tools/make-minilm.py makes of the release', () => {
  const folder = new URL('../../src/search/minilm/', import.meta.url);
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  const script = readFileSync(new URL('../../tools/make-minilm.py', import.meta.url), 'utf8');
  const sums = new Map(
    [...readme.matchAll(/^\| `(\S+)` \| `([0-9a-f]{64})` \|$/gm)].map(([, name, sum]) => [name, sum]),
  );
  const made = readdirSync(folder).filter((name) => name !== 'README.md' && name !== 'LICENSE');
  expect([...sums.keys()].sort()).toEqual(made.sort());
  for (const [name = '', sum] of sums) {
    const content = readFileSync(new URL(name, folder));
    expect(createHash('sha256').update(content).digest('hex'), name).toBe(sum);
  }
  const released = /`model\.safetensors` \(sha256 `([0-9a-f]{64})`\)/.exec(readme)?.[1];
  expect(script).toContain(`"model.safetensors": "${released}"`);
});

test('a text is cut into the pieces that the model was trained on', () => {
  const asked = [101, 2054, 2106, 2027, 2360, 2055, 1996, 3976, 6178, 1029, 102];
  expect(pieces('What did they say about the price cap?')).toEqual(asked);
  expect(pieces('  what DID they\n say about the príce cap ?')).toEqual(asked);
  expect(pieces('')).toEqual([101, 102]);
  const words = (text: string) => pieces(text).map((id) => vocabulary[id]);
  expect(words("didn't")).toEqual(['[CLS]', 'didn', "'", 't', '[SEP]']);
  expect(words('unrenewable')).toEqual(['[CLS]', 'un', '##ren', '##ew', '##able', '[SEP]']);
  expect(words('☃')).toEqual(['[CLS]', '[UNK]', '[SEP]']);
});

test('a text longer than the model reads is cut', () => {
  const cut = pieces('price '.repeat(50));
  expect(cut).toHaveLength(16);
  expect(cut.at(-1)).toBe(102);
});

test('near meanings have near vectors, in the background as for a question', async () => {
  const [fees, lessons, known] = await embedder.embedTexts([
    'This year the fees are too high for a plant of our size.',
    'The lessons for new foremen went very well in spring.',
    'What did they say about the price cap?',
  ]);
  const [asked] = await embedder.embedAtOnce(['Who finds it expensive?']);
  const nearness = (vector?: MeaningVector | null) => cosineOf(asked as MeaningVector, vector as MeaningVector);
  expect(nearness(fees)).toBeGreaterThan(nearness(lessons) + 0.1);
  expect(known).toHaveLength(384);
  // As the model's makers' own code answers: -.0330, .0809, .0220, .0171, .0759, .0077.
  const first = Array.from(
    (known as MeaningVector).subarray(0, 6),
    (value) => value / ((known as MeaningVector)[1] ?? 1),
  );
  for (const [at, value] of [-0.408, 1, 0.272, 0.211, 0.938, 0.095].entries())
    expect(first[at], `number ${at}`).toBeCloseTo(value, 2);
  expect(await embedder.embedAtOnce(['What did they say about the price cap?'])).toEqual([known]);
});

test('a thread that has ended is replaced by the next question', async () => {
  const threads: Worker[] = [];
  const note = (thread: Worker) => threads.push(thread);
  process.on('worker', note);
  const fresh = miniLmEmbedder();
  try {
    await fresh.embedAtOnce(['Who finds it expensive?']);
    await threads[0]?.terminate();
    expect(await fresh.embedAtOnce(['Who finds it expensive?'])).toEqual([expect.any(Int8Array)]);
  } finally {
    process.off('worker', note);
    await fresh.close();
  }
});

test('closed in the middle of its work, it takes no process along', () => {
  const folder = makeFolder();
  const script = join(folder.path, 'close.mjs');
  writeFileSync(
    script,
    `import { miniLmEmbedder } from '${pathToFileURL('src/search/minilm-embedder.ts').href}';
    const embedder = miniLmEmbedder();
    await embedder.embedTexts(['What did they say about the price cap?']);
    const texts = Array.from({ length: 400 }, (_, n) => ('price ' + n + ' ').repeat(80));
    const cut = embedder.embedTexts(texts).catch((error) => error.code);
    setTimeout(() => embedder.close(), 200);
    console.log(await cut);`,
  );
  const out = execFileSync(process.execPath, [script], { stdio: 'pipe', encoding: 'utf8' });
  folder.remove();
  expect(out).toBe('model_unavailable\n');
});
