import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const filler = [
    'Good morning and welcome to all of you.',
    'Thanks, that is good to know for us.',
    'Let us talk again soon then.',
  ];
  const talk = (id: string, day: number, email: string, ...about: string[]) => ({
    id,
    title: `Talk ${id}`,
    startedAt: new Date(Date.UTC(2026, 10, day, 9)),
    says: [...filler, ...about].map((text, n): [string, string] => [n % 2 ? email : 'robin@ours.example', text]),
  });
  asking = await openAsking([
    talk(
      '1',
      1,
      'tove@acme.example',
      'The scanner breaks in the freezer.',
      'Our scanner warranty ended in spring.',
      'A new scanner costs too much.',
    ),
    talk(
      '2',
      9,
      'tove@acme.example',
      'The pallets arrive crushed.',
      'Crushed pallets again on Monday, that makes eleven pallets.',
      'Who pays for the pallets?',
    ),
    talk(
      '3',
      12,
      'lee@beacon.example',
      'The chairs are uncomfortable.',
      'We want other chairs in the canteen.',
      'Chairs with arms.',
    ),
  ]);
});
afterAll(() => asking.close());

test('a question that names no topic is answered by what the calls in scope are most about', async () => {
  const { answer, events } = await asking.ask('What did we discuss in the last call with @Acme?');
  expect(answer.status).toBe('answered');
  expect(new Set(answer.citations.map(({ callId }) => callId))).toEqual(new Set(['2']));
  expect(answer.citations.map(({ quote }) => quote).join(' ')).toContain('pallets');
  expect(answer.citations.map(({ quote }) => quote).join(' ')).not.toContain('Good morning');
  expect(answer.text).toContain('What was discussed in calls with Acme');
  expect(answer.plan.terms).toEqual([]);
  expect(answer.plan.added[0]).toEqual({ kind: 'telling_word', text: 'pallets' });
  expect(events.filter(({ type }) => type === 'plan')).toHaveLength(2);
});

test('names of those on the call are no topic, and a follow-up does not take the words over', async () => {
  const { answer } = await asking.ask('What did @Acme say in November?');
  const words = answer.plan.added.map(({ text }) => text);
  expect(words).toEqual(expect.arrayContaining(['pallets', 'scanner']));
  expect(words).not.toContain('acme');
  const { answer: next } = await asking.ask('And @Beacon?', { conversationId: answer.conversationId });
  expect(next.plan.added.map(({ text }) => text)).toContain('chairs');
  expect(next.plan.added.map(({ text }) => text)).not.toContain('pallets');
  expect(next.citations.map(({ quote }) => quote).join(' ')).toContain('chairs');
});

test('without any call in scope there is nothing to tell', async () => {
  const { answer } = await asking.ask('What did @Acme say in 2019?');
  expect(answer).toMatchObject({ status: 'not_found', plan: { added: [] } });
});
