import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwoReaders } from './two-readers.ts';

type Plan = Record<string, unknown>;
let ours: Awaited<ReturnType<typeof openTwoReaders>>;
let ids: { account: string; person: string };
let plan: Plan;

beforeAll(async () => {
  ours = await openTwoReaders();
  const { accounts } = (await ours.request('GET', '/accounts?query=Zanzibar')).body;
  const { people } = (await ours.request('GET', '/people?query=lee')).body;
  ids = { account: accounts[0].id, person: people[0].id };
  await ours.request('PATCH', '/access', { mode: 'own' });
  ({ plan } = (await ask('What was said about the price?')).body);
});
afterAll(() => ours?.close());

const ask = (question: string, more: object = {}) => ours.request('POST', '/ask', { question, ...more }, ours.hers);
const keep = (answerId: string) => ours.request('PUT', `/answers/${answerId}/case`, { moments: [] }, ours.hers);

/** What a member is told who sends a plan: its answer, its replay and its case, without the names of these. */
async function toldOf(given: Plan, more: object = {}): Promise<string> {
  const { status, text, body } = await ask('What was said about the price?', { plan: { ...plan, ...given }, ...more });
  expect(status).toBe(200);
  const replayed = await ours.request('POST', `/answers/${body.id}/replay`, undefined, ours.hers);
  const kept = await keep(body.id);
  expect(kept.status).toBe(200);
  return [text, replayed.text, kept.text]
    .join('\n')
    .replace(/"timingsMs":\{[^}]*\}/g, '')
    .replaceAll(/\b(ans|con|cas)_\w+/g, '$1');
}

test.each([
  ['calls', (id: string) => ({ calls: [{ id, name: 'Guess' }] }), () => '2', '404'],
  ['accounts', (id: string) => ({ accounts: [{ id, name: 'Guess' }] }), () => ids.account, 'acc_none'],
  ['people', (id: string) => ({ people: [{ id, name: 'Guess' }] }), () => ids.person, 'per_none'],
  ['speakers', (id: string) => ({ speakers: [{ id, name: 'Guess' }] }), () => ids.person, 'per_none'],
  ['topics', (id: string) => ({ talkedAbout: [{ id, name: 'Guess' }] }), () => ids.person, 'per_none'],
  ['counts of calls', (id: string) => ({ type: 'count', calls: [{ id, name: 'Guess' }] }), () => '2', '404'],
])('a plan with hidden %s is answered like one with made-up ids', async (_, given, hidden, unknown) => {
  expect(await toldOf(given(hidden()))).toBe(await toldOf(given(unknown)));
});

test('accounts to narrow to that are hidden are answered like made-up ones', async () => {
  expect(await toldOf({}, { accountIds: [ids.account] })).toBe(await toldOf({}, { accountIds: ['acc_none'] }));
});

test('a plan keeps what its sender may read, and finds nothing by hidden calls alone', async () => {
  const mine = { id: '1', name: 'With Mira' };
  const both = await ask('What was said about the price?', { plan: { ...plan, calls: [mine, { id: '2', name: '' }] } });
  expect(both.body.plan.calls).toEqual([mine]);
  expect(both.body.citations.map(({ callId }: { callId: string }) => callId)).toEqual(['1']);
  const none = await ask('What was said about the price?', { plan: { ...plan, calls: [{ id: '2', name: '' }] } });
  expect(none.body).toMatchObject({ status: 'not_found', citations: [] });
});

test('a moment of a hidden call makes no case, like one of a call that never was', async () => {
  const { body: answer } = await ask('What was said about the price?');
  const put = async (callId: string) => {
    const moments = [{ callId, startMs: 0, endMs: 1000 }];
    const { status, body } = await ours.request('PUT', `/answers/${answer.id}/case`, { moments }, ours.hers);
    return { status, message: body.error.message.replace(callId, 'X') };
  };
  expect(await put('2')).toEqual(await put('404'));
});

test('an admin who may not read a call sees no moment of it in a case', async () => {
  const { body: answer } = await ask('What was said about the price?');
  const moments = [{ callId: '1', startMs: 0, endMs: 1000 }];
  const kept = await ours.request('PUT', `/answers/${answer.id}/case`, { moments }, ours.hers);
  const shown = async () =>
    (await ours.request('GET', '/cases')).body.cases.find(({ id }: { id: string }) => id === kept.body.id);
  expect(await shown()).toMatchObject({ moments: [], isInPart: true });
  await ours.request('PATCH', '/access', { mode: 'everyone' });
  expect(await shown()).toMatchObject({ moments, isInPart: false });
});
