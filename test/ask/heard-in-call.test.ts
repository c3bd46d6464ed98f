import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimsJson, excerptsOf, isJudgePrompt, isSearchPrompt, openAsking, verdictsJson } from '../support/asking.ts';

const PRICE = 'The price of the plan is too high for a plant of our size, and they will not pay it before summer.';
const TALK = Array.from({ length: 12 }, (_, n): [string, string] => [
  'tove@acme.example',
  `We went on about the weather of week ${n}, and about who would drive to the fair.`,
]);

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking([
    {
      id: '4000',
      title: 'Talk',
      says: [
        ['tove@acme.example', 'Our owners at Brandhorst have looked at it.'],
        ...TALK,
        ['tove@acme.example', PRICE],
        ...TALK.slice(0, 3),
        ['robin@ours.example', 'I will come back to you.'],
      ],
    },
    { id: '4001', title: 'Other', says: [['tove@acme.example', 'Ulrike of Stellan has the keys.']] },
  ]);
});
afterAll(() => asking.close());

/** What is shown of a claim on the price, by a judge that finds everything carried. */
async function shown(claim: string): Promise<string[]> {
  asking.server.set((prompt) => {
    if (isSearchPrompt(prompt)) return { kind: 'says', text: '{}' };
    if (isJudgePrompt(prompt)) return { kind: 'says', text: verdictsJson(prompt, () => 'carried') };
    const { id = '' } = excerptsOf(prompt).find(({ text }) => text === PRICE) ?? {};
    return { kind: 'says', text: claimsJson([{ text: claim, quotes: [[id, PRICE]] }]) };
  });
  const { answer } = await asking.ask('What did we discuss with @Acme about the price?', { withModel: true });
  return answer.claims.map(({ text }) => text);
}

test('a judge may know by name who "they" are, where the call says the name anywhere', async () => {
  const claim = 'Brandhorst will not pay the price of the plan before summer.';
  expect(await shown(claim)).toEqual([claim]);
});

test('a name that nobody says in the call is not shown, whatever the judge finds', async () => {
  const claim = 'Stellan will not pay the price of the plan before summer.';
  expect(await shown(claim)).not.toContain(claim);
});

test('a number that is said elsewhere in the call is not taken for one of what is claimed', async () => {
  const claim = 'They will not pay the price of the plan before week 7.';
  expect(await shown(claim)).not.toContain(claim);
});
