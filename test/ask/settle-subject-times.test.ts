import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

/** Calls of one account, oldest first, and what the customer said there. */
const SAID: [startedAt: string, says: string[]][] = [
  [
    '2026-05-03',
    ['Our budget for 2027 will be 80,000 euros in all.', 'The renewal in March is what our board talks about.'],
  ],
  ['2026-08-03', ['The budget was cut, I now have 54,000 euros.', 'In December nobody of us has time for a renewal.']],
  [
    '2026-11-03',
    ['The budget of this year is spent to the last euro.', 'Our renewal is a matter for the lawyers now.'],
  ],
];

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(
    SAID.map(([day, said], at) => ({
      id: `7${at}`,
      title: `Talk ${at + 1}`,
      startedAt: new Date(`${day}T09:00:00Z`),
      says: said.map((text): [string, string] => ['tove@acme.example', text]),
    })),
  );
});
afterAll(() => asking.close());
const ask = async (question: string) => (await asking.ask(question)).answer;

test('of a time that the subject has, calls that name it lead, however old', async () => {
  const answer = await ask('What is the budget of @Acme for 2027?');
  expect(answer.status).toBe('answered');
  expect(answer.citations[0]?.quote).toContain('for 2027');
});

test('a time alone says nothing of the subject', async () => {
  const answer = await ask('What was wrong with the budget in December?');
  expect(answer.citations.length).toBeGreaterThan(0);
  expect(answer.citations.map(({ quote }) => quote).join()).not.toContain('In December nobody');
});

test('a time that nobody named is said to be missing, and the rest of the question is quoted', async () => {
  const answer = await ask('What is the budget of @Acme for 2031?');
  expect(answer.status).toBe('partial');
  expect(answer.text).toContain('Nobody said “2031” in these calls.');
  expect(answer.citations.map(({ quote }) => quote).join()).toContain('54,000');
});

test('of two months that are named, one that was said is not told as missing', async () => {
  const answer = await ask('Is the renewal in March or in September?');
  expect(answer.text).not.toContain('Nobody said');
  expect(answer.plan.terms).toContain('march');
  expect(answer.plan.terms).not.toContain('september');
});

test('a December of another year is not taken for the one that was asked about', async () => {
  const answer = await ask('What was said about the renewal in December 2025?');
  expect(answer.text).toContain('No call was in December 2025.');
  expect(answer.text).toContain('Nobody said “December 2025” in these calls.');
  expect(answer.plan.terms).toEqual(['renewal']);
});

test.each([
  // No call was in March, and the renewal of March is spoken of in one.
  ['How many calls mention renewal in March?', 1, 'No call was in March 2026; this is what calls say about March.'],
  [
    'How many calls mention renewal in April?',
    3,
    'Nobody said “renewal” together with “April”, so the count is of any',
  ],
  // A call was in August, and that of December is told beside.
  ['How many calls mention renewal in August?', 1, ''],
  ['How many calls mention budget in May?', 1, ''],
])('both readings of the month count: %s', async (question, calls, sentence) => {
  const answer = await ask(question);
  expect(answer.census?.calls).toBe(calls);
  expect(answer.text).toContain(sentence);
});
