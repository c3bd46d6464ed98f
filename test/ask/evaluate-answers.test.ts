import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readQuestionSet, readScore, scoreAnswers, scoreLines } from '../../src/ask/evaluate-answers.ts';
import { openAsking } from '../support/asking.ts';

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
