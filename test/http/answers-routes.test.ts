import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { claimsJson, excerptsOf, isSearchPrompt } from '../support/asking.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const QUESTION = 'What did we discuss with @Acme about pricing?';
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let model: Awaited<ReturnType<typeof startScriptedModel>>;
let http: ReturnType<typeof makeHttpApp>;
let key: string;
let strangersKey: string;

beforeAll(async () => {
  model = await startScriptedModel();
  opened = await openTestServices(
    {
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'x',
      OPENAI_MODEL: 'scripted',
      OPENAI_INPUT_PRICE: '2',
      OPENAI_OUTPUT_PRICE: '10',
    },
    () => NOW,
  );
  simulator = await startGongSimulator(smallWorld(3), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
  });
  const ours = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  strangersKey = (await createOrganization(opened.services, { name: 'Theirs', adminEmail: 'x@theirs.example' })).apiKey;
  key = ours.apiKey;
  const connect = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url };
  await asAdmin(
    opened.services,
    ours.id,
    connectWithKey,
    { ...connect, turnsSyncOn: true },
    new AbortController().signal,
  );
  await asAdmin(opened.services, ours.id, finishSync, { from: new Date('2026-10-01'), to: NOW });
  http = makeHttpApp(opened.services);
});
beforeEach(() => {
  model.prompts.length = 0;
  model.set((prompt) => ({ kind: 'says', text: isSearchPrompt(prompt) ? '{}' : proved(prompt, 1) }));
});
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
  await model?.close();
});

/** The reply of a well-behaved model: the first excerpts, word for word. */
const proved = (prompt: string, count: number) =>
  claimsJson(
    excerptsOf(prompt)
      .slice(0, count)
      .map(({ id, text }) => ({ text, quotes: [[id, text]] })),
  );

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await http.request(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
}

type Event = { id: string; event: string; data: { [member: string]: unknown } };
const eventsOf = (text: string): Event[] =>
  text.split('\n\n').flatMap((block) => {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
    return field('data') === '' ? [] : [{ id: field('id'), event: field('event'), data: JSON.parse(field('data')) }];
  });
const STREAM = { accept: 'text/event-stream' };

/** Reads a stream until the named event, then leaves. */
async function readUntil(event: string): Promise<Event[]> {
  const leave = new AbortController();
  const response = await http.request('/api/v1/ask', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...STREAM },
    body: JSON.stringify({ question: QUESTION }),
    signal: leave.signal,
  });
  const reader = response.body?.getReader();
  let text = '';
  while (reader && !text.includes(`event: ${event}`)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  leave.abort();
  await reader?.cancel().catch(() => {});
  return eventsOf(text);
}

test('an edited plan is asked by, and is not planned anew', async () => {
  const { body: answer } = await call('POST', '/ask', { question: QUESTION });
  expect(answer.plan).toMatchObject({
    type: 'said',
    accounts: [{ name: 'Acme' }],
    trackers: [{ id: 'pricing' }],
    inherited: [],
  });
  const plan = { ...answer.plan, accounts: [], from: '2026-11-01T00:00:00.000Z', to: null, when: null, ranges: [] };
  const { body: again } = await call('POST', '/ask', { question: QUESTION, plan });
  expect(again.plan).toMatchObject({ accounts: [], from: '2026-11-01T00:00:00.000Z', trackers: [{ id: 'pricing' }] });
  expect(again.searched.inScope).toBeGreaterThan(0);
  expect((await call('POST', '/ask', { question: QUESTION, plan: { ...plan, from: 'someday' } })).status).toBe(400);
});

