import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

// The calls of each account, half a year apart: what the customer said in the first, then in the next.
const SAID: Record<string, string[][]> = {
  acme: [
    ['Our budget for this is 60,000 a year, signed off.', 'The page opens in nine seconds at the large depot.'],
    ['The budget was cut. I now have 54,000 euros for it.', 'The large depot opens in two seconds today.'],
  ],
  beacon: [
    ['We pay a price of 12 euros for each of our seats.', 'The discount we got was ten percent back then.'],
    ['The price that Crewlattice asks is 10 euros for each seat.', 'The discount we have is still ten percent today.'],
  ],
  corvo: [
    ['Our budget for the planner is 60,000 a year.'],
    ['Our budget for the planner is 54,000 a year.'],
    ['Our budget for the planner is 48,000 a year.'],
  ],
};

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(
    Object.entries(SAID).flatMap(([name, calls], account) =>
      calls.map((said, at) => ({
        id: `${account + 1}${at}`,
        title: `Talk ${at + 1}`,
        startedAt: new Date(Date.UTC(2026, 10 - 6 * (calls.length - 1 - at), 3, 9)),
        says: said.flatMap((text): [string, string][] => [
          [`tove@${name}.example`, text],
          ['robin@ours.example', 'Thank you, I will write this down for all of us.'],
        ]),
      })),
    ),
  );
});
afterAll(() => asking.close());

const claimsFor = async (question: string) => (await asking.ask(question)).answer.claims;

test('what was said last comes first, and a changed figure stands beside what it was', async () => {
  const { answer } = await asking.ask('What is the budget of @Acme?');
  const [first] = answer.claims;
  expect(first?.text).toMatch(/54,000 euros.* Before, on 3 May 2026: .*60,000 a year/);
  expect(first?.citations).toEqual([1, 2]);
  // A surface that draws both, the later and the earlier, need not read the text.
  expect(first?.form).toBe('changed');
  expect(answer.citations.map(({ startedAt }) => startedAt.slice(0, 7)).slice(0, 2)).toEqual(['2026-11', '2026-05']);
  // The earlier one stands there alone, and not in a section of its call too.
  expect(answer.text.match(/60,000/g)).toHaveLength(1);
  expect(answer.claims).toHaveLength(1);
});

test('of three statements the last stands beside the one before it, and each is quoted once', async () => {
  const { answer } = await asking.ask('What is the budget of @Corvo for the planner?');
  expect(answer.claims.map(({ form, citations }) => [form, citations])).toEqual([
    ['changed', [1, 2]],
    ['quoted', [3]],
  ]);
  expect(answer.citations.map(({ quote }) => /\d\d(?=,000)/.exec(quote)?.[0])).toEqual(['48', '54', '60']);
});

test('a number of the same things that moved is such a figure too', async () => {
  const [first] = await claimsFor('How fast does the large depot of @Acme open?');
  expect(first?.text).toMatch(/two seconds.* Before, on 3 May 2026: .*nine seconds/);
});

test('a figure of somebody else, or one that stayed, changed nothing', async () => {
  const claims = await claimsFor('What did @Beacon say about the price and the discount?');
  expect(claims.length).toBe(4);
  expect(claims.filter(({ text }) => text.includes('Before'))).toEqual([]);
});
