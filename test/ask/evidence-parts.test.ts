import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

// The first call speaks of the depot all the time, the second only once, and the third of something else.
const OFTEN = Array.from({ length: 50 }, (_, n) => `The gate of the depot is number ${n + 1} of all the gates here.`);
const ONCE = 'By the way, the depot has a new roof and no gate at all.';
const OTHER = Array.from({ length: 8 }, (_, n) => `Lunch was served at table ${n + 1} in the garden that day.`);

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const talks = [OFTEN, [...OTHER, ONCE], OTHER];
  asking = await openAsking(
    talks.map((said, at) => ({
      id: String(at + 1),
      title: `Talk ${at + 1}`,
      startedAt: new Date(Date.UTC(2026, 8 + at, 3, 9)),
      says: said.map((text, n): [string, string] => [n % 2 ? 'robin@ours.example' : 'tove@acme.example', text]),
    })),
  );
});
afterAll(() => asking.close());

const callsOf = async (question: string) => {
  const { events, answer } = await asking.ask(question);
  const evidence = events.flatMap((event) => (event.type === 'evidence' ? event.evidence : []));
  return { type: answer.plan.type, best: evidence.slice(0, 4).map(({ callId }) => callId), answer };
};

test('a change between calls is looked for in each of them', async () => {
  const { type, best, answer } = await callsOf('What changed about the gate of the depot at @Acme?');
  expect(type).toBe('changed');
  expect(best).toEqual(expect.arrayContaining(['1', '2']));
  expect(answer.citations.map(({ quote }) => quote)).toContain(ONCE);
  const said = await callsOf('What did we hear about the gate of the depot at @Acme?');
  expect(new Set(said.best)).toEqual(new Set(['1']));
});

test('a change since some day is one from the last call before it', async () => {
  const { best } = await callsOf('What has changed about the depot at @Acme since 1 October 2026?');
  expect(best).toEqual(expect.arrayContaining(['1', '2']));
  const { answer } = await asking.ask('What did @Acme say about the depot since 1 October 2026?');
  expect(answer.citations.map(({ callId }) => callId)).not.toContain('1');
});