test('a plan that asks for more work than questions do is refused, and the plan of the longest question is not', async () => {
  const { body: answer } = await call('POST', '/ask', { question: 'w '.repeat(2000).trim() });
  const many = <T>(count: number, of: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => of(at));
  const ask = (change: object) => call('POST', '/ask', { question: QUESTION, plan: { ...answer.plan, ...change } });
  expect((await ask({ terms: many(2000, (at) => `w${at}`) })).status).toBe(200);
  for (const change of [
    { terms: many(2001, (at) => `w${at}`) },
    { added: many(11, (at) => ({ kind: 'sub_question', text: `price ${at}` })) },
    { added: many(201, (at) => ({ kind: 'synonym', text: `price ${at}` })) },
    { accounts: many(201, (at) => ({ id: `a${at}`, name: 'A' })) },
    { negation: { kind: 'exclusion', words: many(201, (at) => `w${at}`), trackers: [] } },
  ])
    expect(await ask(change)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  const accountIds = many(201, (at) => `acc_${at}`);
  expect(await call('POST', '/ask', { question: QUESTION, accountIds })).toMatchObject({
    status: 400,
    body: { error: { message: 'accountIds has 201 entries; 200 are possible.' } },
  });
  const { body } = await ask({ acts: many(5000, () => ({ act: 'nonsense', words: '' })) });
  expect(body.error.message.length).toBeLessThan(5000);
});

test('a follow-up in its conversation shows what it took over', async () => {
  const { body: first } = await call('POST', '/ask', { question: `${QUESTION.slice(0, -1)} this quarter?` });
  const { body: second } = await call('POST', '/ask', {
    question: 'And in November?',
    conversationId: first.conversationId,
  });
  expect(second.plan).toMatchObject({
    accounts: [{ name: 'Acme' }],
    inherited: ['accounts', 'topic'],
    when: 'November 2026',
  });
  const { body } = await call('GET', `/conversations/${first.conversationId}`);
  expect(body.answers.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id]);
});

test('tokens and cost are counted for the answer and the organization', async () => {
  model.set((prompt) => ({
    kind: 'says',
    text: isSearchPrompt(prompt) ? '{}' : proved(prompt, 1),
    usage: { prompt_tokens: 1_000_000, completion_tokens: 100_000 },
  }));
  const { body: before } = await call('GET', '/usage?from=2026-11-01&to=2026-12-01');
  const { body: answer } = await call('POST', '/ask', { question: QUESTION });
  // "pricing" is only the tracker's word, so the plan asks the model for additions; the answer is a second request,
  // and its judge a third.
  expect(answer.usage).toEqual({ requests: 3, inputTokens: 3_000_000, outputTokens: 300_000, cost: 9 });
  const { body: after } = await call('GET', '/usage?from=2026-11-01&to=2026-12-01');
  expect(after.inputTokens - before.inputTokens).toBe(3_000_000);
  expect(after.cost - (before.cost ?? 0)).toBeCloseTo(9);
  expect(after.answers - before.answers).toBe(1);
});

test("a model's additions to the plan are marked and shown", async () => {
  model.set((prompt) => ({
    kind: 'says',
    text: isSearchPrompt(prompt)
      ? '{"synonyms":["tariff","pricing"],"subQuestions":["What does a seat cost?"]}'
      : proved(prompt, 1),
  }));
  const events = eventsOf((await call('POST', '/ask', { question: QUESTION }, STREAM)).text);
  const plans = events.filter(({ event }) => event === 'plan');
  expect(plans.map(({ data }) => data.added)).toEqual([
    [],
    [
      { kind: 'synonym', text: 'tariff' },
      { kind: 'sub_question', text: 'What does a seat cost?' },
    ],
  ]);
});

test('an answer goes on when its reader leaves, and its stream is picked up where it broke off', async () => {
  model.set((prompt) => ({
    kind: 'says',
    text: isSearchPrompt(prompt) ? '{}' : proved(prompt, 2),
    pieces: 20,
    slowMs: 10,
  }));
  const seen = await readUntil('evidence');
  const answerId = String(seen[0]?.data.answerId);
  const pickUp = async (id: string) =>
    eventsOf((await call('GET', `/answers/${answerId}/events`, undefined, { 'last-event-id': id })).text);
  const [rest, ...anew] = await Promise.all([seen.at(-1)?.id ?? '', 'none of ours', '-5', '1e9'].map(pickUp));
  // With an id that no event has, it begins anew.
  for (const whole of anew) expect(whole).toEqual([...seen, ...(rest ?? [])]);
  const all = [...seen, ...(rest ?? [])];
  expect(all.map(({ event }) => event)).toEqual(['plan', 'evidence', 'delta', 'delta', 'answer']);
  expect(all.map(({ id }) => Number(id))).toEqual([0, 1, 2, 3, 4]);
  expect(all.at(-1)?.data).toMatchObject({ id: answerId, claims: [expect.anything(), expect.anything()] });
  expect((await call('GET', `/answers/${answerId}`)).body).toMatchObject({ id: answerId, status: 'answered' });
  expect((await call('GET', '/answers/ans_nope/events')).status).toBe(404);
});

