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
        ['tove@acme.example', 'And I was at the fair in March, and when we sold Lindau Works nobody called.'],
        ...TALK.slice(0, 4),
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

test('a name that is said there may be shortened, and letters of other words are no name', async () => {
  const claim = 'LW will not pay the price of the plan before summer.';
  expect(await shown(claim)).toEqual([claim]);
  for (const letters of ['AI', 'AWS', 'IW'])
    expect(await shown(`${letters} will not pay the price of the plan before summer.`)).not.toContain(
      `${letters} will not pay the price of the plan before summer.`,
    );
});

test.each(['March', 'week 7'])('when something is has to be told where it is claimed: %s', async (time) => {
  const claim = `They will not pay the price of the plan before ${time}.`;
  expect(await shown(claim)).not.toContain(claim);
});
