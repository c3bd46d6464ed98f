import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/ask/answer.ts';
import { renderAnswer } from '../../src/ask/render-answer.ts';
import { openAskingDemo } from '../support/asking-demo.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;

beforeAll(async () => {
  demo = await openAskingDemo(new Date('2026-11-22T12:00:00Z'));
});
afterAll(() => demo.close());

const ask = (question: string, before?: Answer): Promise<Answer> =>
  demo.ask(question, before ? { conversationId: before.conversationId } : {});
const textOf = (answer: Answer): string => renderAnswer(answer, 'terminal', 'Europe/Berlin');

test('what somebody told "her" is looked for on the calls of the one asked about before', async () => {
  const before = await ask('what did Signe say about the lost watches?');
  const answer = await ask('what did Teo tell her?', before);
  expect(answer.citations.length).toBeGreaterThan(0);
  expect(new Set(answer.citations.flatMap(({ accounts }) => accounts.map(({ name }) => name)))).toEqual(
    new Set(['Halvorsen Marine']),
  );
});

test('whom "he" may mean after a question who somebody is said, for the reader to set right', async () => {
  const before = await ask('who takes over from Nadia?');
  expect(textOf(before)).toContain('Until then it is Conrad himself');
  expect(textOf(await ask('is he in favour?', before))).toContain('Took “he” for Nadia Ferrant');
});

test('"it" after an answer that tells of one call is that call, and no other of the account', async () => {
  const before = await ask('which was the shortest call with Velmora?');
  const [call] = before.census?.rows ?? [];
  const answer = await ask('and when was that?', before);
  expect(answer.census?.rows.map(({ callId }) => callId)).toEqual([call?.callId]);
});

test('who holds a job is told by titles, and never by somebody else with the word', async () => {
  expect(textOf(await ask("who is Corvane's finance person?"))).toContain('Ilse Quandt');
  expect(textOf(await ask('who is the legal person at Velmora?'))).toContain(
    'Nobody of Velmora Hotels on 6 calls is recorded with “legal” in the title.',
  );
});

test('a time beside one without a call is no word that somebody may have said', async () => {
  const before = await ask('what did Skarrow say about tents in the first week of March?');
  const answer = await ask('and the week before that?', before);
  expect(answer.status).toBe('not_found');
  expect(textOf(answer)).not.toContain('said “');
});

test('who asks to be told something is on no call by that', async () => {
  const answer = await ask('would you mind reminding me how many pickers Tarn Hollow has?');
  expect(answer.plan.people).toEqual([]);
  expect(textOf(answer)).toContain('Ninety pickers');
});
