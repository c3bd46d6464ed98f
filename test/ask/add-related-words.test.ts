import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const filler = ['Good morning to all of you.', 'The weather was fine up here.', 'Lunch is at noon on Fridays.'];
  const between = Array.from({ length: 11 }, (_, n) => filler[n % 3] as string);
  const talk = (id: string, email: string, ...about: string[]) => ({
    id,
    title: `Talk ${id}`,
    startedAt: new Date(Date.UTC(2026, 10, 3, 9)),
    says: [...about.flatMap((text) => [text, ...between])].map((text, n): [string, string] => [
      n % 2 ? 'robin@ours.example' : email,
      text,
    ]),
  });
  asking = await openAsking([
    talk('1', 'tove@acme.example', 'Somebody posts phony ratings about us.', 'Those fake reviews hurt, honestly.'),
    talk('2', 'lee@beacon.example', 'We saw a bogus invoice once.'),
  ]);
});
afterAll(() => asking.close());

const texts = ({ events }: Awaited<ReturnType<typeof asking.ask>>) =>
  events.flatMap((event) => (event.type === 'evidence' ? event.evidence.map(({ text }) => text) : []));
const addedTo = ({ answer }: Awaited<ReturnType<typeof asking.ask>>) =>
  answer.plan.added.map(({ kind, text }) => `${kind}: ${text}`);

test('what was said in other words than the question is found where an account narrows it, and the words are shown', async () => {
  const asked = await asking.ask('What did @Acme tell us about phony ratings?');
  expect(texts(asked)).toContain('Those fake reviews hurt, honestly.');
  expect(addedTo(asked)).toContain('related_word: fake');
});

test('words that were said elsewhere only are not added: a plan tells nothing of other calls', async () => {
  expect(addedTo(await asking.ask('What did @Acme tell us about phony ratings?'))).not.toContain('related_word: bogus');
});

test('over all calls, for quoted words and for counts nothing is added', async () => {
  for (const question of [
    'Who talked about phony ratings?',
    'What did @Acme say about "phony ratings"?',
    'How often did @Acme mention phony ratings?',
  ])
    expect(addedTo(await asking.ask(question)), question).toEqual([]);
});

test('a plan that was edited is asked by as it is', async () => {
  const { answer } = await asking.ask('What did @Acme tell us about phony ratings?');
  const plan = { ...answer.plan, added: [] };
  const again = await asking.ask('What did @Acme tell us about phony ratings?', { plan });
  expect(again.answer.plan.added).toEqual([]);
});
