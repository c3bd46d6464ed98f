import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsking } from '../support/asking.ts';

const DAYS = ['2026-11-18', '2026-11-11', '2026-10-14', '2026-09-28', '2026-06-10'];
let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(
    DAYS.map((day, at) => ({
      id: String(at + 1),
      title: `Talk of ${day}`,
      startedAt: new Date(`${day}T09:00:00Z`),
      says: [['tove@acme.example', 'The price of a seat is too high for us.']],
    })),
  );
});
afterAll(() => asking.close());

test.each([
  ['what was said about the price this month?', 'and the month before?', ['2026-10-01', '2026-11-01']],
  ['what was said about the price this quarter?', 'what about the quarter before that?', ['2026-07-01', '2026-10-01']],
  ['what was said about the price last month?', 'and the week prior', ['2026-09-24', '2026-10-01']],
])('after %j, %j is the time right before it', async (first, second, [from, to]) => {
  const { answer } = await asking.ask(first);
  const { answer: next } = await asking.ask(second, { conversationId: answer.conversationId });
  expect(next.question).toBe(second);
  expect(next.plan.ranges.map((range) => [range.from?.slice(0, 10), range.to?.slice(0, 10)])).toEqual([[from, to]]);
  expect(next.plan).toMatchObject({ isAnyTimeToo: false, terms: answer.plan.terms, trackers: answer.plan.trackers });
});

test.each([
  ['what was said about the price in October?', 'and a month later?', ['2026-11-01', '2026-12-01']],
  ['what was said about the price last month?', 'and before that?', [undefined, '2026-10-01']],
])('after %j, %j is the time beside it', async (first, second, [from, to]) => {
  const { answer } = await asking.ask(first);
  const { answer: next } = await asking.ask(second, { conversationId: answer.conversationId });
  expect(next.plan.ranges.map((range) => [range.from?.slice(0, 10), range.to?.slice(0, 10)])).toEqual([[from, to]]);
});

test('the week before one in which nothing was found is asked about the same', async () => {
  const { answer } = await asking.ask('what was said about the price yesterday?');
  expect(answer.status).toBe('not_found');
  const { answer: next } = await asking.ask('and the week before that?', { conversationId: answer.conversationId });
  expect(next.plan).toMatchObject({ terms: answer.plan.terms, inherited: ['topic'], warnings: [] });
  expect(next.citations.map(({ startedAt }) => startedAt.slice(0, 10))).toEqual(['2026-11-18']);
});

test.each(['and the week before that?', 'and the following month?'])(
  'without a time before it, %j limits nothing, is not searched, and the plan says so',
  async (second) => {
    for (const first of ['what was said about the price?', 'what was said about the moon base?']) {
      const { answer } = await asking.ask(first);
      const { answer: next } = await asking.ask(second, { conversationId: answer.conversationId });
      expect(next.plan.ranges).toEqual([]);
      expect(next.plan.terms).not.toContain('week');
      expect(next.plan.warnings).toEqual([expect.stringMatching(/^Ignored “the .*”: the previous question/)]);
    }
  },
);
