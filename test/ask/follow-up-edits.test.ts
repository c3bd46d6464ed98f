import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/ask/answer.ts';
import { openAskingDemo } from '../support/asking-demo.ts';
import { AS_OF } from './count-questions.ts';
import { FOLLOW_UP_EDITS, type FollowUpEdit } from './follow-up-edits.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;
beforeAll(async () => {
  demo = await openAskingDemo(new Date(AS_OF));
});
afterAll(() => demo.close());

const names = ({ plan }: Answer) => plan.accounts.map(({ name }) => name).sort();
const topicOf = ({ plan: { terms, trackers, phrases } }: Answer) => ({ terms, trackers, phrases });
const dayOf = (iso: string | null) =>
  iso === null ? null : new Date(iso).toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
const days = ({ plan }: Answer) => [dayOf(plan.from), dayOf(plan.to)];

const LOOKS: {
  [Kind in FollowUpEdit['reading']['kind']]: (
    reading: Extract<FollowUpEdit['reading'], { kind: Kind }>,
    before: Answer,
    answer: Answer,
  ) => void;
} = {
  narrow(reading, before, answer) {
    expect(topicOf(answer)).toEqual(topicOf(before));
    expect(names(answer)).toEqual(reading.accounts?.toSorted() ?? names(before));
    const [from, to] = days(before);
    expect(days(answer)).toEqual(reading.from || reading.to ? [reading.from ?? null, reading.to ?? null] : [from, to]);
    const { side } = reading;
    expect(answer.plan.side).toBe(side ?? before.plan.side);
    expect(answer.citations.filter(({ speaker }) => side && speaker.side !== side)).toEqual([]);
  },
  wording({ wish }, before, answer) {
    expect(answer.plan.edit).toMatchObject({ kind: 'wording', wish });
    expect([names(answer), topicOf(answer), days(answer)]).toEqual([names(before), topicOf(before), days(before)]);
    expect(answer.notes.join()).toMatch(/needs? a model|^A count stands/);
    expect(answer.status).toBe('partial');
    expect(answer.searched).toEqual(before.searched);
    if (wish === 'table' || wish === 'language' || wish === 'tone')
      expect([answer.claims, answer.citations]).toEqual([before.claims, before.citations]);
    if (wish === 'shorter') expect(answer.claims.length).toBeLessThan(Math.max(2, before.claims.length));
  },
  why(_, before, answer) {
    expect(answer.plan.edit).toMatchObject({ kind: 'why', of: before.question });
    expect(topicOf(answer)).toEqual(topicOf(before));
    expect(answer.claims.length).toBeGreaterThan(0);
    expect(names(answer)).toEqual(names(before));
  },
  'which-of-those'(_, before, answer) {
    expect(answer.plan.edit).toMatchObject({ kind: 'those' });
    const named = (before.census?.rows ?? before.citations).flatMap(({ accounts }) => accounts.map(({ name }) => name));
    expect(names(answer)).toEqual([...new Set(named)].sort());
    expect(answer.plan.terms).not.toEqual([]);
  },
  inherit(_, before, answer) {
    expect(answer.plan.edit).toBeNull();
    expect(answer.plan.inherited).not.toContain('topic');
    expect([names(answer), days(answer)]).toEqual([names(before), days(before)]);
    expect(answer.plan.terms).not.toEqual([]);
  },
  thanks(_, __, answer) {
    expect(answer.plan).toMatchObject({ about: 'thanks', inherited: [], terms: [], trackers: [] });
    expect([answer.citations, answer.suggestions, answer.searched.segments]).toEqual([[], [], 0]);
  },
  new(_, __, answer) {
    expect(answer.plan).toMatchObject({ edit: null, inherited: [] });
  },
};

test.each(FOLLOW_UP_EDITS)('$before, then $question', async ({ before: first, question, foundNothing, reading }) => {
  const before = await demo.ask(first);
  expect(before.status === 'not_found').toBe(foundNothing ?? false);
  const answer = await demo.ask(question, { conversationId: before.conversationId });
  const look = LOOKS[reading.kind] as (reading: unknown, before: Answer, answer: Answer) => void;
  look(reading, before, answer);
});
