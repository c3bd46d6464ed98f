import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

// Each call's turns; customers and us take turns, customers first.
const CALLS: Record<string, string[]> = {
  acme: [
    'It is the reason that I called you. We had two fines last year.',
    'Three, I thought.',
    'You are right, and one of them was 18,000.',
    'The weather up here was fine in all of the last few weeks.',
    'I am leaving the company at the end of the month.',
    'Congratulations, and what a pity for all of us.',
    'It is a good step for me. A chain in the north, twice the size.',
    'Who takes over from you?',
    'Nobody yet. Until then it is Conrad himself.',
  ],
  beacon: [
    'On Saturday the outage hit thirty of our stores, and I am still angry.',
    'We are very sorry, and we know what it was.',
    'For how long exactly?',
    'Two hours and ten minutes.',
    'We measured two and a half.',
  ],
  corvo: [
    'How long is the corridor that you want to light?',
    'Forty metres.',
    'The letter of the council came on Monday, and I expect another one.',
    'They were second by three points.',
    'On which part did the rival lose in the end?',
  ],
  dunmore: [
    'Shall we begin with the open condition of the audit log?',
    'It is in. You can export it since last Wednesday.',
    'Single sign-on is part of the plan, as you know by now.',
    'The contract is signed, and seventy seats it is.',
  ],
};

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(
    Object.entries(CALLS).map(([name, said], at) => ({
      id: String(at + 1),
      title: `Talk ${at + 1}`,
      startedAt: new Date(Date.UTC(2026, 10, 3 + at, 9)),
      says: said.map((text, n): [string, string] => [n % 2 ? 'robin@ours.example' : `tove@${name}.example`, text]),
    })),
  );
});
afterAll(() => asking.close());

/** Turns of the account's call that one claim tells together, by their places. */
async function toldTogether(question: string, name: string): Promise<number[][]> {
  const { answer } = await asking.ask(question);
  const said = CALLS[name] ?? [];
  return answer.claims.map(({ citations }) =>
    citations
      .map((n) => said.findIndex((turn) => turn.includes(answer.citations[n - 1]?.quote ?? '-')))
      .filter((place) => place >= 0),
  );
}

test.each([
  ['a figure that the next turns set right brings them', 'How much were the fines of @Acme?', 'acme', [0, 1]],
  ['a reason that is asked for follows the quote', 'Why is Tove of @Acme leaving?', 'acme', [4, 5, 6]],
  ['a question put in the call is told with its reply', 'Who took over from Tove at @Acme?', 'acme', [7, 8]],
  ['a question without a word of the subject too', 'How long did the outage last?', 'beacon', [2, 3, 4]],
  ['a number that is asked for is told by the line before', 'By how many points did the rival lose?', 'corvo', [3, 4]],
  ['how something stands is told by the turn that points at it', 'Did the audit log get delivered?', 'dunmore', [0, 1]],
])('%s', async (_, question, name, turns) => {
  const claims = await toldTogether(question, name);
  expect(
    claims.find((told) => turns.every((turn) => told.includes(turn))),
    JSON.stringify(claims),
  ).toBeDefined();
});

test('the same question about something else is none', async () => {
  expect((await toldTogether('How long did the outage last?', 'corvo')).flat()).toEqual([]);
});

test('who asks whether somebody signed asks for no sign-on', async () => {
  const { answer } = await asking.ask('Did Dunmore sign?');
  expect(answer.citations.map(({ quote }) => quote)).toEqual([CALLS.dunmore?.[3]]);
});

test('fines are nothing that is fine', async () => {
  expect((await toldTogether('How much were the fines of @Acme?', 'acme')).flat()).not.toContain(3);
});

test('what is quoted is chosen, and no count of what was said', async () => {
  const { answer } = await asking.ask('What about the fines of @Acme?');
  expect(answer.text).toMatch(/^What was said .*, word for word\./);
});

test('only the words of those asked about are brought along', async () => {
  const { answer } = await asking.ask('What did customers say about the fines at @Acme?');
  expect(new Set(answer.citations.map(({ speaker }) => speaker.side))).toEqual(new Set(['customer']));
});
