import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;
beforeAll(async () => {
  demo = await openAskingDemo(new Date('2026-11-26T12:00:00Z'));
});
afterAll(() => demo.close());

test.each([
  ['what did yusuf complain about', 'Notifications.'],
  ['did conrad promise to sign', 'Conrad Ibsley (Pellworth Grocers): '],
  ['has Teo ever apologised', 'Teo Braskamp (us): '],
  ['is tarn hollow still undecided', '(Tarn Hollow): '],
  ['what does lee marchetti complain about', 'I am worried that it happens every time.'],
  ['who replaced nadia', 'Until then it is Conrad himself'],
  ['wat did fergus ask about acessibility', 'We require the common standard'],
  ['what did ppl say abt crewlattices pricing', 'Crewlattice'],
  ['what did lee say about the invioce', 'invoice'],
])('"%s" is answered by what was said', async (question, said) => {
  const { status, text } = await demo.ask(question);
  expect(text).not.toMatch(/Nothing about|Nobody said|did not say/);
  expect(text).toContain(said);
  expect(status).toBe('answered');
});

test('a misspelt word is read as the nearest word that was said, and the answer says so', async () => {
  const { text, plan } = await demo.ask('what did fergus ask about acessibility');
  expect(plan.terms).toEqual(['accessibility']);
  expect(text).toContain('Read “acessibility” as “accessibility”.');
});

test('a word like nothing that was said stays, and is said to be missing', async () => {
  const { text } = await demo.ask('what did fergus ask about zendeskk');
  expect(text).toContain('did not say “zendeskk” in ');
});

test('names of products are no foreign words', async () => {
  const { plan } = await demo.ask('which customers mentioned crewlattice and dutyboard');
  expect(plan.warnings).toEqual([]);
});

test('a year that nobody said is said to be missing', async () => {
  const { text } = await demo.ask('budget for 2030');
  expect(text).toContain('Nobody said “2030”');
});

test('an objection is no objective: nobody spoke of a target', async () => {
  const { text } = await demo.ask('whats up with target');
  expect(text).not.toContain('objection');
});

test('a call without a transcript is named', async () => {
  const { text, parts } = await demo.ask('any calls on 23 november?');
  expect(text).toContain('it has no transcript to search yet.');
  expect(parts.at(-1)).toMatchObject({ kind: 'calls', calls: [{ title: expect.any(String) }] });
});
