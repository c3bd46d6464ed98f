import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evaluateAnswers, readScore, scoreAnswers, scoreLines } from '../../src/ask/evaluate-answers.ts';
import { readQuestionSet } from '../../src/ask/evaluated-question.ts';
import { openAiModel } from '../../src/ask/openai-model.ts';
import { claimsJson, excerptsOf, isJudgePrompt, isSearchPrompt, openAsking, verdictsJson } from '../support/asking.ts';
import { aViewer } from '../support/builders.ts';

const SET = [
  {
    question: 'What did @Acme say about the price?',
    accounts: ['Acme'],
    expected: { quotes: ['eleven euros a seat'] },
  },
  {
    question: 'What did @Acme say about the audit log this quarter?',
    accounts: ['Acme'],
    from: '2026-10-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    expected: { spans: [{ callId: '2', startMs: 0, endMs: 2000 }] },
  },
  { question: 'What did @Acme say about blockchain zebras?', accounts: ['Beacon'], expected: {} },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

test('a set is scored, and two configurations are put beside each other', async () => {
  const asking = await openAsking([
    { id: '1', says: [['tove@acme.example', 'The price is eleven euros a seat.']] },
    { id: '2', says: [['tove@acme.example', 'The audit log misses exports.']] },
  ]);
  const score = await scoreAnswers(readQuestionSet(SET), async ({ question }, emit) => {
    const { answer, events } = await asking.ask(question);
    for (const event of events) emit(event);
    return answer;
  });
  await asking.close();
  expect(score).toMatchObject({
    questions: 3,
    evidenceRecall: 1,
    citationRecall: 1,
    citationPrecision: 1,
    refusedUnanswerable: 1,
    refusedAnswerable: 0,
    accountsRight: 2 / 3,
    rangesRight: 1,
    cost: null,
  });
  const worse = { ...score, citationRecall: 0.5 };
  expect(scoreLines(score, readScore(JSON.stringify(worse))).join('\n')).toMatch(/cited +1 +0\.500 +\+0\.500/);
});

test('a line that is no question is named, and a file that is no score is refused', () => {
  expect(() => readQuestionSet(`${SET}\n{"question":3}`)).toThrow('Line 4');
  expect(() => readScore('[]')).toThrow('no score');
});

test('the set about the invented calls can be read', () => {
  expect(
    readQuestionSet(readFileSync(new URL('../../src/demo/questions.jsonl', import.meta.url), 'utf8')).length,
  ).toBeGreaterThan(10);
});

test('facts and claims of worded answers are judged, with the cost of answers and of judging', async () => {
  const asking = await openAsking([{ id: '1', says: [['tove@acme.example', 'The price is eleven euros a seat.']] }]);
  let grades = '{"claims":[{"id":"c1","holds":true}],"facts":[{"id":"f1","holds":true},{"id":"f2","holds":false}]}';
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{"synonyms":[],"subQuestions":[]}' };
    if (prompt.includes('You grade an answer')) return { kind: 'says', text: grades };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const [first] = excerptsOf(prompt);
    const claim = { text: 'The price is eleven euros a seat.', quotes: [[first?.id ?? '', first?.text ?? '']] };
    return { kind: 'says', text: claimsJson([claim as Parameters<typeof claimsJson>[0][number]]) };
  });
  const open = (name: string, price: number) =>
    openAiModel({
      ...{ baseUrl: asking.server.url, apiKey: null, name, silenceSeconds: 1, maxRetries: 0, contextTokens: 8192 },
      prices: { input: price, output: price },
    });
  const deps = {
    ...asking.deps,
    model: open('words', 1),
    judge: open('judges', 10),
    freshAccess: async (one: ReturnType<typeof aViewer>) => one,
  };
  const facts = ['The price is eleven euros.', 'It rises in May.'];
  const set = JSON.stringify({ question: 'What did @Acme say about the price?', expected: { facts } });
  const evaluate = () => evaluateAnswers(deps, aViewer(), { set, other: null }, new AbortController().signal);
  const { score, lines } = await evaluate();
  expect(score).toMatchObject({ claimsCarried: 1, factsFound: 0.5, unjudged: 0, refusalsRight: 1 });
  expect(score.cost).toBeGreaterThan(0);
  expect(score.judgeCost).toBeGreaterThan(0);
  expect(lines.join('\n')).toMatch(/expected facts that the answer says, as judged +0\.500/);
  // A judge that leaves a fact out has judged nothing.
  grades = '{"claims":[{"id":"c1","holds":true}],"facts":[]}';
  expect((await evaluate()).score).toMatchObject({ claimsCarried: null, factsFound: null, unjudged: 1 });
  // The judge's own use counts in what an answer costs.
  const { answer } = await asking.ask('What did @Acme say about the price?', { model: deps.model });
  expect(score.cost ?? 0).toBeGreaterThan(answer.usage?.cost ?? Number.POSITIVE_INFINITY);
  await asking.close();
});
