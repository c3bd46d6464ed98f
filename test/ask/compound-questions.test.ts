import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';
import { NOW } from '../support/builders.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking([
    {
      id: '1',
      title: 'Renewal review',
      startedAt: new Date(NOW.getTime() - 86_400_000),
      says: [
        ['robin@ours.example', 'How do you feel about pricing?'],
        ['tove@acme.example', 'The price of seats worries us.'],
        ['tove@acme.example', 'A contract over several years would help if the discount is real.'],
        ['robin@ours.example', 'And the start?'],
        ['tove@acme.example', 'Our rollout begins in spring and the set up took long.'],
        ['robin@ours.example', 'And signing in?'],
        ['tove@acme.example', 'We log in with one password only. The follow up mail never came.'],
        ['robin@ours.example', 'Understood, I will send the email.'],
      ],
    },
  ]);
});
afterAll(() => asking.close());

/** A question's words and what was said, each spelled in another way. */
test.each([
  ['seat-based pricing', 'price of seats'],
  ['per-seat pricing', 'price of seats'],
  ['a multi-year contract', 'over several years'],
  ['the roll-out', 'rollout'],
  ['the setup', 'set up'],
  ['login', 'log in'],
  ['the log-in', 'log in'],
  ['follow-up e-mails', 'follow up mail'],
  ['pricing/discounts', 'discount'],
  ['price & discount', 'discount'],
  ['the pricing model', 'discount'],
])('what was said about %s is found, though it was said as %j', async (subject, said) => {
  const { answer } = await asking.ask(`What did @Acme say about ${subject}?`);
  // What is missing in form only is not missing.
  expect([answer.status, answer.notes]).toEqual(['answered', []]);
  expect(answer.citations.map(({ quote }) => quote).join(' ')).toContain(said);
});

test('a word between the asking and the subject is no subject', async () => {
  const { answer } = await asking.ask('Hi, could you kindly tell me what @Acme said regarding volume discounts?');
  expect([answer.status, answer.plan.terms]).toEqual(['answered', ['volume', 'discounts']]);
});
