import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callReadings } from '../../src/store/schema.ts';
import {
  claimsJson,
  excerptsOf,
  isAnswerPrompt,
  isJudgePrompt,
  isSearchPrompt,
  openAsking,
  verdictsJson,
} from '../support/asking.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

const QUESTION = 'Summarize pricing conversations from this quarter';
/** Sixty calls of the quarter, every fifth without a word on prices, and a call of the quarter before. */
const CALLS: SpokenCall[] = Array.from({ length: 61 }, (_, n) => ({
  id: String(2000 + n),
  title: `Talk ${n}`,
  startedAt: n === 60 ? new Date('2026-09-30T10:00:00Z') : new Date(Date.UTC(2026, 9, 1 + (n % 50), 8, n)),
  says: [
    ['robin@ours.example', 'Good morning and welcome.'],
    n % 5 === 4
      ? ['tove@acme.example', 'The new hall opens in spring, and the weather is fine.']
      : ['tove@acme.example', `The price of plan ${n} is too high for us, we pay ${100 + n} euros a month.`],
  ],
}));

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(CALLS);
});
beforeEach(() => {
  asking.server.prompts.length = 0;
});
afterAll(() => asking.close());

const covered = (text: string) => CALLS.slice(0, 60).filter(({ title }) => text.includes(`${title},`)).length;

test('without a model each of sixty calls is quoted or listed, and how many there were is said', async () => {
  const { answer, events } = await asking.ask(QUESTION);
  expect(answer.status).toBe('answered');
  expect(new Set(answer.citations.map((citation) => citation.callId)).size).toBe(48);
  expect(covered(answer.text)).toBe(60);
  expect(answer.text).toContain('came up in 48 of 60 calls');
  expect(answer.text).toContain('Nothing about pricing was found in 12 calls');
  expect(answer.text).not.toContain('Talk 60,');
  const progress = events.flatMap((event) => (event.type === 'progress' ? [event.done] : []));
  expect(progress.at(-1)).toBe(60);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

test('a model reads call by call, once each, and what it says of all is proved by the same quotes', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{"synonyms":[],"subQuestions":[]}' };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const price = excerptsOf(prompt).find(({ text }) => text.includes('price of plan'));
    if (!price) return { kind: 'says', text: '{"claims":[]}' };
    return {
      kind: 'says',
      text: claimsJson([
        { text: price.text.replace('for us, we', 'for them, they'), quotes: [[price.id, price.text]] },
      ]),
    };
  });
  const first = await asking.ask(QUESTION, { withModel: true });
  expect(first.answer).toMatchObject({ status: 'answered', model: 'scripted', removed: [] });
  expect(new Set(first.answer.citations.map((citation) => citation.callId)).size).toBe(48);
  expect(covered(first.answer.text)).toBe(60);
  // What is said of all in the words of a section is said there alone.
  const said = first.answer.claims.map(({ text }) => text);
  expect(said).toEqual([...new Set(said)]);
  const readings = asking.server.prompts.filter(isAnswerPrompt).length;
  expect(readings).toBe(48 + 1);
  // The claims of each call are judged once, and what was said of all.
  expect(asking.server.prompts.filter(isJudgePrompt).length).toBe(48 + 1);
  // Asked again, only the putting together is new.
  asking.server.prompts.length = 0;
  const second = await asking.ask(QUESTION, { withModel: true });
  expect(asking.server.prompts.filter(isAnswerPrompt)).toHaveLength(1);
  expect(second.answer.claims).toEqual(first.answer.claims);
  // An unreadable reading in the store is asked for again, once.
  await asking.db.update(callReadings).set({ claims: 'none' }).where(eq(callReadings.callId, '2000'));
  for (const readings of [2, 1]) {
    asking.server.prompts.length = 0;
    expect((await asking.ask(QUESTION, { withModel: true })).answer.claims).toEqual(first.answer.claims);
    expect(asking.server.prompts.filter(isAnswerPrompt)).toHaveLength(readings);
  }
});

test('its parts are the calls: those with claims under their heading, those without in a list', async () => {
  const { answer } = await asking.ask(QUESTION);
  const sections = answer.parts.filter((part) => part.kind === 'section');
  expect(answer.parts.map(({ kind }) => kind)).toEqual(['lead', ...sections.map(() => 'section'), 'silent']);
  expect(sections.flatMap(({ claims }) => claims)).toEqual(answer.claims.map((_, at) => at));
  const cited = new Map(answer.citations.map((citation) => [citation.n, citation.callId]));
  for (const { call, claims } of sections)
    for (const at of claims) expect(cited.get(answer.claims[at]?.citations[0] ?? 0)).toBe(call.id);
  const silent = answer.parts.flatMap((part) => (part.kind === 'silent' ? part.calls : []));
  expect(silent.map(({ title }) => title)).toContain('Talk 4');
  expect(silent.length + sections.length).toBe(60);
});

