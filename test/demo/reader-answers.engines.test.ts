import { afterAll, beforeAll, expect, test } from 'vitest';
import { NEAR_IN_MEANING, NOWHERE_NEAR } from '../ask/missing-words.ts';
import { openAskingDemo } from '../support/asking-demo.ts';
import { askReadersQuestions, type ReaderResult } from './ask-readers-questions.ts';
import { READER_QUESTIONS } from './reader-questions.ts';

// With meaning and without a model, on the half that nothing was chosen by; `npm run eval -- demo` prints the figures.
// Floors lie just below the present scores.
let demo: Awaited<ReturnType<typeof openAskingDemo>>;
let results: ReaderResult[];

beforeAll(async () => {
  demo = await openAskingDemo(new Date('2026-11-22T12:00:00Z'), { EMBEDDINGS: 'on' });
  results = await askReadersQuestions(
    demo,
    READER_QUESTIONS.filter(({ half }) => half === 'report'),
  );
}, 600_000);
afterAll(() => demo.close());

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const answerable = () => results.filter(({ asked }) => asked.moments.length > 0);

test('of the moments that a reader would choose a fair share is found, and quoted', () => {
  expect(mean(answerable().map(({ found }) => found))).toBeGreaterThanOrEqual(0.4);
  expect(mean(answerable().map(({ quoted }) => quoted))).toBeGreaterThanOrEqual(0.18);
});

test('of fifteen questions that a reader could answer at most one is refused, and one answered without a quote', () => {
  expect(answerable().filter(({ isRefused }) => isRefused).length).toBeLessThanOrEqual(1);
  expect(answerable().filter(({ isEmpty }) => isEmpty).length).toBeLessThanOrEqual(1);
});

test('what nothing in the calls answers is refused, or its moments are said to be the nearest alone', () => {
  const others = results.filter(({ asked }) => asked.moments.length === 0);
  const outright = others.filter(({ isRefused, isNearestOnly }) => !isRefused && !isNearestOnly);
  expect(outright.map(({ asked }) => asked.question)).toEqual([]);
});

test('a role that nobody names is no reason to refuse: the nearest moments are shown, and said to be no more', async () => {
  const champion = await demo.ask('Who is our champion at Brightwater?');
  expect(champion).toMatchObject({ status: 'partial', plan: { acts: [{ act: 'champion', words: 'champion' }] } });
  expect(champion.notes).toEqual(['These moments come nearest in meaning, and may not say it outright.']);
  expect(champion.citations.length).toBeGreaterThan(0);
});

test('who complained of something is told by moments, and not by counting its name', async () => {
  const complaints = await demo.ask('Did anyone complain about onboarding?');
  expect(complaints.census).toBeNull();
  expect(complaints.text).not.toMatch(/came up \d+ times/);
  expect(complaints.citations.length).toBeGreaterThan(0);
});

test.each(['What does Ilse like about our product?', 'What would Ilse expect of our product?'])(
  '"%s" is not refused for the name of what we sell, which nobody need say',
  async (question) => {
    const { status, citations } = await demo.ask(question);
    expect(status).not.toBe('not_found');
    expect(citations.map(({ speaker }) => speaker.name)).toContain('Ilse Quandt');
  },
);

test('what others sell is denied where nobody spoke of it', async () => {
  expect(await demo.ask('What would Ilse expect of their product?')).toMatchObject({ status: 'not_found' });
});

test.each(NEAR_IN_MEANING)(
  '"$question": nobody said the word, and the moments near in meaning are said to be no more',
  async ({ question, unsaid, quotes }) => {
    const { status, citations, notes } = await demo.ask(question);
    expect(status).toBe('partial');
    expect(notes.join(' ')).toContain(`“${unsaid}”`);
    expect(notes.join(' ')).toContain('These moments come nearest in meaning, and may not say it outright.');
    expect(citations.map(({ quote }) => quote).join(' ')).toContain(quotes);
  },
);

test.each(NOWHERE_NEAR)('"%s" is refused, as nothing said is near', async (question) => {
  expect((await demo.ask(question)).status).toBe('not_found');
});
