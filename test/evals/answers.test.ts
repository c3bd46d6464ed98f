import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimsJson, excerptsOf, openAsking, verdictsJson } from '../support/asking.ts';
import { aViewer } from '../support/builders.ts';
import { makeFolder } from '../support/test-services.ts';
import { askAll, measureAnswers, type WordedQuestion } from './answers.ts';

const RIGHT = 'Acme pays eleven euros a seat.';
const DOUBTED = 'Acme pays for support as well.';
const QUESTIONS: WordedQuestion[] = [
  {
    id: 'e1-007',
    question: 'What does @Acme pay for a seat?',
    accounts: ['Acme'],
    asOf: '2026-11-22T12:00:00Z',
    expected: { facts: ['Acme pays 11 euros a seat.', 'Support costs extra.'], spans: [] },
  },
  {
    id: 'e1-012',
    question: 'Which ferry does @Acme take to the depot?',
    accounts: ['Acme'],
    asOf: '2026-11-22T12:00:00Z',
    expected: { facts: [], spans: [] },
  },
];

/** What is written for a prompt of a stage, by its text. */
const REPLIES: Record<string, (prompt: string) => string> = {
  words: () => '{"synonyms":[],"subQuestions":[],"quotes":[]}',
  answer: (prompt) => {
    if (prompt.includes('Question: Which ferry')) return '{"claims":[],"open":[],"next":[]}';
    const [{ id, text } = { id: '', text: '' }] = excerptsOf(prompt).filter((one) => one.text.includes('euros'));
    const quotes: [string, string][] = [[id, text]];
    return claimsJson([
      { text: RIGHT, quotes },
      { text: DOUBTED, quotes },
    ]).replace('{"citations"', '{"part":"lead","citations"');
  },
  judge: (prompt) => verdictsJson(prompt, (text) => (text === DOUBTED ? 'not_carried' : 'carried')),
  grade: (prompt) =>
    JSON.stringify({
      claims: [...prompt.matchAll(/^\[(c\d+)\] (.*)$/gm)].map(([, id, text]) => ({ id, holds: text !== DOUBTED })),
      facts: [
        { id: 'f1', holds: true },
        { id: 'f2', holds: prompt.includes(DOUBTED) },
      ],
    }),
};

/** Answers every prompt that waits; the stages that did. */
function reply(folder: string): string[] {
  const files = [folder, join(folder, 'grades')].flatMap((one) => readdirSync(one).map((file) => join(one, file)));
  const waiting = files
    .filter((file) => file.endsWith('.prompt.md'))
    .filter((file) => {
      return !files.includes(file.replace('.prompt.md', '.reply.json'));
    });
  return waiting.map((file) => {
    const [, stage = ''] = /q\d+-\d-(\w+)-[0-9a-f]{16}\.prompt\.md$/.exec(file) ?? [];
    writeFileSync(file.replace('.prompt.md', '.reply.json'), REPLIES[stage]?.(readFileSync(file, 'utf8')) ?? '');
    return stage;
  });
}

test('answers go on stage by stage as replies are recorded, and what was written is told from what is shown', async () => {
  const asking = await openAsking([
    { id: '1', says: [['tove@acme.example', 'We pay eleven euros a seat, and nothing else.']] },
  ]);
  const folder = makeFolder();
  const services = { ...asking.deps, model: null, freshAccess: async () => aViewer() };
  const run = () => askAll(services, aViewer(), QUESTIONS, folder.path);
  const stages: string[][] = [];
  for (let at = 0; at < 4; at += 1) {
    await run();
    stages.push(reply(folder.path));
  }
  const results = await run();
  expect(stages.map((some) => [...new Set(some)])).toEqual([['words'], ['answer'], ['judge'], ['grade']]);
  const [priced, ferry] = results;
  expect(priced).toMatchObject({
    answer: { status: 'answered', claims: [{ text: RIGHT }], removed: [{ text: DOUBTED }] },
    ofWritten: { facts: [true, true], claims: [true, false] },
    ofShown: { facts: [true, false], claims: [true] },
  });
  expect(ferry).toMatchObject({ answer: { status: 'not_found' } });
  const rows = new Map(measureAnswers(results).map((row) => [row.what.trim(), row]));
  expect(rows.get('expected facts shown, of the 2 written')).toMatchObject({ ours: 0.5 });
  expect(rows.get('unanswerable refused, of 1')).toMatchObject({ ours: 1 });
  expect(rows.has('claims removed: 1, of them carried: 0')).toBe(true);
  const page = readFileSync(join(folder.path, 'answers', 'q7.md'), 'utf8');
  expect(page).toContain(RIGHT);
  expect(page).toContain(`Left out:\n- ${DOUBTED}`);
  folder.remove();
  await asking.close();
});
