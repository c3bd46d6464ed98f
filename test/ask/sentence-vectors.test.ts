import { afterAll, beforeEach, expect, test } from 'vitest';
import { sentenceVectors } from '../../src/ask/sentence-vectors.ts';
import { toOrganizationId } from '../../src/call.ts';
import type { Embedder } from '../../src/search/embedder.ts';
import { miniLmEmbedder } from '../../src/search/minilm-embedder.ts';
import { aScope } from '../support/builders.ts';

const inside = miniLmEmbedder();
afterAll(() => inside.close());

let asked: string[];
/** The model inside, each question's by another object as the evidence makes it, and what it is asked for. */
const embedder = (name = inside.name): Embedder => ({
  ...inside,
  name,
  embedAtOnce: (texts) => {
    asked.push(...texts);
    return inside.embedAtOnce(texts);
  },
});
const scopeOf = (organization: string) => aScope(toOrganizationId(organization));
beforeEach(() => {
  asked = [];
});

test('a sentence gets its vector once, and each asks for a sentence once', async () => {
  const texts = ['The export is too slow.', 'We may leave.', 'The export is too slow.'];
  const made = await sentenceVectors(embedder(), scopeOf('kept'), texts);
  expect(asked).toEqual(['The export is too slow.', 'We may leave.']);
  const again = await sentenceVectors(embedder(), scopeOf('kept'), ['We may leave.', 'We stay.']);
  expect(asked).toEqual(['The export is too slow.', 'We may leave.', 'We stay.']);
  expect(again.get('We may leave.')).toEqual(made.get('We may leave.'));
  const [alone] = await inside.embedAtOnce(['We may leave.']);
  expect(again.get('We may leave.')).toEqual(alone);
});

test('another organization, and another model, takes as long as ever', async () => {
  await sentenceVectors(embedder(), scopeOf('first'), ['Nobody told us.']);
  await sentenceVectors(embedder(), scopeOf('second'), ['Nobody told us.']);
  await sentenceVectors(embedder('another'), scopeOf('first'), ['Nobody told us.']);
  expect(asked).toEqual(['Nobody told us.', 'Nobody told us.', 'Nobody told us.']);
});

test('a refused text has no vector, and is asked for again', async () => {
  const refusing: Embedder = { ...embedder(), embedAtOnce: async (texts) => texts.map(() => null) };
  const texts = ['Nobody may say so.'];
  expect((await sentenceVectors(refusing, scopeOf('refused'), texts)).size).toBe(0);
  expect((await sentenceVectors(embedder(), scopeOf('refused'), texts)).size).toBe(1);
});
