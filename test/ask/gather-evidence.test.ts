import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

const TRUCKS =
  'It may well be that two of their trucks stand in front of the depot all through the spring, and one of them is new.';
const COMPETES = 'A vendor of cheap goods knocked on our door twice.';
const VISITS = Array.from({ length: 16 }, (_, n) => `They visit house number ${n + 1} of the street in the evening.`);
const FILLER = [
  'Good morning to all of you.',
  'The weather was fine up here.',
  'Lunch is at noon on Fridays.',
  'The coffee is good, too.',
];

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const talk = (id: string, email: string, ...about: string[]) => ({
    id,
    title: `Talk ${id}`,
    startedAt: new Date(Date.UTC(2026, 10, 3, 9)),
    says: about
      .flatMap((text) => [text, ...FILLER, ...FILLER, ...FILLER])
      .map((text, n): [string, string] => [n % 2 ? 'robin@ours.example' : email, text]),
  });
  asking = await openAsking([
    talk('1', 'tove@acme.example', 'The depot is blue.', COMPETES, ...VISITS),
    talk('2', 'lee@beacon.example', TRUCKS),
  ]);
});
afterAll(() => asking.close());

const evidenceFor = async (question: string) =>
  (await asking.ask(question)).events.flatMap((event) =>
    event.type === 'evidence' ? event.evidence.map(({ text }) => text) : [],
  );

test('over all calls, what is said in a word that is used like one of the question comes before what only shares its other words', async () => {
  const evidence = await evidenceFor('Who has lorries at the depot?');
  expect(evidence.indexOf(TRUCKS)).toBe(0);
  expect(evidence.some((text) => text.startsWith('The depot is'))).toBe(true);
});

test('within an account a topic is found in words that are used like its terms', async () => {
  expect(await evidenceFor('Do rivals visit houses of @Acme?')).toContain(COMPETES);
});
