import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

const FILLER = ['Hello to every one of you.', 'The garden was fine up here.', 'Parking is on Fridays only.'];

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const talk = (id: string, email: string, about: string) => ({
    id,
    title: `Talk ${id}`,
    startedAt: new Date(Date.UTC(2026, 10, 3, 9)),
    says: [about, ...FILLER, ...FILLER, ...FILLER].map((text, n): [string, string] => [
      n % 2 ? 'robin@ours.example' : email,
      text,
    ]),
  });
  asking = await openAsking([
    talk('1', 'tove@acme.example', 'We always have lunch together at noon on weekdays.'),
    talk('2', 'lee@beacon.example', 'The shop takes payments with a wallet on the phone.'),
  ]);
});
afterAll(() => asking.close());

test('what was said in words that are merely used alike is not said to be missing', async () => {
  const { answer } = await asking.ask('What happens at midday at @Acme?');
  expect(answer.plan.added).toContainEqual({ kind: 'related_word', text: 'noon', of: 'midday' });
  expect(answer.status).toBe('partial');
  expect(answer.citations.map(({ quote }) => quote)).toEqual(['We always have lunch together at noon on weekdays.']);
  expect(answer.text).toMatch(/^Nobody said “midday” in these calls\. These moments come nearest\./);
});

test('where a weighty word was not said, the answer names it and calls the rest the nearest', async () => {
  const { answer } = await asking.ask('Does the wallet of the shop at @Beacon hold bitcoin?');
  expect(answer).toMatchObject({ status: 'partial', citations: [{ callId: '2' }] });
  expect(answer.notes).toEqual(['Nobody said “bitcoin” in these calls. These moments come nearest.']);
  const whole = await asking.ask('Does the shop at @Beacon take the wallet?');
  expect(whole.answer).toMatchObject({ status: 'answered', notes: [] });
});

test('what nobody said in any words is not found', async () => {
  expect((await asking.ask('What did @Beacon say about hurricanes?')).answer.status).toBe('not_found');
});

test('what is described is never refused for its words, and says which of them nobody said', async () => {
  const { answer } = await asking.ask('Which customers are tied up in court cases or take the wallet?');
  expect(answer.plan.isDescription).toBe(true);
  expect(answer.status).toBe('partial');
  expect(answer.citations.map(({ callId }) => callId)).toEqual(['2']);
  expect(answer.text).toContain('“court”');
});

test('with a model nothing is refused before the model saw the evidence, and it may find nothing in it', async () => {
  const question = 'Did @Beacon mention hurricanes or the wallet of bitcoin, gold and silver?';
  asking.server.set(() => ({ kind: 'says', text: '{"claims":[]}' }));
  asking.server.prompts.length = 0;
  const none = await asking.ask(question, { withModel: true });
  expect(asking.server.prompts.some((prompt) => prompt.includes('payments with a wallet'))).toBe(true);
  expect(none.answer.status).toBe('not_found');
  const quote = 'The shop takes payments with a wallet on the phone.';
  asking.server.set((prompt) => {
    const id = prompt.match(/\[(s\d+)\.1\] The shop takes/)?.[1];
    return { kind: 'says', text: JSON.stringify({ claims: id ? [{ citations: [{ quote, id }], text: quote }] : [] }) };
  });
  const found = await asking.ask(question, { withModel: true });
  expect(found.answer).toMatchObject({ status: 'answered', citations: [{ quote }] });
  // Without the model, too little of this question was said.
  expect((await asking.ask(question)).answer.status).toBe('not_found');
});