test('a stopped answer keeps what was proved until then', async () => {
  model.set((prompt) => ({
    kind: 'says',
    text: isSearchPrompt(prompt) ? '{}' : proved(prompt, 12),
    pieces: 200,
    slowMs: 10,
  }));
  const seen = await readUntil('delta');
  const answerId = String(seen[0]?.data.answerId);
  expect((await call('POST', `/answers/${answerId}/stop`)).body).toEqual({ stopped: true });
  const events = eventsOf((await call('GET', `/answers/${answerId}/events`)).text);
  expect(events.at(-1)?.data).toMatchObject({ status: 'partial', notes: ['Stopped by its reader.'] });
  expect(events.at(-1)?.data.parts).toMatchObject([{ kind: 'note' }, { kind: 'claims' }]);
  const claims = events.at(-1)?.data.claims as unknown[];
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.length).toBeLessThan(12);
  expect((await call('POST', '/answers/ans_nope/stop')).body).toEqual({ stopped: false });
});

test('an answer comes as text to be pasted where that is asked for, with its question and its sources', async () => {
  const { body: answer } = await call('POST', '/ask', { question: QUESTION });
  const path = `/answers/${answer.id}`;
  const [{ text: quote, citations }] = answer.claims;
  const markdown = await call('GET', path, undefined, { accept: 'text/markdown' });
  expect(markdown.text.split('\n\n')).toEqual([
    `**${QUESTION}**`,
    `- ${quote} [${citations[0]}]`,
    expect.stringMatching(/^1\. .+, \[Call \d, \d+ November 2026, 0:\d\d\]\(.*\/calls\/\d+\?at=\d+.*\): “Sentence/),
  ]);
  const plain = await call('GET', path, undefined, { accept: 'text/plain' });
  expect(plain.text).toMatch(/^What did we .*\n\n- .* \[1\]\n\n\[1\] .*, Call \d, /);
  for (const accept of ['*/*', 'text/html, */*;q=0.8', 'application/json'])
    expect((await call('GET', path, undefined, { accept })).body).toMatchObject({ id: answer.id });
  const stranger = { authorization: `Bearer ${strangersKey}`, accept: 'text/markdown' };
  expect(await call('GET', path, undefined, stranger)).toMatchObject({ status: 404, body: { error: {} } });
});

test('a replay on the same index has the same evidence; feedback, names and deletions are kept', async () => {
  const { body: answer } = await call('POST', '/ask', { question: QUESTION });
  expect((await call('POST', `/answers/${answer.id}/replay`)).body).toMatchObject({
    isSame: true,
    added: [],
    gone: [],
  });
  expect(answer.citations[0]).toMatchObject({ source: 'same' });
  expect(
    (await call('POST', `/answers/${answer.id}/feedback`, { isHelpful: false, reason: 'Wrong call.' })).status,
  ).toBe(204);
  const { body: usage } = await call('GET', '/usage?from=2026-11-01&to=2026-12-01');
  expect(usage.unhelpful).toBe(1);
  const path = `/conversations/${answer.conversationId}`;
  const found = async (query: string) => {
    const { body } = await call('GET', `/conversations?query=${encodeURIComponent(query)}`);
    return body.conversations.filter(({ id }: { id: string }) => id === answer.conversationId);
  };
  // Named by what it asks, and found by its name and by the words of its questions.
  expect(await found('acme · PRIC')).toMatchObject([{ title: 'Acme · pricing' }]);
  expect(await found('did we discuss')).toHaveLength(1);
  expect([await found('%'), await found('pricing at Acme')]).toEqual([[], []]);
  expect((await call('PATCH', path, { title: 'Prices of Acme' })).status).toBe(204);
  const { body: listed } = await call('GET', '/conversations');
  expect(listed.conversations.find(({ id }: { id: string }) => id === answer.conversationId).title).toBe(
    'Prices of Acme',
  );
  const stranger = { authorization: `Bearer ${strangersKey}` };
  for (const [method, of, body] of [
    ['GET', `/answers/${answer.id}`],
    ['GET', `/answers/${answer.id}/events`],
    ['POST', `/answers/${answer.id}/replay`],
    ['POST', `/answers/${answer.id}/feedback`, { isHelpful: true }],
    ['GET', path],
    ['PATCH', path, { title: 'Mine' }],
    ['DELETE', path],
  ] as const)
    expect([method, of, (await call(method, of, body, stranger)).status]).toEqual([method, of, 404]);
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
  expect((await call('GET', `/answers/${answer.id}`)).status).toBe(404);
});
