import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderAnswer } from '../../src/ask/render-answer.ts';
import { replayAnswer } from '../../src/ask/replay-answer.ts';
import { withSources } from '../../src/ask/with-sources.ts';
import { newId } from '../../src/ids.ts';
import { readAnswer, saveAnswer } from '../../src/store/answers-store.ts';
import { openConversation } from '../../src/store/conversations-store.ts';
import { readErasureMark } from '../../src/store/removed-answers-store.ts';
import { openAsking } from '../support/asking.ts';
import { aViewer, NOW } from '../support/builders.ts';
import { CALLS, CHOICE, COUNT, FIRST, NOTHING, SUMMARY } from './older-answers.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking([
    { id: '1', title: 'Pilot', says: [['tove@acme.example', 'The price is too high for us.']] },
    { id: '2', title: 'Renewal', says: [['tove@acme.example', 'We pay ten euros a seat.']] },
  ]);
});
afterAll(() => asking.close());

/** Stores a row unchanged, as any version may have written it, and answers today's reading of the row. */
async function keep(answer: object, { evidence = [], request = null }: { evidence?: unknown; request?: unknown } = {}) {
  const { question = 'What?', status = 'answered' } = answer as { question?: string; status?: string };
  const id = newId('ans');
  const conversationId = (await openConversation(asking.db, aViewer(), undefined, question, NOW)) ?? '';
  const row = {
    id,
    conversationId,
    question,
    status,
    answer: { ...answer, id, conversationId },
    evidence,
    request,
    access: null,
  };
  await saveAnswer(
    asking.db,
    aViewer(),
    { ...row, promptHash: null, callIds: [], usage: null },
    await readErasureMark(asking.db, aViewer().organizationId),
    NOW,
  );
  const record = await readAnswer(asking.db, aViewer(), id);
  if (!record) throw new Error('The row is not there.');
  return { id, conversationId, answer: await withSources(asking.deps, aViewer(), record) };
}

test('an answer of the first version has its parts, its plan and its sources', async () => {
  const ofAll = { ...FIRST, plan: { ...FIRST.plan, accounts: [] } };
  const { id, answer } = await keep(ofAll, { evidence: [{ segmentId: '1:0', score: 2 }] });
  expect(answer).toMatchObject({ text: FIRST.text, nearest: null, census: null, usage: null, notes: [] });
  expect(answer.plan).toMatchObject({ type: 'said', ranges: [], terms: ['pricing'] });
  expect(answer.searched).toEqual({ calls: 2, segments: 4, inScope: 2, withoutTranscript: 0, choice: null });
  expect(answer.citations.map(({ source }) => source)).toEqual(['same', 'same']);
  expect(answer.parts.map(({ kind }) => kind)).toEqual(['lead', 'section', 'section']);
  expect(await replayAnswer(asking.deps, aViewer(), id)).toMatchObject({ before: 1, same: 1 });
});

test.each([
  ['quotes', FIRST, ['lead', 'section', 'section']],
  ['a summary worded by a model', SUMMARY, ['note', 'lead', 'claims', 'note']],
  ['a count by account', COUNT, ['lead', 'count']],
  ['a list of calls', CALLS, ['lead', 'calls']],
  ['a choice', CHOICE, ['lead', 'choice']],
  ['nothing found', NOTHING, ['lead', 'nearest', 'offer']],
])('older rows: %s is drawn from its claims and its text', async (_, older, kinds) => {
  const { answer } = await keep(older);
  expect(answer.parts.map(({ kind }) => kind)).toEqual(kinds);
  // Old summaries lost the headings above their claims; every other text is rendered from its parts again.
  if (older !== SUMMARY) expect(renderAnswer(answer, 'text', 'UTC')).toBe(older.text);
  else expect(answer.parts[3]).toMatchObject({ text: expect.stringMatching(/^Nothing about .*\n\nWithout a tr/s) });
});

test('an older choice can be chosen, and an older offer asked', async () => {
  const { answer } = await keep(CHOICE);
  expect(answer.choices?.[0]?.candidates[1]).toMatchObject({ question: 'What worries @"Acmeco" about prices?' });
  expect((await keep(NOTHING)).answer.parts[2]).toMatchObject({ question: NOTHING.suggestions[0], plan: null });
});

test('an answer of today is read as it was given', async () => {
  const { answer } = await asking.ask('What did we discuss about the price?', { asOf: NOW });
  const record = await readAnswer(asking.db, aViewer(), answer.id);
  expect(record && (await withSources(asking.deps, aViewer(), record))).toEqual(answer);
  expect(await replayAnswer(asking.deps, aViewer(), answer.id)).toMatchObject({ isSame: true });
});

test.each([
  ['claims that are none', { ...FIRST, claims: 'none' }, []],
  ['a part of a kind that is not known', { ...FIRST, parts: [{ kind: 'song', text: 'la' }] }, []],
  ['nothing', {}, []],
  ['evidence that is none', FIRST, 'none'],
])('a row of %s is a sentence, and no crash', async (_, older, evidence) => {
  const { id, conversationId, answer } = await keep(older, { evidence });
  expect(answer).toMatchObject({
    id,
    status: 'not_found',
    claims: [],
    text: expect.stringContaining('Ask its question'),
  });
  await expect(replayAnswer(asking.deps, aViewer(), id)).rejects.toMatchObject({ code: 'conflict' });
  // The conversation goes on all the same.
  const { answer: next } = await asking.ask('And about the price?', { conversationId });
  expect(next.conversationId).toBe(conversationId);
});

test('a follow-up of a plan that cannot be read takes nothing over, and says so', async () => {
  const { conversationId } = await keep({ ...FIRST, plan: { ...FIRST.plan, from: 'someday' } });
  const { answer } = await asking.ask('And this quarter?', { conversationId });
  expect(answer.plan).toMatchObject({ inherited: [], warnings: [expect.stringContaining('nothing was taken over')] });
  const { conversationId: readable } = await keep(FIRST);
  const { answer: followed } = await asking.ask('And this quarter?', { conversationId: readable });
  expect(followed.plan.inherited).toEqual(['accounts', 'topic']);
});