test('a model that fails half way leaves the other calls quoted, and says so', async () => {
  let asked = 0;
  asking.server.set((prompt) => {
    if (!isAnswerPrompt(prompt)) return { kind: 'says', text: '{}' };
    asked += 1;
    const [first] = excerptsOf(prompt).filter(({ text }) => text.includes('price of plan'));
    if (asked > 3 || !first) return { kind: 'fails', status: 500 };
    return { kind: 'says', text: claimsJson([{ text: first.text, quotes: [[first.id, first.text]] }]) };
  });
  const { answer } = await asking.ask('Give me an overview of the prices this quarter', { withModel: true });
  expect(answer).toMatchObject({ status: 'partial', model: 'scripted' });
  expect(answer.notes.join(' ')).toContain('are quoted');
  expect(new Set(answer.citations.map((citation) => citation.callId)).size).toBe(48);
  // Three readings, three failures in a row, and a request for putting the readings together.
  expect(asked).toBeLessThanOrEqual(3 + 3 + 1);
});

test('a model reads whole calls where its context holds them, and what lies nearest where it does not', async () => {
  const long = await openAsking([
    {
      id: '1',
      title: 'Long talk',
      says: Array.from({ length: 60 }, (_, n): [string, string] => [
        n % 2 === 0 ? 'tove@acme.example' : 'robin@ours.example',
        n === 30 ? 'The price of the plan is too high for us.' : `Sentence ${n} is about the new hall and its doors.`,
      ]),
    },
  ]);
  const given = async (contextTokens: number) => {
    long.server.prompts.length = 0;
    await long.ask('Summarize pricing conversations from this quarter', { withModel: true, contextTokens });
    const [reading = ''] = long.server.prompts.filter(isAnswerPrompt);
    return excerptsOf(reading).flatMap(({ text }) => (/Sentence (\d+) /.exec(text) ?? []).slice(1).map(Number));
  };
  const whole = await given(32_000);
  expect(whole.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n).filter((n) => n !== 30));
  const near = await given(3_000);
  expect(near.length).toBeLessThan(59);
  expect(near).toEqual(expect.arrayContaining([28, 29, 31, 32]));
  await long.close();
});

test('who puts calls together reads what was found in each, under its call and account', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{"synonyms":[],"subQuestions":[]}' };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const price = excerptsOf(prompt).find(({ text }) => text.includes('price of plan'));
    const plan = /plan (\d+)/.exec(price?.text ?? '')?.[1];
    if (!price) return { kind: 'says', text: '{"claims":[]}' };
    const text = `For Acme the price of plan ${plan} is too high.`;
    return { kind: 'says', text: claimsJson([{ text, quotes: [[price.id, price.text]] }]) };
  });
  await asking.ask('Summarize the price conversations of this quarter', { withModel: true, contextTokens: 32_000 });
  const together = asking.server.prompts.filter(isAnswerPrompt).at(-1) ?? '';
  const found = together.split('\n').filter((line) => line.startsWith('Found: '));
  expect(found).toHaveLength(48);
  expect(together).toMatch(
    /^Call "Talk 7" with Acme, .+\nFound: For Acme the price of plan 7 is too high\.\n\[s\d+\] Tove/m,
  );
});

test('what does not fit together is of the oldest calls, and the answer says how many', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{"synonyms":[],"subQuestions":[]}' };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const price = excerptsOf(prompt).find(({ text }) => text.includes('price of plan'));
    if (!price) return { kind: 'says', text: '{"claims":[]}' };
    const plan = /plan (\d+)/.exec(price.text)?.[1];
    return {
      kind: 'says',
      text: claimsJson([{ text: `Plan ${plan} is too high.`, quotes: [[price.id, price.text]] }]),
    };
  });
  const { answer } = await asking.ask('Sum up what was said on prices this quarter', {
    withModel: true,
    contextTokens: 3_600,
  });
  const together = asking.server.prompts.filter(isAnswerPrompt).at(-1) ?? '';
  const read = [...together.matchAll(/^Found: Plan (\d+) /gm)].map(([, plan]) => Number(plan));
  const when = (plan: number) => CALLS[plan]?.startedAt?.getTime() ?? 0;
  const withPrice = CALLS.slice(0, 60).flatMap((_, plan) => (plan % 5 === 4 ? [] : [plan]));
  const newest = withPrice.toSorted((a, b) => when(b) - when(a)).slice(0, read.length);
  expect(read.length).toBeGreaterThan(5);
  expect(read.length).toBeLessThan(48);
  expect(read.toSorted()).toEqual(newest.toSorted());
  expect(answer.text).toContain(`${48 - read.length} older calls did not fit what the model reads at once`);
});
