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
  expect(addedTo(asked)).toContain('business_word: fake');
  expect(addedTo(await asking.ask('What happens at midday at @Acme?'))).toContain('related_word: noon');
});

test('words that were said elsewhere only are not added: a plan tells nothing of other calls', async () => {
  const added = addedTo(await asking.ask('What did @Acme tell us about phony ratings?'));
  expect(added.filter((word) => word.endsWith(': bogus'))).toEqual([]);
});

test('over all calls there is only what people in business say, and for quoted words nothing', async () => {
  const overAll = addedTo(await asking.ask('Who talked about phony ratings?'));
  expect(overAll).toEqual(expect.arrayContaining(['business_word: fake', 'business_word: review']));
  expect(overAll.filter((word) => word.startsWith('related_word'))).toEqual([]);
  expect(addedTo(await asking.ask('What did @Acme say about "phony ratings"?'))).toEqual([]);
});

test('what was said in other words only is quoted, and not said to be nothing', async () => {
  const { answer } = await asking.ask('Did @Beacon see a phony invoice or a counterfeit?');
  expect(answer.status).toBe('answered');
  expect(answer.citations.map(({ quote }) => quote)).toEqual(['We saw a bogus invoice once.']);
  const other = await asking.ask('What did @Beacon say about counterfeits?');
  expect(other.answer).toMatchObject({ status: 'answered', citations: [{ quote: 'We saw a bogus invoice once.' }] });
  expect((await asking.ask('What did @Beacon say about hurricanes?')).answer.status).toBe('not_found');
});

test('a count says which other words are not counted', async () => {
  const { answer } = await asking.ask('Which customers mentioned "nothing of the kind" or fakes?');
  expect(answer.plan.added).toEqual([]);
  const counted = await asking.ask('How often were fakes mentioned?');
  expect(counted.answer.census).toMatchObject({ mentions: 1, calls: 1 });
  expect(counted.answer.text).toMatch(/Other words for it, as “fraud”, “scam” and “counterfeit”, are not\./);
});

test('a plan that was edited is asked by as it is', async () => {
  const { answer } = await asking.ask('What did @Acme tell us about phony ratings?');
  const plan = { ...answer.plan, added: [] };
  const again = await asking.ask('What did @Acme tell us about phony ratings?', { plan });
  expect(again.answer.plan.added).toEqual([]);
});
