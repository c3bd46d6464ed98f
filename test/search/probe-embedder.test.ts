import { afterAll, expect, test } from 'vitest';
import { readProbe } from '../../src/demo/probe.ts';
import { openAiEmbedder } from '../../src/search/openai-embedder.ts';
import { type Probe, probeEmbedder } from '../../src/search/probe-embedder.ts';
import { startScriptedModel } from '../support/scripted-model.ts';

const model = await startScriptedModel();
afterAll(() => model.close());
const embedder = openAiEmbedder({ baseUrl: model.url, apiKey: null, name: 'scripted', maxRetries: 0 });
const { signal } = new AbortController();

const TEXTS = [
  'The fee went up.',
  'A lesson in spring.',
  'It was unavailable.',
  'The signature is due.',
  'We had lunch.',
];
const all = [...TEXTS.keys()];
const probe = (questions: [question: string, answer: number][]): Probe => ({
  texts: TEXTS,
  questions: questions.map(([question, answer]) => ({ question, among: all, answers: [answer] })),
});
const IN_OTHER_WORDS: [string, number][] = [
  ['Who cannot afford it?', 0],
  ['Who will teach people?', 1],
  ['Was there an outage?', 2],
  ['Where is the contract?', 3],
];

test('a model that finds what words miss counts twice', async () => {
  const strength = await probeEmbedder(embedder, probe(IN_OTHER_WORDS), signal);
  expect(strength).toEqual({ byMeaning: 1, byWords: 0.2, weight: 2 });
});

test('a model that finds no more than words do counts as much as they', async () => {
  const inItsWords = probe([
    ['Did the fee go up?', 0],
    ['Is there a lesson?', 1],
    ['Was it unavailable?', 2],
  ]);
  expect(await probeEmbedder(embedder, inItsWords, signal)).toEqual({ byMeaning: 1, byWords: 1, weight: 1 });
});

test('one lucky question among many makes no model twice as strong', async () => {
  const lunch: [string, number][] = Array.from({ length: 9 }, () => ['Did we have lunch?', 4]);
  const { weight, byMeaning, byWords } = await probeEmbedder(
    embedder,
    probe([...lunch, ['Who cannot afford it?', 0]]),
    signal,
  );
  expect(byMeaning).toBeGreaterThan(byWords);
  expect(weight).toBe(1);
});

test('a question of an account is asked of its texts alone', async () => {
  const of = { texts: TEXTS, questions: [{ question: 'Who cannot afford it?', among: [1, 4], answers: [4] }] };
  expect((await probeEmbedder(embedder, of, signal)).byMeaning).toBeGreaterThan(0.4);
});

test("the demo's questions have their answers among the stretches they are asked of", () => {
  const { texts, questions } = readProbe();
  expect(questions.length).toBeGreaterThan(35);
  for (const { question, among, answers } of questions) {
    expect(question).not.toContain('@');
    expect(among).toEqual(expect.arrayContaining(answers));
  }
  expect(texts.length).toBeGreaterThan(questions.length);
});
