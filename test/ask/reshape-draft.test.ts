import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimsJson, excerptsOf, isSearchPrompt, openAsking } from '../support/asking.ts';

const QUESTION = 'What did we discuss with @Acme about pricing?';
let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(
    [1, 2, 3, 4].map((n) => ({
      id: String(n),
      title: `Talk ${n}`,
      startedAt: new Date(Date.UTC(2026, n, 2, 9)),
      says: [
        ['tove@acme.example', `The price of plan ${n} is too high, because our plant is small.`],
        ['robin@ours.example', `I can offer a discount of ${n} percent on the price of the plan.`],
      ],
    })),
  );
});
afterAll(() => asking.close());

const follow = async (question: string, more: { withModel?: boolean; asOf?: Date } = {}) => {
  const { answer: before } = await asking.ask(QUESTION);
  const { answer } = await asking.ask(question, { conversationId: before.conversationId, ...more });
  return { before, answer };
};

test('a model gets the question before with the wish as an instruction', async () => {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
    const [first] = excerptsOf(prompt);
    return {
      kind: 'says',
      text: claimsJson([{ text: first?.text ?? '', quotes: [[first?.id ?? '', first?.text ?? '']] }]),
    };
  });
  asking.server.prompts.length = 0;
  const { answer } = await follow('shorter', { withModel: true });
  expect(answer).toMatchObject({ status: 'answered', model: 'scripted' });
  const prompt = asking.server.prompts.find((text) => !isSearchPrompt(text));
  expect(prompt).toContain(`Question: ${QUESTION}\nThe reader's wishes for the answer: shorter`);
});

test('without a model the shorter answer quotes fewer moments, and the longer only others', async () => {
  const short = await follow('in two bullets');
  expect(short.answer.claims).toHaveLength(2);
  const { answer, before } = await follow('more detail');
  const quoted = new Set(before.citations.map(({ quote }) => quote));
  if (answer.notes.join().includes('further'))
    expect(answer.citations.filter(({ quote }) => quoted.has(quote))).toEqual([]);
  else expect(answer.claims).toEqual(before.claims);
});

test('why is answered by the moments that give a reason', async () => {
  const { answer } = await follow('why?');
  expect(answer.citations.length).toBeGreaterThan(0);
  for (const { quote } of answer.citations) expect(quote).toContain('because');
});

test('a wish on a wish is for the same answer, with both wishes', async () => {
  const { answer } = await follow('shorter');
  const { answer: again } = await asking.ask('in German', { conversationId: answer.conversationId });
  expect(again.plan.edit).toMatchObject({ of: QUESTION, wish: 'language', instructions: ['shorter', 'in German'] });
  expect(again.claims).toEqual(answer.claims);
});

test('as of an earlier moment, no later call of the answer before is shown', async () => {
  const asOf = new Date(Date.UTC(2026, 3, 1));
  const { answer, before } = await follow('as a table', { asOf });
  expect(before.citations.some(({ startedAt }) => new Date(startedAt) >= asOf)).toBe(true);
  expect(answer.citations.filter(({ startedAt }) => new Date(startedAt) >= asOf)).toEqual([]);
});

test('with no answer before, a wish is for nothing', async () => {
  const { answer } = await asking.ask('shorter');
  expect([answer.status, answer.claims, answer.plan.about]).toEqual(['not_found', [], 'no_answer']);
});
